// args: n=50000
// extents: x=n y=1
// Wrong: one element in the middle is left out.

void src(const float *x, float *y, int n) {
  float m = x[0];
  for (int i = 1; i < n; i++)
    m = m > x[i] ? m : x[i];
  y[0] = m;
}

void tgt(const float *x, float *y, int n) {
  float m = x[n - 1];
  for (int i = n - 2; i >= 0; i--)
    if (i != 30017)
      if (m < x[i])
        m = x[i];
  y[0] = m;
}
