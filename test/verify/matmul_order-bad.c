// args: m=7 n=9 k=11
// extents: a=m*k b=k*n c=m*n
// Wrong: the accumulator is not cleared for the next column.

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
    float acc = 0.0f;
    for (int j = 0; j < n; j++) {
      for (int p = 0; p < k; p++)
        acc += a[i * k + p] * b[p * n + j];
      c[i * n + j] = acc;
    }
  }
}
