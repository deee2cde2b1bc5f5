// args: n=32
// extents: x=n y=2*n
// Wrong: the odd places are overwritten too.

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[2 * i] = y[2 * i] + 0.3f * x[i];
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < 2 * n; i++)
    y[i] += x[i >> 1] * 0.3f;
}
