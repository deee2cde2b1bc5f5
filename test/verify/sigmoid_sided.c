// args: n=50
// extents: x=n y=n
// One formula, and the two-sided one whose exp never overflows.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = 1.0f / (1.0f + expf(-x[i]));
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    if (x[i] >= 0.0f) {
      y[i] = 1.0f / (1.0f + expf(-x[i]));
    } else {
      float e = expf(x[i]);
      y[i] = e / (1.0f + e);
    }
  }
}
