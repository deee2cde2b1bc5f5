// 3x3 convolution, channels first: a block computes 16 x 16 outputs of one channel and stages each input channel's
// tile, with a halo of one pixel, in shared memory.
#include <cuda_runtime.h>

constexpr int kTile = 16;
constexpr int kHalo = kTile + 2;

__global__ void conv2d_halo(const float *__restrict__ x, const float *__restrict__ w, float *__restrict__ y, int cin, int cout,
                            int H, int W) {
  __shared__ float tile[kHalo][kHalo];
  __shared__ float filter[9];

  const int tx = threadIdx.x, ty = threadIdx.y;
  const int tid = ty * kTile + tx;
  const int row0 = blockIdx.y * kTile, col0 = blockIdx.x * kTile;
  const int oc = blockIdx.z;

  float acc = 0.0f;
  for (int ic = 0; ic < cin; ++ic) {
    for (int i = tid; i < kHalo * kHalo; i += kTile * kTile) {
      const int r = row0 + i / kHalo, c = col0 + i % kHalo;
      tile[i / kHalo][i % kHalo] = r < H + 2 && c < W + 2 ? x[(ic * (H + 2) + r) * (W + 2) + c] : 0.0f;
    }
    if (tid < 9) filter[tid] = w[(oc * cin + ic) * 9 + tid];
    __syncthreads();

#pragma unroll
    for (int i = 0; i < 3; ++i)
#pragma unroll
      for (int j = 0; j < 3; ++j) acc += tile[ty + i][tx + j] * filter[i * 3 + j];
    __syncthreads();
  }

  const int row = row0 + ty, col = col0 + tx;
  if (row < H && col < W) y[(oc * H + row) * W + col] = acc;
}
