// args: c=3 h=7 w=8
// extents: x=c*h*w y=c*(h-2)*(w-2)
// Wrong: divided by the side of the window instead of its area.

void src(const float *x, float *y, int c, int h, int w) {
  for (int p = 0; p < c; p++)
    for (int i = 0; i + 3 <= h; i++)
      for (int j = 0; j + 3 <= w; j++) {
        float s = 0.0f;
        for (int a = 0; a < 3; a++)
          for (int b = 0; b < 3; b++)
            s += x[(p * h + i + a) * w + j + b];
        y[(p * (h - 2) + i) * (w - 2) + j] = s / 9.0f;
      }
}

void tgt(const float *x, float *y, int c, int h, int w) {
  const float weight = 1.0f / 3.0f;
  for (int p = 0; p < c; p++)
    for (int i = 0; i < h - 2; i++)
      for (int j = 0; j < w - 2; j++) {
        float mean = 0.0f;
        for (int b = 0; b < 3; b++)
          for (int a = 0; a < 3; a++)
            mean += weight * x[p * h * w + (i + a) * w + (j + b)];
        y[p * (h - 2) * (w - 2) + i * (w - 2) + j] = mean;
      }
}
