// args: n=48
// extents: x=n y=n
// exp, and exp2 with the constant log2(e).
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = expf(x[i]);
}

void tgt(const float *x, float *y, int n) {
  const float log2e = 1.44269504f;
  for (int i = 0; i < n; i++)
    y[i] = exp2f(x[i] * log2e);
}
