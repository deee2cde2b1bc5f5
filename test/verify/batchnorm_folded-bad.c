// args: c=5 hw=12
// extents: x=c*hw mean=c var=c g=c b=c y=c*hw
// Wrong: the shift forgets the scale of the mean.
#include <math.h>

void src(const float *x, const float *mean, const float *var, const float *g, const float *b,
         float *y, int c, int hw) {
  for (int p = 0; p < c; p++)
    for (int i = 0; i < hw; i++)
      y[p * hw + i] =
          g[p] * (x[p * hw + i] - mean[p]) / sqrtf(var[p] * var[p] + 1e-3f) + b[p];
}

void tgt(const float *x, const float *mean, const float *var, const float *g, const float *b,
         float *y, int c, int hw) {
  for (int p = 0; p < c; p++) {
    float scale = g[p] / sqrtf(var[p] * var[p] + 1e-3f);
    float shift = b[p] - mean[p];
    for (int i = 0; i < hw; i++)
      y[p * hw + i] = x[p * hw + i] * scale + shift;
  }
}
