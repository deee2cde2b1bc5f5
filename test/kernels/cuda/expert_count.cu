// Counts how many of the router's choices go to each expert; a grid-stride loop of atomic additions in global memory.
#include <cuda_runtime.h>

__global__ void expert_count(const int *__restrict__ expert_ids, int *counts, int tokens, int top_k, int experts) {
  const int total = tokens * top_k;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < total; i += blockDim.x * gridDim.x) {
    const int expert = expert_ids[i];
    if (expert >= 0 && expert < experts) atomicAdd(counts + expert, 1);
  }
}
