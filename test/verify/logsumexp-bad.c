// args: n=41
// extents: x=n y=1
// Wrong: the shift is not added back.
#include <math.h>

void src(const float *x, float *y, int n) {
  float s = 0.0f;
  for (int i = 0; i < n; i++)
    s += expf(x[i]);
  y[0] = logf(s);
}

void tgt(const float *x, float *y, int n) {
  float m = x[0];
  for (int i = 1; i < n; i++)
    m = fmaxf(m, x[i]);
  float s = 0.0f;
  for (int i = 0; i < n; i++)
    s += expf(x[i] - m);
  y[0] = logf(s);
}
