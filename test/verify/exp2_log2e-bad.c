// args: n=48
// extents: x=n y=n
// Wrong: log2(e) has two digits swapped.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = expf(x[i]);
}

void tgt(const float *x, float *y, int n) {
  const float log2e = 1.44296504f;
  for (int i = 0; i < n; i++)
    y[i] = exp2f(x[i] * log2e);
}
