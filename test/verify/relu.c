// args: n=45
// extents: x=n y=n
// fmaxf, and a branch.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = fmaxf(x[i], 0.0f);
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    y[i] = 0.0f;
    if (x[i] > 0.0f)
      y[i] = x[i];
  }
}
