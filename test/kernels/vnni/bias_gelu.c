// y = gelu(x + bias) with AVX-512. erf by Abramowitz and Stegun 7.1.26, exp by a polynomial and vscalefps; columns behind the last whole vector are masked.
#include <immintrin.h>

static inline __m512 exp_neg(__m512 v) {
  const __m512 k = _mm512_roundscale_ps(_mm512_mul_ps(v, _mm512_set1_ps(1.442695041f)), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  __m512 r = _mm512_fnmadd_ps(k, _mm512_set1_ps(0.693145751953125f), v);
  r = _mm512_fnmadd_ps(k, _mm512_set1_ps(1.428606765330187e-6f), r);
  __m512 p = _mm512_set1_ps(1.0f / 720.0f);
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.0f / 120.0f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.0f / 24.0f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.0f / 6.0f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(0.5f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.0f));
  p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.0f));
  return _mm512_scalef_ps(p, k);
}

static inline __m512 gelu_ps(__m512 v) {
  const __m512 one = _mm512_set1_ps(1.0f);
  const __m512 mag = _mm512_abs_ps(v);
  const __m512 t = _mm512_div_ps(one, _mm512_fmadd_ps(mag, _mm512_set1_ps(0.3275911f * 0.70710678f), one));
  __m512 p = _mm512_set1_ps(1.061405429f);
  p = _mm512_fmadd_ps(p, t, _mm512_set1_ps(-1.453152027f));
  p = _mm512_fmadd_ps(p, t, _mm512_set1_ps(1.421413741f));
  p = _mm512_fmadd_ps(p, t, _mm512_set1_ps(-0.284496736f));
  p = _mm512_fmadd_ps(p, t, _mm512_set1_ps(0.254829592f));
  p = _mm512_mul_ps(p, t);
  const __m512 erf = _mm512_fnmadd_ps(p, exp_neg(_mm512_mul_ps(_mm512_mul_ps(v, v), _mm512_set1_ps(-0.5f))), one);
  // v erf(v / sqrt 2) is even
  return _mm512_mul_ps(_mm512_fmadd_ps(mag, erf, v), _mm512_set1_ps(0.5f));
}

void bias_gelu(const float *x, const float *bias, float *y, int rows, int cols) {
#pragma omp parallel for schedule(static)
  for (int r = 0; r < rows; r++) {
    const float *in = x + (size_t)r * cols;
    float *out = y + (size_t)r * cols;
    int c = 0;
    for (; c + 16 <= cols; c += 16)
      _mm512_storeu_ps(out + c, gelu_ps(_mm512_add_ps(_mm512_loadu_ps(in + c), _mm512_loadu_ps(bias + c))));
    if (c < cols) {
      const __mmask16 m = (__mmask16)((1u << (cols - c)) - 1);
      _mm512_mask_storeu_ps(out + c, m, gelu_ps(_mm512_add_ps(_mm512_maskz_loadu_ps(m, in + c), _mm512_maskz_loadu_ps(m, bias + c))));
    }
  }
}
