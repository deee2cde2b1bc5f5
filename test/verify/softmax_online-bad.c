// args: rows=5 cols=29
// extents: x=rows*cols y=rows*cols
// Wrong: the running sum is not rescaled when the maximum moves.
#include <math.h>

void src(const float *x, float *y, int rows, int cols) {
  for (int r = 0; r < rows; ++r) {
    float m = -INFINITY, s = 0.0f;
    for (int c = 0; c < cols; ++c)
      m = fmaxf(m, x[r * cols + c]);
    for (int c = 0; c < cols; ++c)
      s += expf(x[r * cols + c] - m);
    for (int c = 0; c < cols; ++c)
      y[r * cols + c] = expf(x[r * cols + c] - m) / s;
  }
}

void tgt(const float *x, float *y, int rows, int cols) {
  for (int r = 0; r < rows; ++r) {
    const float *in = x + r * cols;
    float m = in[0], s = 1.0f;
    for (int c = 1; c < cols; ++c) {
      float next = fmaxf(m, in[c]);
      s = s + expf(in[c] - next);
      m = next;
    }
    for (int c = 0; c < cols; ++c)
      y[r * cols + c] = expf(in[c] - m) / s;
  }
}
