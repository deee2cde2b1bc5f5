// Min pooling, a block per plane and row of outputs; its threads stride along the row.
#include <hip/hip_runtime.h>

__global__ void minpool2d(const float *x, float *y, int planes, int height, int width, int window, int stride) {
  const int out_h = (height - window) / stride + 1;
  const int out_w = (width - window) / stride + 1;
  const int oy = blockIdx.x;
  const int plane = blockIdx.y;

  const float *in = x + (plane * height + oy * stride) * width;
  float *out = y + (plane * out_h + oy) * out_w;

  for (int ox = threadIdx.x; ox < out_w; ox += blockDim.x) {
    float least = in[ox * stride];
    for (int i = 0; i < window; ++i)
      for (int j = 0; j < window; ++j)
        least = fminf(least, in[i * width + ox * stride + j]);
    out[ox] = least;
  }
}
