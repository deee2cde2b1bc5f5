// Tokens per expert: counts of a block in LDS, then one atomic addition per expert and block.
#include <hip/hip_runtime.h>

#define MAX_EXPERTS 256

__global__ void expert_count(const int *expert_ids, int *counts, int tokens, int top_k, int experts) {
  __shared__ int block_counts[MAX_EXPERTS];
  for (int e = threadIdx.x; e < experts; e += blockDim.x) block_counts[e] = 0;
  __syncthreads();

  const int token = blockIdx.x * blockDim.x + threadIdx.x;
  if (token < tokens) {
    for (int k = 0; k < top_k; ++k) atomicAdd(&block_counts[expert_ids[token * top_k + k]], 1);
  }
  __syncthreads();

  for (int e = threadIdx.x; e < experts; e += blockDim.x) atomicAdd(&counts[e], block_counts[e]);
}
