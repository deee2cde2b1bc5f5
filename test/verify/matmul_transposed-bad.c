// args: m=6 n=7 k=8
// extents: a=m*k bt=n*k c=m*n
// Wrong: b is read as if it were not transposed.
#include <math.h>

void src(const float *a, const float *bt, float *c, int m, int n, int k) {
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++) {
      float acc = 0.0f;
      for (int p = 0; p < k; p++)
        acc += a[i * k + p] * bt[j * k + p];
      c[i * n + j] = acc;
    }
}

void tgt(const float *a, const float *bt, float *c, int m, int n, int k) {
  for (int j = 0; j < n; ++j) {
    for (int i = 0; i < m; ++i) {
      const float *row = a + i * k;
      float acc = 0.0f;
      for (int p = k - 1; p >= 0; --p)
        acc = fmaf(bt[p * n + j], row[p], acc);
      c[i * n + j] = acc;
    }
  }
}
