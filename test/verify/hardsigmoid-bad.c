// args: n=70
// extents: x=n y=n
// Wrong: another library's slope: 0.2 instead of 1/6.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = fmaxf(0.0f, fminf(1.0f, x[i] / 6.0f + 0.5f));
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = fmaxf(0.0f, fminf(1.0f, x[i] * 0.2f + 0.5f));
}
