// Attention per head without its score matrix: a block takes a tile of queries, one per thread, and goes through keys
// and values in tiles of shared memory with an online softmax. d is at most kMaxD.
#include <cuda_runtime.h>
#include <math.h>

constexpr int kQueries = 32;
constexpr int kKeys = 32;
constexpr int kMaxD = 64;

__global__ void self_attention_flash(const float *__restrict__ q, const float *__restrict__ k, const float *__restrict__ v,
                                     float *__restrict__ o, int heads, int seq, int d) {
  __shared__ float k_tile[kKeys][kMaxD];
  __shared__ float v_tile[kKeys][kMaxD];

  const int head = blockIdx.y * seq * d;
  const int row = blockIdx.x * kQueries + threadIdx.x;
  const float scale = 1.0f / sqrtf((float)d);

  float query[kMaxD], acc[kMaxD];
  for (int c = 0; c < d; ++c) {
    query[c] = row < seq ? q[head + row * d + c] * scale : 0.0f;
    acc[c] = 0.0f;
  }
  float peak = -INFINITY, total = 0.0f;

  for (int start = 0; start < seq; start += kKeys) {
    const int keys = min(kKeys, seq - start);
    for (int i = threadIdx.x; i < keys * d; i += kQueries) {
      k_tile[i / d][i % d] = k[head + start * d + i];
      v_tile[i / d][i % d] = v[head + start * d + i];
    }
    __syncthreads();

    float score[kKeys];
    float new_peak = peak;
    for (int j = 0; j < keys; ++j) {
      score[j] = 0.0f;
      for (int c = 0; c < d; ++c) score[j] += query[c] * k_tile[j][c];
      new_peak = fmaxf(new_peak, score[j]);
    }

    // What was summed so far is relative to the old maximum.
    const float correction = expf(peak - new_peak);
    peak = new_peak;
    total *= correction;
    for (int c = 0; c < d; ++c) acc[c] *= correction;

    for (int j = 0; j < keys; ++j) {
      const float p = expf(score[j] - peak);
      total += p;
      for (int c = 0; c < d; ++c) acc[c] += p * v_tile[j][c];
    }
    __syncthreads();
  }

  if (row < seq)
    for (int c = 0; c < d; ++c) o[head + row * d + c] = acc[c] / total;
}
