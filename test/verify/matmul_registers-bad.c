// args: m=5 n=12 k=9
// extents: a=m*k b=k*n c=m*n
// Wrong: the third column is read twice.

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
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j += 4) {
      float c0 = 0.0f, c1 = 0.0f, c2 = 0.0f, c3 = 0.0f;
      for (int p = 0; p < k; p++) {
        const float *row = b + p * n + j;
        float v = a[i * k + p];
        c0 += v * row[0];
        c1 += v * row[1];
        c2 += v * row[2];
        c3 += v * row[2];
      }
      c[i * n + j] = c0;
      c[i * n + j + 1] = c1;
      c[i * n + j + 2] = c2;
      c[i * n + j + 3] = c3;
    }
}
