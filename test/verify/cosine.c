// args: n=24
// extents: a=n b=n y=1
// Divided by both norms, one after the other and at once.
#include <math.h>

void src(const float *a, const float *b, float *y, int n) {
  float ab = 0.0f, aa = 0.0f, bb = 0.0f;
  for (int i = 0; i < n; i++) {
    ab += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  y[0] = ab / (sqrtf(aa + 1e-6f) * sqrtf(bb + 1e-6f));
}

void tgt(const float *a, const float *b, float *y, int n) {
  float ab = 0.0f, aa = 1e-6f, bb = 1e-6f;
  for (int i = n - 1; i >= 0; i--) {
    aa += a[i] * a[i];
    bb += b[i] * b[i];
    ab += a[i] * b[i];
  }
  y[0] = ab / sqrtf(aa) / sqrtf(bb);
}
