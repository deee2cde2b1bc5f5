// Rotary position embedding (GPT-NeoX style: element i is paired with i + dim/2). A block per token; its threads share the pairs of all heads among them.
#include <cuda_runtime.h>

__device__ __forceinline__ void apply_rotary(const float *__restrict__ src, float *__restrict__ dst, const float *__restrict__ cos_ptr,
                                             const float *__restrict__ sin_ptr, int rot_offset, int embed_dim) {
  const int x_index = rot_offset;
  const int y_index = embed_dim + rot_offset;
  const float cos = __ldg(cos_ptr + x_index);
  const float sin = __ldg(sin_ptr + x_index);

  const float x = src[x_index];
  const float y = src[y_index];
  dst[x_index] = x * cos - y * sin;
  dst[y_index] = y * cos + x * sin;
}

__global__ void rotary_embedding(const float *__restrict__ x, const float *__restrict__ cos_table, const float *__restrict__ sin_table,
                                 float *__restrict__ y, int tokens, int heads, int dim) {
  const int token_idx = blockIdx.x;
  const int embed_dim = dim / 2;
  const float *cos_ptr = cos_table + token_idx * embed_dim;
  const float *sin_ptr = sin_table + token_idx * embed_dim;

  const int pairs = heads * embed_dim;
  for (int i = threadIdx.x; i < pairs; i += blockDim.x) {
    const int head_idx = i / embed_dim;
    const long long token_head = (long long)token_idx * heads * dim + head_idx * dim;
    const int rot_offset = i % embed_dim;
    apply_rotary(x + token_head, y + token_head, cos_ptr, sin_ptr, rot_offset, embed_dim);
  }
}
