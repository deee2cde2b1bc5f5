// args: n=50
// extents: x=n y=n
// Wrong: tanh of the whole argument.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = 1.0f / (1.0f + expf(-x[i]));
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = 0.5f * tanhf(x[i]) + 0.5f;
}
