// args: n=30
// extents: x=n y=n
// log1p, and log of one plus.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = log1pf(expf(x[i]));
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = logf(1.0f + expf(x[i]));
}
