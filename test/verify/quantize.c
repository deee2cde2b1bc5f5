// args: n=60
// extents: x=n q=n
// Rounded then clamped, and clamped then rounded.
#include <math.h>
#include <stdint.h>

void src(const float *x, int8_t *q, int n) {
  for (int i = 0; i < n; i++) {
    float r = rintf(x[i] * 32.0f);
    r = fminf(fmaxf(r, -128.0f), 127.0f);
    q[i] = (int8_t)r;
  }
}

void tgt(const float *x, int8_t *q, int n) {
  for (int i = 0; i < n; i++) {
    float v = x[i] * 32.0f;
    v = v < -128.0f ? -128.0f : v > 127.0f ? 127.0f : v;
    q[i] = (int8_t)rintf(v);
  }
}
