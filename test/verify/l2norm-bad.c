// args: rows=6 n=15
// extents: x=rows*n y=rows*n
// Wrong: the second lane starts at the wrong element.
#include <math.h>

void src(const float *x, float *y, int rows, int n) {
  for (int r = 0; r < rows; r++) {
    float ss = 0.0f;
    for (int i = 0; i < n; i++)
      ss += x[r * n + i] * x[r * n + i];
    float norm = sqrtf(ss + 1e-6f);
    for (int i = 0; i < n; i++)
      y[r * n + i] = x[r * n + i] / norm;
  }
}

void tgt(const float *x, float *y, int rows, int n) {
  for (int r = 0; r < rows; r++) {
    const float *v = x + r * n;
    float even = 0.0f, odd = 0.0f;
    for (int i = 0; i < n; i += 2)
      even += v[i] * v[i];
    for (int i = 3; i < n; i += 2)
      odd += v[i] * v[i];
    float scale = 1.0f / sqrtf(even + odd + 1e-6f);
    for (int i = 0; i < n; i++)
      y[r * n + i] = v[i] * scale;
  }
}
