// RoPE, half-split: out[i] = x[i] cos - x[i + h] sin, out[i + h] = x[i + h] cos + x[i] sin. Sixteen pairs at a time, masked at the end of a half.
#include <immintrin.h>

static inline __mmask16 lanes(int left) { return left >= 16 ? (__mmask16)0xFFFF : (__mmask16)~(0xFFFFu << left); }

void rotary_embedding(const float *x, const float *cos_table, const float *sin_table, float *y, int tokens, int heads, int dim) {
  const int half = dim / 2;

#pragma omp parallel for collapse(2)
  for (int t = 0; t < tokens; ++t) {
    for (int h = 0; h < heads; ++h) {
      const float *lo = x + (t * heads + h) * dim, *hi = lo + half;
      float *out = y + (t * heads + h) * dim;
      for (int i = 0; i < half; i += 16) {
        const __mmask16 m = lanes(half - i);
        const __m512 c = _mm512_maskz_loadu_ps(m, cos_table + t * half + i);
        const __m512 s = _mm512_maskz_loadu_ps(m, sin_table + t * half + i);
        const __m512 a = _mm512_maskz_loadu_ps(m, lo + i);
        const __m512 b = _mm512_maskz_loadu_ps(m, hi + i);
        _mm512_mask_storeu_ps(out + i, m, _mm512_fmsub_ps(a, c, _mm512_mul_ps(b, s)));
        _mm512_mask_storeu_ps(out + half + i, m, _mm512_fmadd_ps(b, c, _mm512_mul_ps(a, s)));
      }
    }
  }
}
