// Embedding lookup: a warp per token copies its row of the table, as float4 where the rows allow that.
#include <cuda_runtime.h>

__global__ void embedding(const int *__restrict__ ids, const float *__restrict__ table, float *__restrict__ out,
                          int tokens, int vocab, int dim) {
  const int token = blockIdx.x * blockDim.y + threadIdx.y;
  if (token >= tokens) return;

  const int id = __ldg(ids + token);
  const float *src = table + (size_t)id * dim;
  float *dst = out + (size_t)token * dim;

  if (dim % 4 == 0) {
    const float4 *src4 = reinterpret_cast<const float4 *>(src);
    float4 *dst4 = reinterpret_cast<float4 *>(dst);
    for (int i = threadIdx.x; i < dim / 4; i += 32) dst4[i] = __ldg(src4 + i);
  } else {
    for (int i = threadIdx.x; i < dim; i += 32) dst[i] = __ldg(src + i);
  }
}
