// args: n=53
// extents: x=n y=n
// Wrong: put together with stride 7.

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = x[i] * 2.0f + 1.0f;
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = x[i / 8 * 7 + i % 8] * 2.0f + 1.0f;
}
