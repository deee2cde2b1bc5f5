// args: n=70
// extents: x=n y=n
// Clamped after the division, and before it.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = fmaxf(0.0f, fminf(1.0f, x[i] / 6.0f + 0.5f));
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float t = x[i] + 3.0f;
    t = t < 0.0f ? 0.0f : t;
    t = t > 6.0f ? 6.0f : t;
    y[i] = t / 6.0f;
  }
}
