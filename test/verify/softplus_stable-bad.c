// args: n=30
// extents: x=n y=n
// Wrong: the absolute value inside exp is lost.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = logf(1.0f + expf(x[i]));
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = fmaxf(x[i], 0.0f) + logf(1.0f + expf(-x[i]));
}
