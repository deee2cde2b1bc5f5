// args: pos=6 dim=8
// extents: x=pos*dim angle=dim/2 y=pos*dim
// Pairs of neighbours rotated, by pairs and element by element.
#include <math.h>

void src(const float *x, const float *angle, float *y, int pos, int dim) {
  for (int p = 0; p < pos; p++)
    for (int i = 0; i < dim / 2; i++) {
      float a = (float)p * angle[i];
      float c = cosf(a), s = sinf(a);
      float even = x[p * dim + 2 * i], odd = x[p * dim + 2 * i + 1];
      y[p * dim + 2 * i] = even * c - odd * s;
      y[p * dim + 2 * i + 1] = even * s + odd * c;
    }
}

void tgt(const float *x, const float *angle, float *y, int pos, int dim) {
  for (int p = 0; p < pos; p++)
    for (int i = 0; i < dim; i++) {
      float a = (float)p * angle[i / 2];
      float partner = i % 2 == 0 ? -x[p * dim + i + 1] : x[p * dim + i - 1];
      y[p * dim + i] = x[p * dim + i] * cosf(a) + partner * sinf(a);
    }
}
