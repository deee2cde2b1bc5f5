// args: m=6 n=5 k=15
// extents: a=m*k b=k*n c=m*n
// The whole of k, and two halves added.

void src(const float *a, const float *b, float *c, int m, int n, int k) {
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++) {
      float acc = 0.0f;
      for (int p = 0; p < k; p++)
        acc += a[i * k + p] * b[p * n + j];
      c[i * n + j] = acc;
    }
}

void tgt(const float *a, const float *b, float *c, int m, int n, int k) {
  int half = k / 2;
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++) {
      float lo = 0.0f, hi = 0.0f;
      for (int p = 0; p < half; p++)
        lo += a[i * k + p] * b[p * n + j];
      for (int p = half; p < k; p++)
        hi += a[i * k + p] * b[p * n + j];
      c[i * n + j] = lo + hi;
    }
}
