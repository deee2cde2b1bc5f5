// 2D convolution with a 3x3 window, channels first; the input comes with its border: (H + 2) x (W + 2).
#include <cuda_runtime.h>

__global__ void conv2d(const float *x, const float *w, float *y, int cin, int cout, int H, int W) {
  int col = blockIdx.x * blockDim.x + threadIdx.x;
  int row = blockIdx.y * blockDim.y + threadIdx.y;
  int oc = blockIdx.z;
  if (row >= H || col >= W) return;

  float sum = 0.0f;
  for (int c = 0; c < cin; ++c)
    for (int i = 0; i < 3; ++i)
      for (int j = 0; j < 3; ++j)
        sum += x[(c * (H + 2) + row + i) * (W + 2) + col + j] * w[((oc * cin + c) * 3 + i) * 3 + j];
  y[(oc * H + row) * W + col] = sum;
}
