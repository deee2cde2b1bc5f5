// args: n=53
// extents: x=n y=1
// Wrong: one half is added twice.
#include <immintrin.h>

void src(const float *x, float *y, int n) {
  float sum = 0;
  for (int i = 0; i < n; i++)
    if (x[i] > 0.0f)
      sum += x[i] * x[i];
  y[0] = sum;
}

static float across(__m256 v) {
  __m128 q = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 0));
  q = _mm_add_ps(q, _mm_movehl_ps(q, q));
  q = _mm_add_ss(q, _mm_movehdup_ps(q));
  return _mm_cvtss_f32(q);
}

void tgt(const float *x, float *y, int n) {
  __m256 acc = _mm256_setzero_ps();
  int i = 0;
  for (; i + 8 <= n / 2; i += 8) {
    __m256 v = _mm256_max_ps(_mm256_loadu_ps(x + i), _mm256_setzero_ps());
    acc = _mm256_fmadd_ps(v, v, acc);
  }
  float sum = across(acc);
  for (; i < n; i += 16) {
    int left = n - i < 16 ? n - i : 16;
    __mmask16 m = (__mmask16)((1u << left) - 1u);
    __m512 v = _mm512_maskz_loadu_ps(m, x + i);
    __mmask16 positive = _mm512_cmp_ps_mask(v, _mm512_setzero_ps(), _CMP_GT_OQ);
    sum += _mm512_mask_reduce_add_ps(m & positive, _mm512_mul_ps(v, v));
  }
  y[0] = sum;
}
