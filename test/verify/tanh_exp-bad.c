// args: n=48
// extents: x=n y=n
// Wrong: the argument is halved.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float e = expf(-2.0f * x[i]);
    y[i] = (1.0f - e) / (1.0f + e);
  }
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = tanhf(0.5f * x[i]);
}
