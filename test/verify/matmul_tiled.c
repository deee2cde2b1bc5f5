// args: m=10 n=13 k=18
// extents: a=m*k b=k*n c=m*n
// Plain, and in tiles of 8x8x4 whose tails are clipped.

void src(const float *a, const float *b, float *c, int m, int n, int k) {
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++) {
      c[i * n + j] = 0.0f;
      for (int p = 0; p < k; p++)
        c[i * n + j] += a[i * k + p] * b[p * n + j];
    }
}

void tgt(const float *a, const float *b, float *c, int m, int n, int k) {
  for (int i = 0; i < m * n; i++)
    c[i] = 0.0f;
  for (int i0 = 0; i0 < m; i0 += 8) {
    int i1 = i0 + 8 < m ? i0 + 8 : m;
    for (int j0 = 0; j0 < n; j0 += 8) {
      int j1 = j0 + 8 < n ? j0 + 8 : n;
      for (int p0 = 0; p0 < k; p0 += 4) {
        int p1 = p0 + 4 < k ? p0 + 4 : k;
        for (int i = i0; i < i1; i++)
          for (int j = j0; j < j1; j++)
            for (int p = p0; p < p1; p++)
              c[i * n + j] += a[i * k + p] * b[p * n + j];
      }
    }
  }
}
