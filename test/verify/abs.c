// args: n=31
// extents: x=n y=n
// fabsf, and positive part plus negative part.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = fabsf(x[i]);
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = fmaxf(x[i], 0.0f) + fmaxf(-x[i], 0.0f);
}
