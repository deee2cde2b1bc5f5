// args: n=200
// extents: x=n y=n
// verdict: tested
// An absolute value by bits, or by a comparison, beside numbers that are 1e12 times as large.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    union { float f; int i; } v = {x[i]};
    v.i &= 0x7fffffff;
    y[i] = i % 2 ? x[i] * 1e12f : v.f;
  }
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = i % 2 ? x[i] * 1e12f : fabsf(x[i]);
}
