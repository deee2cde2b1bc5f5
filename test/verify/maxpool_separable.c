// args: h=10 w=13
// extents: x=h*w y=(h-2)*(w-2)
// A 3x3 window in row order, and the maxima of its columns.
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
      float column[3];
      for (int b = 0; b < 3; b++)
        column[b] = fmaxf(fmaxf(x[(i + 2) * w + j + b], x[(i + 1) * w + j + b]), x[i * w + j + b]);
      y[i * (w - 2) + j] = fmaxf(column[0], fmaxf(column[1], column[2]));
    }
}
