// args: n=18
// extents: x=n y=2*n-1
// Wrong: odd positions take the left neighbour only once.
#include <math.h>

void src(const float *x, float *y, int n) {
  for (int i = 0; i < 2 * n - 1; i++) {
    float pos = 0.5f * (float)i;
    int left = (int)floorf(pos);
    float w = pos - (float)left;
    int right = left + 1 < n ? left + 1 : left;
    y[i] = x[left] * (1.0f - w) + x[right] * w;
  }
}

void tgt(const float *x, float *y, int n) {
  for (int i = 0; i < n; i++)
    y[2 * i] = x[i];
  for (int i = 0; i < n - 1; i++)
    y[2 * i + 1] = x[i] + x[i + 1] * 0.5f;
}
