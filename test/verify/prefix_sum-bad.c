// args: n=27
// extents: x=n y=n
// Wrong: the sum is exclusive.

void src(const float *x, float *y, int n) {
  float run = 0.0f;
  for (int i = 0; i < n; i++) {
    run += x[i];
    y[i] = run;
  }
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float s = 0.0f;
    for (int j = 0; j < i; j++)
      s += x[j];
    y[i] = s;
  }
}
