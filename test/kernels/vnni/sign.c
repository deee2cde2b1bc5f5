// -1, 0 or 1: two compare masks choose among three constants.
#include <immintrin.h>

void sign(const float *src, float *dst, int len) {
  const __m512 zero = _mm512_setzero_ps();
  const __m512 one = _mm512_set1_ps(1.0f);
  const __m512 minus_one = _mm512_set1_ps(-1.0f);
  for (int i = 0; i < len; i += 16) {
    const __mmask16 live = len - i >= 16 ? 0xFFFF : (__mmask16)((1u << (len - i)) - 1);
    const __m512 v = _mm512_maskz_loadu_ps(live, src + i);
    const __mmask16 above = _mm512_cmp_ps_mask(v, zero, _CMP_GT_OQ);
    const __mmask16 below = _mm512_cmp_ps_mask(v, zero, _CMP_LT_OQ);
    __m512 s = _mm512_mask_blend_ps(above, zero, one);
    s = _mm512_mask_blend_ps(below, s, minus_one);
    _mm512_mask_storeu_ps(dst + i, live, s);
  }
}
