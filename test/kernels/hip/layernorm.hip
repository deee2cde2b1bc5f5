// LayerNorm, a block of four wavefronts per row. Waves reduce by shuffles, their results meet in LDS.
#include <hip/hip_runtime.h>

constexpr int kWave = 64;
constexpr int kThreads = 256;
constexpr int kWaves = kThreads / kWave;

// The sum of `v` over the block, in every thread.
__device__ float block_sum(float v) {
  __shared__ float partial[kWaves];
#pragma unroll
  for (int offset = kWave / 2; offset > 0; offset /= 2) v += __shfl_down(v, offset);

  const int lane = threadIdx.x % kWave;
  const int wave = threadIdx.x / kWave;
  __syncthreads();  // the last call's partial sums have been read
  if (lane == 0) partial[wave] = v;
  __syncthreads();

  float total = 0.0f;
#pragma unroll
  for (int w = 0; w < kWaves; ++w) total += partial[w];
  return total;
}

__global__ void __launch_bounds__(kThreads)
layernorm(const float *__restrict__ x, const float *__restrict__ gamma, const float *__restrict__ beta,
          float *__restrict__ y, int rows, int dim) {
  const float *row = x + (size_t)blockIdx.x * dim;
  float *out = y + (size_t)blockIdx.x * dim;

  float sum = 0.0f;
  for (int i = threadIdx.x; i < dim; i += kThreads) sum += row[i];
  const float mean = block_sum(sum) / dim;

  float squares = 0.0f;
  for (int i = threadIdx.x; i < dim; i += kThreads) {
    const float d = row[i] - mean;
    squares = fmaf(d, d, squares);
  }
  const float rstd = rsqrtf(block_sum(squares) / dim + 1e-5f);

  for (int i = threadIdx.x; i < dim; i += kThreads) out[i] = fmaf((row[i] - mean) * rstd, gamma[i], beta[i]);
}
