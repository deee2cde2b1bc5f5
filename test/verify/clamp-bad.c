// args: n=55
// extents: x=n y=n
// Wrong: the upper bound is tested with the lower one's value.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = fminf(fmaxf(x[i], -0.5f), 0.75f);
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float v = x[i];
    if (v < -0.5f)
      v = -0.5f;
    if (v > 0.5f)
      v = 0.75f;
    y[i] = v;
  }
}
