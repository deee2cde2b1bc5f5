// args: n=31
// extents: x=n y=n
// Nested choices, and the difference of two comparisons.

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = x[i] > 0.0f ? 1.0f : x[i] < 0.0f ? -1.0f : 0.0f;
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = (float)((x[i] > 0.0f) - (x[i] < 0.0f));
}
