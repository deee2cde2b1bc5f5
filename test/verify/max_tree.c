// args: n=48
// extents: x=n y=n/4
// The maximum of four in a loop, and as a tree.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n / 4; i++) {
    float m = x[4 * i];
    for (int k = 1; k < 4; k++)
      m = x[4 * i + k] > m ? x[4 * i + k] : m;
    y[i] = m;
  }
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n / 4; i++) {
    float lo = fmaxf(x[4 * i], x[4 * i + 1]);
    float hi = fmaxf(x[4 * i + 2], x[4 * i + 3]);
    y[i] = fmaxf(lo, hi);
  }
}
