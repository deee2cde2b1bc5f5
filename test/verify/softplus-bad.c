// args: n=30
// extents: x=n y=n
// Wrong: the one is missing.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = log1pf(expf(x[i]));
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = logf(expf(x[i]));
}
