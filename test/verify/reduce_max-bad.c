// args: n=43
// extents: x=n y=1
// Wrong: the tail stops one element early.
#include <float.h>
#include <math.h>

void src(const float *x, float *y, int n) {
  float m = -FLT_MAX;
  for (int i = 0; i < n; i++)
    m = fmaxf(m, x[i]);
  y[0] = m;
}

void tgt(const float *x, float *y, int n) {
  float lane[8];
  for (int l = 0; l < 8; l++)
    lane[l] = x[l];
  int i = 8;
  for (; i + 8 <= n; i += 8)
    for (int l = 0; l < 8; l++)
      lane[l] = fmaxf(lane[l], x[i + l]);
  float m = lane[0];
  for (int l = 1; l < 8; l++)
    m = fmaxf(m, lane[l]);
  for (; i < n - 1; i++)
    m = fmaxf(m, x[i]);
  y[0] = m;
}
