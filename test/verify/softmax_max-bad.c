// args: n=37
// extents: x=n y=n
// Wrong: the sum misses the last element.
#include <math.h>

void src(const float *x, float *y, int n) {
  float sum = 0.0f;
  for (int i = 0; i < n; i++) {
    y[i] = expf(x[i]);
    sum += y[i];
  }
  for (int i = 0; i < n; i++)
    y[i] = y[i] / sum;
}

void tgt(const float *x, float *y, int n) {
  float m = x[0];
  for (int i = 1; i < n; i++)
    m = fmaxf(m, x[i]);
  float s = 0.0f;
  for (int i = 0; i < n - 1; i++)
    s += expf(x[i] - m);
  for (int i = 0; i < n; i++)
    y[i] = expf(x[i] - m) / s;
}
