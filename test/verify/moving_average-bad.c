// args: n=40
// extents: x=n y=n-4
// Wrong: the running window drops the wrong element.

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n - 4; i++) {
    float s = 0.0f;
    for (int k = 0; k < 5; k++)
      s += x[i + k];
    y[i] = s / 5.0f;
  }
}

void tgt(const float *x, float *y, int n) {
  float s = x[0] + x[1] + x[2] + x[3];
  for (int i = 4; i < n; i++) {
    s += x[i];
    y[i - 4] = s / 5.0f;
    s -= x[i - 3];
  }
}
