// LayerNorm, a block per row: sums go through warp shuffles, then through one partial sum per warp in shared memory.
#include <cuda_runtime.h>

__device__ __forceinline__ float warp_reduce_sum(float v) {
  for (int offset = 16; offset > 0; offset /= 2) v += __shfl_down_sync(0xffffffff, v, offset);
  return v;
}

// Every thread gets the sum over the block, of at most 32 warps.
__device__ float block_reduce_sum(float v) {
  __shared__ float partial[32];
  const int lane = threadIdx.x & 31, warp = threadIdx.x >> 5;

  v = warp_reduce_sum(v);
  __syncthreads();  // whoever still reads the last result
  if (lane == 0) partial[warp] = v;
  __syncthreads();

  if (warp == 0) {
    v = lane < blockDim.x / 32 ? partial[lane] : 0.0f;
    v = warp_reduce_sum(v);
    if (lane == 0) partial[0] = v;
  }
  __syncthreads();
  return partial[0];
}

__global__ void layernorm_shuffle(const float *__restrict__ x, const float *__restrict__ gamma,
                                  const float *__restrict__ beta, float *__restrict__ y, int rows, int dim) {
  const float *in = x + blockIdx.x * dim;
  float *out = y + blockIdx.x * dim;

  float sum = 0.0f;
  for (int i = threadIdx.x; i < dim; i += blockDim.x) sum += in[i];
  const float mean = block_reduce_sum(sum) / dim;

  float squares = 0.0f;
  for (int i = threadIdx.x; i < dim; i += blockDim.x) {
    const float d = in[i] - mean;
    squares += d * d;
  }
  const float rstd = rsqrtf(block_reduce_sum(squares) / dim + 1e-5f);

  for (int i = threadIdx.x; i < dim; i += blockDim.x) out[i] = (in[i] - mean) * rstd * gamma[i] + beta[i];
}
