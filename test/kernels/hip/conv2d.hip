// 3x3 convolution, channels first, input with its border. A block of 16x8 threads stages its part of an input plane in LDS
// and every thread keeps four output channels in registers.
#include <hip/hip_runtime.h>

constexpr int TILE_W = 16;
constexpr int TILE_H = 8;
constexpr int OC = 4;

__global__ void __launch_bounds__(TILE_W * TILE_H)
conv2d(const float *__restrict__ x, const float *__restrict__ w, float *__restrict__ y, int cin, int cout, int H, int W) {
  __shared__ float patch[TILE_H + 2][TILE_W + 2];

  const int col0 = blockIdx.x * TILE_W, row0 = blockIdx.y * TILE_H, oc0 = blockIdx.z * OC;
  const int col = col0 + threadIdx.x, row = row0 + threadIdx.y;

  float acc[OC] = {};
  for (int c = 0; c < cin; ++c) {
    for (int i = threadIdx.y; i < TILE_H + 2; i += TILE_H)
      for (int j = threadIdx.x; j < TILE_W + 2; j += TILE_W)
        if (row0 + i < H + 2 && col0 + j < W + 2)
          patch[i][j] = x[(c * (H + 2) + row0 + i) * (W + 2) + col0 + j];
    __syncthreads();

    if (row < H && col < W) {
#pragma unroll
      for (int o = 0; o < OC; ++o) {
        if (oc0 + o >= cout) break;
        const float *filter = w + ((oc0 + o) * cin + c) * 9;
        for (int i = 0; i < 3; ++i)
          for (int j = 0; j < 3; ++j)
            acc[o] += patch[threadIdx.y + i][threadIdx.x + j] * filter[i * 3 + j];
      }
    }
    __syncthreads();
  }

  if (row >= H || col >= W) return;
  for (int o = 0; o < OC && oc0 + o < cout; ++o)
    y[((oc0 + o) * H + row) * W + col] = acc[o];
}
