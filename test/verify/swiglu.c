// args: n=5 h=14
// extents: x=n*2*h y=n*h
// Gate and value are the halves of a row: two loops, and one.
#include <math.h>

void src(const float *x, float *y, int n, int h) {
  for (int r = 0; r < n; r++) {
    for (int i = 0; i < h; i++) {
      float gate = x[r * 2 * h + i];
      y[r * h + i] = gate / (1.0f + expf(-gate));
    }
    for (int i = 0; i < h; i++)
      y[r * h + i] *= x[r * 2 * h + h + i];
  }
}

void tgt(const float *x, float *y, int n, int h) {
  for (int k = 0; k < n * h; k++) {
    int r = k / h, i = k % h;
    float gate = x[2 * r * h + i];
    float value = x[2 * r * h + h + i];
    y[k] = value * gate * (1.0f / (1.0f + expf(-gate)));
  }
}
