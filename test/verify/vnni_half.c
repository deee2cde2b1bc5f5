// args: n=37
// extents: x=n y=n
// Half precision in memory, single in registers; the tail one by one.
#include <immintrin.h>

void src(const _Float16 *x, _Float16 *y, float s, int n) {
  for (int i = 0; i < n; i++)
    y[i] = (_Float16)((float)x[i] * s);
}

void tgt(const _Float16 *x, _Float16 *y, float s, int n) {
  int i = 0;
  for (; i + 16 <= n; i += 16) {
    __m512 v = _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)(x + i)));
    v = _mm512_mul_ps(v, _mm512_set1_ps(s));
    _mm256_storeu_si256((__m256i *)(y + i), _mm512_cvtps_ph(v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
  }
  for (; i < n; i++)
    y[i] = (_Float16)((float)x[i] * s);
}
