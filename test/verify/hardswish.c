// args: n=70
// extents: x=n y=n
// With a clamp, and by pieces.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = x[i] * fminf(fmaxf(x[i] + 3.0f, 0.0f), 6.0f) / 6.0f;
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float v = x[i];
    if (v <= -3.0f)
      y[i] = 0.0f;
    else if (v >= 3.0f)
      y[i] = v;
    else
      y[i] = v * (v + 3.0f) / 6.0f;
  }
}
