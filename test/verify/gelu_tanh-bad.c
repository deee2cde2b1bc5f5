// args: n=64
// extents: x=n y=n
// Wrong: the constant 0.044715 has two digits swapped.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float v = x[i];
    float u = 0.7978845608f * (v + 0.044715f * v * v * v);
    y[i] = 0.5f * v * (1.0f + tanhf(u));
  }
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++) {
    float v = x[i];
    float u = 0.7978845608f * v * (1.0f + 0.044751f * (v * v));
    y[i] = v / (1.0f + expf(-2.0f * u));
  }
}
