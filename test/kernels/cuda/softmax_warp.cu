// Row-wise softmax, a warp per row and four rows per block; butterfly reductions leave maximum and sum in every lane.
#include <cuda_runtime.h>
#include <math.h>

__device__ __forceinline__ float warp_max(float v) {
#pragma unroll
  for (int mask = 16; mask > 0; mask >>= 1) v = fmaxf(v, __shfl_xor_sync(0xffffffff, v, mask));
  return v;
}

__device__ __forceinline__ float warp_sum(float v) {
#pragma unroll
  for (int mask = 16; mask > 0; mask >>= 1) v += __shfl_xor_sync(0xffffffff, v, mask);
  return v;
}

__global__ void softmax_warp(const float *x, float *y, int rows, int cols) {
  const int row = blockIdx.x * blockDim.y + threadIdx.y;
  if (row >= rows) return;

  const int lane = threadIdx.x;
  const float *in = x + row * cols;
  float *out = y + row * cols;

  float peak = -INFINITY;
  for (int j = lane; j < cols; j += 32) peak = fmaxf(peak, in[j]);
  peak = warp_max(peak);

  float total = 0.0f;
  for (int j = lane; j < cols; j += 32) {
    const float e = expf(in[j] - peak);
    out[j] = e;
    total += e;
  }
  const float scale = 1.0f / warp_sum(total);

  for (int j = lane; j < cols; j += 32) out[j] *= scale;
}
