// args: rows=6 dim=19
// extents: x=rows*dim g=dim b=dim y=rows*dim
// The variance from the centred values, and as E[x^2] - E[x]^2.
#include <math.h>

void src(const float *x, const float *g, const float *b, float *y, int rows, int dim) {
  for (int r = 0; r < rows; r++) {
    float mean = 0.0f, var = 0.0f;
    for (int i = 0; i < dim; i++)
      mean += x[r * dim + i];
    mean /= (float)dim;
    for (int i = 0; i < dim; i++) {
      float d = x[r * dim + i] - mean;
      var += d * d;
    }
    var /= (float)dim;
    for (int i = 0; i < dim; i++)
      y[r * dim + i] = (x[r * dim + i] - mean) / sqrtf(var + 1e-5f) * g[i] + b[i];
  }
}

void tgt(const float *x, const float *g, const float *b, float *y, int rows, int dim) {
  for (int r = 0; r < rows; r++) {
    float s = 0.0f, q = 0.0f;
    for (int i = 0; i < dim; i++) {
      float v = x[r * dim + i];
      s += v;
      q += v * v;
    }
    float mean = s / (float)dim;
    float rstd = 1.0f / sqrtf(q / (float)dim - mean * mean + 1e-5f);
    for (int i = 0; i < dim; i++)
      y[r * dim + i] = (x[r * dim + i] - mean) * rstd * g[i] + b[i];
  }
}
