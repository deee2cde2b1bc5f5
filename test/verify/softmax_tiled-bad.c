// args: n=61
// extents: x=n y=n
// Wrong: the tail of the last tile is not looked at for the sum.
#include <math.h>

void src(const float *x, float *y, int n) {
  float m = x[0];
  for (int i = 1; i < n; i++)
    if (x[i] > m)
      m = x[i];
  float s = 0.0f;
  for (int i = 0; i < n; i++)
    s += expf(x[i] - m);
  for (int i = 0; i < n; i++)
    y[i] = expf(x[i] - m) / s;
}

void tgt(const float *x, float *y, int n) {
  float m = -INFINITY, s = 0.0f;
  for (int t = 0; t + 8 <= n; t += 8) {
    float tile_max = x[t];
    for (int i = 1; i < 8; i++)
      tile_max = fmaxf(tile_max, x[t + i]);
    float next = fmaxf(m, tile_max);
    float tile_sum = 0.0f;
    for (int i = 0; i < 8; i++)
      tile_sum += expf(x[t + i] - next);
    s = s * expf(m - next) + tile_sum;
    m = next;
  }
  float inv = 1.0f / s;
  for (int i = 0; i < n; i++)
    y[i] = expf(x[i] - m) * inv;
}
