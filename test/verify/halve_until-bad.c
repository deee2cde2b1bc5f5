// args: n=100
// extents: x=n y=n
// Twenty halvings are enough for a million, and not for more.
void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float v = x[i];
    for (int k = 0; k < 60 && v > 1.0f; k++)
      v = v * 0.5f;
    y[i] = v;
  }
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float v = x[i];
    for (int k = 0; k < 20 && v > 1.0f; k++)
      v = v * 0.5f;
    y[i] = v;
  }
}
