// args: n=100
// extents: x=n y=n
// A loop that does not end on infinite inputs, written twice.
void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float v = x[i];
    while (v > 1.0f)
      v = v * 0.5f;
    y[i] = v;
  }
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float v = x[i];
    for (; v > 1.0f;)
      v *= 0.5f;
    y[i] = v;
  }
}
