// y = A x with AVX-512, four rows at a time so that each load of x serves four of them; columns left over go through a mask.
#include <immintrin.h>

static inline __mmask16 tail_mask(int left) {
  return left >= 16 ? (__mmask16)0xFFFF : (__mmask16)((1u << left) - 1u);
}

void gemv(const float *A, const float *x, float *y, int m, int n) {
  int i = 0;
  for (; i + 4 <= m; i += 4) {
    const float *a = A + i * n;
    __m512 s0 = _mm512_setzero_ps(), s1 = _mm512_setzero_ps();
    __m512 s2 = _mm512_setzero_ps(), s3 = _mm512_setzero_ps();
    for (int j = 0; j < n; j += 16) {
      __mmask16 k = tail_mask(n - j);
      __m512 v = _mm512_maskz_loadu_ps(k, x + j);
      s0 = _mm512_fmadd_ps(_mm512_maskz_loadu_ps(k, a + j), v, s0);
      s1 = _mm512_fmadd_ps(_mm512_maskz_loadu_ps(k, a + n + j), v, s1);
      s2 = _mm512_fmadd_ps(_mm512_maskz_loadu_ps(k, a + 2 * n + j), v, s2);
      s3 = _mm512_fmadd_ps(_mm512_maskz_loadu_ps(k, a + 3 * n + j), v, s3);
    }
    y[i] = _mm512_reduce_add_ps(s0);
    y[i + 1] = _mm512_reduce_add_ps(s1);
    y[i + 2] = _mm512_reduce_add_ps(s2);
    y[i + 3] = _mm512_reduce_add_ps(s3);
  }
  for (; i < m; ++i) {
    __m512 s = _mm512_setzero_ps();
    for (int j = 0; j < n; j += 16) {
      __mmask16 k = tail_mask(n - j);
      s = _mm512_fmadd_ps(_mm512_maskz_loadu_ps(k, A + i * n + j), _mm512_maskz_loadu_ps(k, x + j), s);
    }
    y[i] = _mm512_reduce_add_ps(s);
  }
}
