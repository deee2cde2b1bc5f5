// args: rows=5 dim=17
// extents: x=rows*dim w=dim y=rows*dim
// Divided by the root, and multiplied by its reciprocal.
#include <math.h>

void src(const float *x, const float *w, float *y, int rows, int dim) {
  for (int r = 0; r < rows; r++) {
    float ss = 0.0f;
    for (int i = 0; i < dim; i++)
      ss += x[r * dim + i] * x[r * dim + i];
    float rms = sqrtf(ss / (float)dim + 1e-5f);
    for (int i = 0; i < dim; i++)
      y[r * dim + i] = x[r * dim + i] / rms * w[i];
  }
}

void tgt(const float *x, const float *w, float *y, int rows, int dim) {
  for (int r = 0; r < rows; r++) {
    float mean_sq = 0.0f;
    for (int i = 0; i < dim; i++)
      mean_sq += x[r * dim + i] * x[r * dim + i] / (float)dim;
    float inv = 1.0f / sqrtf(mean_sq + 1e-5f);
    for (int i = 0; i < dim; i++)
      y[r * dim + i] = w[i] * (x[r * dim + i] * inv);
  }
}
