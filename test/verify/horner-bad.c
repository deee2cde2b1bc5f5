// args: n=33
// extents: x=n y=n
// Wrong: two coefficients are exchanged.

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float v = x[i];
    y[i] = 0.25f * v * v * v * v - 1.5f * v * v * v + 0.3f * v * v + 2.0f * v - 0.7f;
  }
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float v = x[i];
    y[i] = (((0.25f * v - 1.5f) * v + 2.0f) * v + 0.3f) * v - 0.7f;
  }
}
