// args: n=37
// extents: x=n y=n
// Softmax with the maximum taken out first, and the plain formula.
#include <math.h>

void src(const float *x, float *y, int n) {
  float m = x[0];
  for (int i = 1; i < n; i++)
    m = fmaxf(m, x[i]);
  float s = 0.0f;
  for (int i = 0; i < n; i++)
    s += expf(x[i] - m);
  for (int i = 0; i < n; i++)
    y[i] = expf(x[i] - m) / s;
}

void tgt(const float *x, float *y, int n) {
  float sum = 0.0f;
  for (int i = 0; i < n; i++) {
    y[i] = expf(x[i]);
    sum += y[i];
  }
  for (int i = 0; i < n; i++)
    y[i] = y[i] / sum;
}
