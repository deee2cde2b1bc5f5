// Loss of each row: log(sum(exp(x))) - x[label]. One wavefront (64 lanes) takes a row, a block has four of them.
#include <hip/hip_runtime.h>

template <typename T, typename Op>
__device__ __forceinline__ T wave_all_reduce(T v, Op op) {
#pragma unroll
  for (int mask = 32; mask >= 1; mask /= 2) v = op(v, __shfl_xor(v, mask));
  return v;
}

__global__ void cross_entropy(const float *__restrict__ logits, const int *__restrict__ labels, float *__restrict__ loss, int rows, int classes) {
  const int wave = threadIdx.x >> 6;
  const int lane = threadIdx.x & 63;
  const int row = blockIdx.x * (blockDim.x >> 6) + wave;
  if (row >= rows) return;

  const float *x = logits + (size_t)row * classes;
  float peak = -__FLT_MAX__;
  for (int c = lane; c < classes; c += 64) peak = fmaxf(peak, x[c]);
  peak = wave_all_reduce(peak, [](float a, float b) { return fmaxf(a, b); });

  float sum = 0.0f;
  for (int c = lane; c < classes; c += 64) sum += __expf(x[c] - peak);
  sum = wave_all_reduce(sum, [](float a, float b) { return a + b; });

  if (lane == 0) loss[row] = __logf(sum) + peak - x[labels[row]];
}
