// args: n=40
// extents: x=n y=n
// Wrong: the sign inside exp is lost.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float sig = 1.0f / (1.0f + expf(-x[i]));
    y[i] = x[i] * sig;
  }
}

void tgt(const float *x, float *y, int n) {
  int i = 0;
  while (i < n) {
    y[i] = x[i] / (expf(x[i]) + 1.0f);
    i++;
  }
}
