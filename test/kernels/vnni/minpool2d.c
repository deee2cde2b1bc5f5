// Min pooling without padding; every output pixel of every plane is one iteration of a collapsed OpenMP loop.
#include <math.h>

void minpool2d(const float *x, float *y, int planes, int height, int width, int window, int stride) {
  const int oh = (height - window) / stride + 1, ow = (width - window) / stride + 1;

#pragma omp parallel for collapse(3)
  for (int p = 0; p < planes; ++p)
    for (int r = 0; r < oh; ++r)
      for (int c = 0; c < ow; ++c) {
        float low = INFINITY;
        for (int i = 0; i < window; ++i)
          for (int j = 0; j < window; ++j)
            low = fminf(low, x[(p * height + r * stride + i) * width + c * stride + j]);
        y[(p * oh + r) * ow + c] = low;
      }
}
