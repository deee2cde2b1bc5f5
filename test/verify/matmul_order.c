// args: m=7 n=9 k=11
// extents: a=m*k b=k*n c=m*n
// The loops i, j, k, and i, k, j with the output cleared first.

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
  for (int i = 0; i < m; i++) {
    for (int j = 0; j < n; j++)
      c[i * n + j] = 0.0f;
    for (int p = 0; p < k; p++) {
      float v = a[i * k + p];
      for (int j = 0; j < n; j++)
        c[i * n + j] += v * b[p * n + j];
    }
  }
}
