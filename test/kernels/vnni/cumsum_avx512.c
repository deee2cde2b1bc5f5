// Inclusive prefix sums of the rows: within 16 lanes by four shifted additions (valignd against zeros), then plus the carry.
#include <immintrin.h>

static inline __m512 scan16(__m512 v) {
  const __m512i zero = _mm512_setzero_si512();
  v = _mm512_add_ps(v, _mm512_castsi512_ps(_mm512_alignr_epi32(_mm512_castps_si512(v), zero, 15)));
  v = _mm512_add_ps(v, _mm512_castsi512_ps(_mm512_alignr_epi32(_mm512_castps_si512(v), zero, 14)));
  v = _mm512_add_ps(v, _mm512_castsi512_ps(_mm512_alignr_epi32(_mm512_castps_si512(v), zero, 12)));
  return _mm512_add_ps(v, _mm512_castsi512_ps(_mm512_alignr_epi32(_mm512_castps_si512(v), zero, 8)));
}

void cumsum_avx512(const float *x, float *y, int rows, int cols) {
  const __m512i last = _mm512_set1_epi32(15);
#pragma omp parallel for
  for (int r = 0; r < rows; ++r) {
    const float *in = x + r * cols;
    float *out = y + r * cols;
    __m512 carry = _mm512_setzero_ps();
    int c = 0;
    for (; c + 16 <= cols; c += 16) {
      const __m512 s = _mm512_add_ps(scan16(_mm512_loadu_ps(in + c)), carry);
      _mm512_storeu_ps(out + c, s);
      carry = _mm512_permutexvar_ps(last, s);
    }
    float sum = _mm512_cvtss_f32(carry);
    for (; c < cols; ++c) {
      sum += in[c];
      out[c] = sum;
    }
  }
}
