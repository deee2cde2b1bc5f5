// Row-wise softmax all in AVX-512: exp is 2^k times a polynomial of the rest, and a last short vector is filled up with -infinity.
#include <immintrin.h>
#include <math.h>

static inline __mmask16 tail(int left) {
  return left < 16 ? (__mmask16)((1u << left) - 1) : (__mmask16)0xFFFF;
}

// e^v for v <= 0: v = k ln 2 + r with |r| <= ln 2 / 2.
static inline __m512 exp_ps(__m512 v) {
  v = _mm512_max_ps(v, _mm512_set1_ps(-87.0f));
  const __m512 k = _mm512_roundscale_ps(_mm512_mul_ps(v, _mm512_set1_ps(1.44269504f)), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  __m512 r = _mm512_fnmadd_ps(k, _mm512_set1_ps(0.693359375f), v);
  r = _mm512_fnmadd_ps(k, _mm512_set1_ps(-2.12194440e-4f), r);
  __m512 p = _mm512_set1_ps(1.9875691500e-4f);
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.3981999507e-3f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(8.3334519073e-3f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(4.1665795894e-2f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.6666665459e-1f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(5.0000001201e-1f));
  p = _mm512_fmadd_ps(_mm512_mul_ps(r, r), p, _mm512_add_ps(r, _mm512_set1_ps(1.0f)));
  const __m512i exponent = _mm512_slli_epi32(_mm512_add_epi32(_mm512_cvtps_epi32(k), _mm512_set1_epi32(127)), 23);
  return _mm512_mul_ps(p, _mm512_castsi512_ps(exponent));
}

void softmax_exp(const float *x, float *y, int rows, int cols) {
  const __m512 nothing = _mm512_set1_ps(-INFINITY);

#pragma omp parallel for
  for (int r = 0; r < rows; r++) {
    const float *in = x + r * cols;
    float *out = y + r * cols;

    __m512 top = nothing;
    for (int c = 0; c < cols; c += 16)
      top = _mm512_max_ps(top, _mm512_mask_loadu_ps(nothing, tail(cols - c), in + c));
    const __m512 peak = _mm512_set1_ps(_mm512_reduce_max_ps(top));

    __m512 sum = _mm512_setzero_ps();
    for (int c = 0; c < cols; c += 16) {
      const __mmask16 m = tail(cols - c);
      const __m512 e = exp_ps(_mm512_sub_ps(_mm512_maskz_loadu_ps(m, in + c), peak));
      sum = _mm512_mask_add_ps(sum, m, sum, e);
      _mm512_mask_storeu_ps(out + c, m, e);
    }
    const __m512 scale = _mm512_set1_ps(1.0f / _mm512_reduce_add_ps(sum));

    for (int c = 0; c < cols; c += 16) {
      const __mmask16 m = tail(cols - c);
      _mm512_mask_storeu_ps(out + c, m, _mm512_mul_ps(_mm512_maskz_loadu_ps(m, out + c), scale));
    }
  }
}
