// args: n=25
// extents: x=n f=5 y=n
// Padding by a guard inside the loop, and by clipped bounds.

void src(const float *x, const float *f, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float acc = 0.0f;
    for (int k = 0; k < 5; k++) {
      int p = i + k - 2;
      if (p >= 0 && p < n)
        acc += x[p] * f[k];
    }
    y[i] = acc;
  }
}

void tgt(const float *x, const float *f, float *y, int n) {
  for (int i = 0; i < n; i++) {
    int lo = i - 2 < 0 ? 0 : i - 2;
    int hi = i + 2 > n - 1 ? n - 1 : i + 2;
    float acc = 0.0f;
    for (int p = lo; p <= hi; p++)
      acc += x[p] * f[p - i + 2];
    y[i] = acc;
  }
}
