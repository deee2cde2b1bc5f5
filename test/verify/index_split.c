// args: n=53
// extents: x=n y=n
// Straight, and with the index split by 8 and put together again.

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = x[i] * 2.0f + 1.0f;
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = x[i / 8 * 8 + i % 8] * 2.0f + 1.0f;
}
