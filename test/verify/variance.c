// args: rows=4 n=21
// extents: x=rows*n y=rows
// Population variance: centred, and by moments.

void src(const float *x, float *y, int rows, int n) {
  for (int r = 0; r < rows; r++) {
    float mean = 0.0f;
    for (int i = 0; i < n; i++)
      mean += x[r * n + i];
    mean = mean / (float)n;
    float var = 0.0f;
    for (int i = 0; i < n; i++)
      var += (x[r * n + i] - mean) * (x[r * n + i] - mean);
    y[r] = var / (float)n;
  }
}

void tgt(const float *x, float *y, int rows, int n) {
  for (int r = 0; r < rows; r++) {
    float s = 0.0f, q = 0.0f;
    for (int i = 0; i < n; i++) {
      s += x[r * n + i];
      q += x[r * n + i] * x[r * n + i];
    }
    y[r] = (q - s * s / (float)n) / (float)n;
  }
}
