// Min pooling of `planes` images without padding: a flat index over all outputs, one thread each.
#include <cuda_runtime.h>
#include <math.h>

__global__ void minpool2d(const float *x, float *y, int planes, int height, int width, int window, int stride) {
  const int out_h = (height - window) / stride + 1;
  const int out_w = (width - window) / stride + 1;
  const int idx = blockIdx.x * blockDim.x + threadIdx.x;
  if (idx >= planes * out_h * out_w) return;

  const int ow = idx % out_w;
  const int oh = (idx / out_w) % out_h;
  const int plane = idx / (out_w * out_h);
  const float *corner = x + (plane * height + oh * stride) * width + ow * stride;

  float least = INFINITY;
  for (int i = 0; i < window; ++i)
    for (int j = 0; j < window; ++j)
      least = fminf(least, corner[i * width + j]);
  y[idx] = least;
}
