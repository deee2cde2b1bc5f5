// args: h=9 w=14
// extents: x=h*w y=(h/2)*(w/2)
// 2x2 max pooling started at -INFINITY, and at the first element.
#include <math.h>

void src(const float *x, float *y, int h, int w) {
  int oh = h / 2, ow = w / 2;
  for (int i = 0; i < oh; i++) {
    for (int j = 0; j < ow; j++) {
      float m = -INFINITY;
      for (int a = 0; a < 2; a++)
        for (int b = 0; b < 2; b++)
          m = fmaxf(m, x[(2 * i + a) * w + 2 * j + b]);
      y[i * ow + j] = m;
    }
  }
}

void tgt(const float *x, float *y, int h, int w) {
  for (int i = 0; i < h / 2; i++) {
    for (int j = 0; j < w / 2; j++) {
      const float *p = x + 2 * i * w + 2 * j;
      float m = p[0];
      if (p[1] > m) m = p[1];
      if (p[w] > m) m = p[w];
      if (p[w + 1] > m) m = p[w + 1];
      y[i * (w / 2) + j] = m;
    }
  }
}
