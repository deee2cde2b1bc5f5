// args: c=3 h=6 w=7
// extents: x=c*h*w f=c*9 y=(h-2)*(w-2)
// A direct 3x3 convolution, and one over a patch that was gathered first (c is 3).

void src(const float *x, const float *f, float *y, int c, int h, int w) {
  for (int i = 0; i < h - 2; i++)
    for (int j = 0; j < w - 2; j++) {
      float acc = 0.0f;
      for (int p = 0; p < c; p++)
        for (int a = 0; a < 3; a++)
          for (int b = 0; b < 3; b++)
            acc += x[(p * h + i + a) * w + j + b] * f[(p * 3 + a) * 3 + b];
      y[i * (w - 2) + j] = acc;
    }
}

void tgt(const float *x, const float *f, float *y, int c, int h, int w) {
  float patch[27];
  for (int o = 0; o < (h - 2) * (w - 2); o++) {
    int i = o / (w - 2), j = o % (w - 2);
    for (int k = 0; k < 9 * c; k++) {
      int p = k / 9, a = k % 9 / 3, b = k % 3;
      patch[k] = x[p * h * w + (i + a) * w + (j + b)];
    }
    float acc = 0.0f;
    for (int k = 0; k < 9 * c; k++)
      acc += patch[k] * f[k];
    y[o] = acc;
  }
}
