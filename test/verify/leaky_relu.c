// args: n=45
// extents: x=n y=n
// A comparison, and the larger of the two lines.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = x[i] > 0.0f ? x[i] : 0.1f * x[i];
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = fmaxf(x[i], x[i] * 0.1f);
}
