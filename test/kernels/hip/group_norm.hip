// Group normalization, NCHW: a workgroup of four wavefronts per (group, image). The group is read three times, for its
// mean, its variance around it and the result; sums go through wave64 shuffles and one LDS slot per wavefront.
#include <hip/hip_runtime.h>

#define WAVE 64
#define THREADS 256

template <typename T>
__device__ inline T wave_sum(T v) {
#pragma unroll
  for (int offset = WAVE / 2; offset > 0; offset /= 2) v += __shfl_down(v, offset);
  return v;
}

template <typename T>
__device__ T block_sum(T v, T *slots) {
  const int lane = threadIdx.x % WAVE;
  const int wave = threadIdx.x / WAVE;
  v = wave_sum(v);
  __syncthreads();  // slots may still be read from the last sum
  if (lane == 0) slots[wave] = v;
  __syncthreads();
  T total = slots[0];
  for (int w = 1; w < THREADS / WAVE; ++w) total += slots[w];
  return total;
}

__global__ __launch_bounds__(THREADS) void group_norm(const float *__restrict__ x, const float *__restrict__ gamma,
                                                      const float *__restrict__ beta, float *__restrict__ y, int N,
                                                      int C, int HxW, int G, float eps) {
  __shared__ float slots[THREADS / WAVE];

  const int per_group = C / G;
  const int first_channel = blockIdx.x * per_group;
  const int count = per_group * HxW;
  const float *in = x + (blockIdx.y * C + first_channel) * HxW;
  float *out = y + (blockIdx.y * C + first_channel) * HxW;

  float sum = 0.0f;
  for (int i = threadIdx.x; i < count; i += THREADS) sum += in[i];
  const float mean = block_sum(sum, slots) / count;

  float squares = 0.0f;
  for (int i = threadIdx.x; i < count; i += THREADS) {
    const float d = in[i] - mean;
    squares = fmaf(d, d, squares);
  }
  const float rstd = rsqrtf(block_sum(squares, slots) / count + eps);

  for (int c = 0; c < per_group; ++c) {
    const float scale = rstd * gamma[first_channel + c];
    const float shift = fmaf(-mean, scale, beta[first_channel + c]);
    for (int i = threadIdx.x; i < HxW; i += THREADS) out[c * HxW + i] = fmaf(in[c * HxW + i], scale, shift);
  }
}
