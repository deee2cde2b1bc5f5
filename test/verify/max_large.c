// args: n=50000
// extents: x=n y=1
// Too large to plant a maximum at every place in real types.

void src(const float *x, float *y, int n) {
  float m = x[0];
  for (int i = 1; i < n; i++)
    m = m > x[i] ? m : x[i];
  y[0] = m;
}

void tgt(const float *x, float *y, int n) {
  float m = x[n - 1];
  for (int i = n - 2; i >= 0; i--)
    if (m < x[i])
      m = x[i];
  y[0] = m;
}
