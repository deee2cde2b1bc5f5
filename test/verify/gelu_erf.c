// args: n=64
// extents: x=n y=n
// The exact GELU, multiplied out.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = 0.5f * x[i] * (1.0f + erff(x[i] * 0.70710678f));
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float half = x[i] / 2.0f;
    y[i] = half * erff(0.70710678f * x[i]) + half;
  }
}
