// Self-attention with an online softmax: a thread per query, keys and values in LDS tiles of 16, d at most 64.
#include <hip/hip_runtime.h>
#include <math.h>

constexpr int kQueries = 64;
constexpr int kTile = 16;
constexpr int kMaxDim = 64;

__global__ void __launch_bounds__(kQueries)
self_attention(const float *__restrict__ q, const float *__restrict__ k, const float *__restrict__ v,
               float *__restrict__ o, int heads, int seq, int d) {
  __shared__ float keys[kTile][kMaxDim];
  __shared__ float values[kTile][kMaxDim];

  const int query = blockIdx.x * kQueries + threadIdx.x;
  const int head = blockIdx.y * seq * d;
  const float scale = 1.0f / sqrtf((float)d);

  float mine[kMaxDim], acc[kMaxDim];
  for (int c = 0; c < d; ++c) {
    mine[c] = query < seq ? q[head + query * d + c] * scale : 0.0f;
    acc[c] = 0.0f;
  }
  float peak = -INFINITY, total = 0.0f;

  for (int j0 = 0; j0 < seq; j0 += kTile) {
    const int count = min(kTile, seq - j0);
    for (int i = threadIdx.x; i < count * d; i += kQueries) {
      keys[i / d][i % d] = k[head + j0 * d + i];
      values[i / d][i % d] = v[head + j0 * d + i];
    }
    __syncthreads();

    for (int j = 0; j < count; ++j) {
      float score = 0.0f;
      for (int c = 0; c < d; ++c) score += mine[c] * keys[j][c];

      const float higher = fmaxf(peak, score);
      const float shrink = expf(peak - higher);
      const float p = expf(score - higher);
      total = total * shrink + p;
      for (int c = 0; c < d; ++c) acc[c] = acc[c] * shrink + p * values[j][c];
      peak = higher;
    }
    __syncthreads();
  }

  if (query >= seq) return;
  for (int c = 0; c < d; ++c) o[head + query * d + c] = acc[c] / total;
}
