// args: n=30
// extents: x=n y=n
// verdict: unknown
// The form that cannot overflow. Needs the rule log(a * exp(b)) = log(a) + b.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = logf(1.0f + expf(x[i]));
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = fmaxf(x[i], 0.0f) + logf(1.0f + expf(-fabsf(x[i])));
}
