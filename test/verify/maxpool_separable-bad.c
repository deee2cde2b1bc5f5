// args: h=10 w=13
// extents: x=h*w y=(h-2)*(w-2)
// Wrong: the last element of the window is left out.
#include <math.h>

void src(const float *x, float *y, int h, int w) {
  for (int i = 0; i < h - 2; i++)
    for (int j = 0; j < w - 2; j++) {
      float best = x[i * w + j];
      for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++)
          best = fmaxf(best, x[(i + a) * w + j + b]);
      y[i * (w - 2) + j] = best;
    }
}

void tgt(const float *x, float *y, int h, int w) {
  for (int i = 0; i < h - 2; i++)
    for (int j = 0; j < w - 2; j++) {
      float best = x[i * w + j];
      for (int k = 1; k < 8; k++)
        best = fmaxf(best, x[(i + k / 3) * w + j + k % 3]);
      y[i * (w - 2) + j] = best;
    }
}
