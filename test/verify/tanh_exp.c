// args: n=48
// extents: x=n y=n
// A quotient of exponentials, and tanhf: it is defined for more inputs.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float e = expf(-2.0f * x[i]);
    y[i] = (1.0f - e) / (1.0f + e);
  }
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = tanhf(x[i]);
}
