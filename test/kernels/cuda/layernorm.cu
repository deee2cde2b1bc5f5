// LayerNorm over the last dimension: (x - mean) / sqrt(var + eps) * gamma + beta.
#include <cuda_runtime.h>

constexpr int kThreads = 64;
constexpr float kEps = 1e-5f;

// Sum of one value per thread, known to all threads of the block afterwards.
__device__ float block_sum(float v, float *scratch) {
  int t = threadIdx.x;
  scratch[t] = v;
  __syncthreads();
  for (int half = kThreads / 2; half > 0; half /= 2) {
    if (t < half) scratch[t] += scratch[t + half];
    __syncthreads();
  }
  float result = scratch[0];
  __syncthreads();
  return result;
}

__global__ void layernorm(const float *x, const float *gamma, const float *beta,
                          float *y, int rows, int dim) {
  __shared__ float scratch[kThreads];
  const float *in = x + blockIdx.x * dim;
  float *out = y + blockIdx.x * dim;

  float partial = 0.0f;
  for (int i = threadIdx.x; i < dim; i += kThreads)
    partial += in[i];
  float mean = block_sum(partial, scratch) / dim;

  partial = 0.0f;
  for (int i = threadIdx.x; i < dim; i += kThreads) {
    float d = in[i] - mean;
    partial += d * d;
  }
  float rstd = rsqrtf(block_sum(partial, scratch) / dim + kEps);

  for (int i = threadIdx.x; i < dim; i += kThreads)
    out[i] = (in[i] - mean) * rstd * gamma[i] + beta[i];
}
