// args: n=35
// extents: x=n y=n
// Wrong: Alpha is applied inside exp.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = x[i] > 0.0f ? x[i] : 0.5f * (expf(x[i]) - 1.0f);
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = fmaxf(x[i], 0.0f) + fminf(expm1f(0.5f * x[i]), 0.0f);
}
