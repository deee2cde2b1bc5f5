// Transposition with AVX-512: 16 elements of a column are gathered and leave as a row of the result.
#include <immintrin.h>

void transpose_gather(const float *in, float *out, int rows, int cols) {
  const __m512i lane = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const __m512i step = _mm512_mullo_epi32(lane, _mm512_set1_epi32(cols));

#pragma omp parallel for
  for (int c = 0; c < cols; ++c) {
    float *dst = out + c * rows;
    int r = 0;
    for (; r <= rows - 16; r += 16) _mm512_storeu_ps(dst + r, _mm512_i32gather_ps(step, in + r * cols + c, 4));
    if (r < rows) {
      const __mmask16 m = (__mmask16)((1u << (rows - r)) - 1);
      const __m512 v = _mm512_mask_i32gather_ps(_mm512_setzero_ps(), m, step, in + r * cols + c, 4);
      _mm512_mask_storeu_ps(dst + r, m, v);
    }
  }
}
