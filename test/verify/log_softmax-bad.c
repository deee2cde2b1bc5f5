// args: n=4 m=23
// extents: x=n*m y=n*m
// Wrong: the maximum is not subtracted from the result.
#include <math.h>

void src(const float *x, float *y, int n, int m) {
  for (int i = 0; i < n; i++) {
    float top = x[i * m];
    for (int j = 1; j < m; j++)
      top = fmaxf(top, x[i * m + j]);
    float s = 0.0f;
    for (int j = 0; j < m; j++)
      s += expf(x[i * m + j] - top);
    for (int j = 0; j < m; j++)
      y[i * m + j] = (x[i * m + j] - top) - logf(s);
  }
}

void tgt(const float *x, float *y, int n, int m) {
  for (int i = 0; i < n; i++) {
    float top = -INFINITY;
    for (int j = 0; j < m; j++)
      top = x[i * m + j] > top ? x[i * m + j] : top;
    float s = 0.0f;
    for (int j = m - 1; j >= 0; j--)
      s += expf(x[i * m + j] - top);
    float offset = logf(s);
    for (int j = 0; j < m; j++)
      y[i * m + j] = x[i * m + j] - offset;
  }
}
