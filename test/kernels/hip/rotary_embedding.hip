// RoPE for [tokens][heads][dim]. threadIdx.x runs along half a head, threadIdx.y over heads; a block first brings its token's cosines and sines to LDS,
// which all heads use.
#include <hip/hip_runtime.h>

#define BLOCK_X 32
#define BLOCK_Y 8
#define MAX_HALF 256

__global__ void rotary_embedding(const float *x, const float *cos_table, const float *sin_table, float *y, int tokens, int heads, int dim) {
  __shared__ float2 turn[MAX_HALF];
  const int token = blockIdx.x;
  const int half = dim >> 1;

  for (int i = threadIdx.y * BLOCK_X + threadIdx.x; i < half; i += BLOCK_X * BLOCK_Y)
    turn[i] = make_float2(cos_table[token * half + i], sin_table[token * half + i]);
  __syncthreads();

  for (int head = threadIdx.y; head < heads; head += BLOCK_Y) {
    const float *in = x + (token * heads + head) * dim;
    float *out = y + (token * heads + head) * dim;
    for (int i = threadIdx.x; i < half; i += BLOCK_X) {
      const float2 t = turn[i];
      const float lo = in[i], hi = in[i + half];
      out[i] = fmaf(lo, t.x, -hi * t.y);
      out[i + half] = fmaf(hi, t.x, lo * t.y);
    }
  }
}
