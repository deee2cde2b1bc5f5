// args: n=37
// extents: x=n y=n
// The plain formula of softmax, and the maximum taken out first: it is defined for more inputs.
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
  for (int i = 0; i < n; i++)
    s += expf(x[i] - m);
  for (int i = 0; i < n; i++)
    y[i] = expf(x[i] - m) / s;
}
