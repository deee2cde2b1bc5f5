// args: n=45
// extents: x=n y=n
// Wrong: the fraction is cut off.
#include <immintrin.h>
#include <math.h>
#include <stdint.h>

void src(const float *x, int8_t *y, float s, int n) {
  for (int i = 0; i < n; i++) {
    float v = rintf(x[i] * s);
    v = v > 127.0f ? 127.0f : v < -128.0f ? -128.0f : v;
    y[i] = (int8_t)v;
  }
}

void tgt(const float *x, int8_t *y, float s, int n) {
  const __m512 scale = _mm512_set1_ps(s);
  for (int i = 0; i < n; i += 16) {
    const __mmask16 m = n - i >= 16 ? (__mmask16)0xffff : (__mmask16)((1u << (n - i)) - 1u);
    __m512 v = _mm512_mul_ps(_mm512_maskz_loadu_ps(m, x + i), scale);
    v = _mm512_min_ps(_mm512_max_ps(v, _mm512_set1_ps(-128.0f)), _mm512_set1_ps(127.0f));
    __m128i bytes = _mm512_cvtsepi32_epi8(_mm512_cvttps_epi32(v));
    _mm_mask_storeu_epi8(y + i, m, bytes);
  }
}
