// args: m=8 n=32 k=10
// extents: a=m*k b=k*n c=m*n
// Wrong: every other element of a row is taken twice.
#include <immintrin.h>

void src(const float *a, const float *b, float *c, int m, int n, int k) {
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++) {
      float acc = 0;
      for (int p = 0; p < k; p++)
        acc += a[i * k + p] * b[p * n + j];
      c[i * n + j] = acc;
    }
}

void tgt(const float *a, const float *b, float *c, int m, int n, int k) {
  for (int i = 0; i < m; i += 4)
    for (int j = 0; j < n; j += 16) {
      __m512 acc[4];
      for (int r = 0; r < 4; r++)
        acc[r] = _mm512_setzero_ps();
      for (int p = 0; p < k; p++) {
        __m512 vb = _mm512_loadu_ps(b + p * n + j);
        for (int r = 0; r < 4; r++)
          acc[r] = _mm512_fmadd_ps(_mm512_set1_ps(a[(i + r) * k + p / 2]), vb, acc[r]);
      }
      for (int r = 0; r < 4; r++)
        _mm512_storeu_ps(c + (i + r) * n + j, acc[r]);
    }
}
