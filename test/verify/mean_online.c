// args: n=26
// extents: x=n y=1
// Sum then division, and a running mean.

void src(const float *x, float *y, int n) {
  float s = 0.0f;
  for (int i = 0; i < n; i++)
    s += x[i];
  y[0] = s / (float)n;
}

void tgt(const float *x, float *y, int n) {
  float mean = x[0];
  for (int i = 1; i < n; i++)
    mean = mean + (x[i] - mean) / (float)(i + 1);
  y[0] = mean;
}
