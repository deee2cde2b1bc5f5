// Grouped-query attention, one wavefront per (query, head) and four of them in a workgroup. A lane keeps two elements of
// the head dimension (at most 128), goes through the keys with an online softmax and never stores a score.
#include <hip/hip_runtime.h>

constexpr int kWave = 64;
constexpr int kWavesPerBlock = 4;

__device__ __forceinline__ float wave_all_sum(float v) {
#pragma unroll
  for (int m = kWave >> 1; m >= 1; m >>= 1) v += __shfl_xor(v, m, kWave);
  return v;
}

__global__ void __launch_bounds__(kWave *kWavesPerBlock)
    grouped_query_attention(const float *__restrict__ q, const float *__restrict__ k, const float *__restrict__ v,
                            float *__restrict__ o, int q_heads, int kv_heads, int seq_q, int seq_k, int head_dim,
                            float scale) {
  const int row = blockIdx.x * kWavesPerBlock + threadIdx.y;
  if (row >= q_heads * seq_q) return;

  const int head = row / seq_q;
  const int kv_head = head / (q_heads / kv_heads);
  const float *keys = k + kv_head * seq_k * head_dim;
  const float *values = v + kv_head * seq_k * head_dim;

  const int c0 = threadIdx.x;
  const int c1 = threadIdx.x + kWave;
  const bool has0 = c0 < head_dim;
  const bool has1 = c1 < head_dim;
  const float q0 = has0 ? q[row * head_dim + c0] * scale : 0.0f;
  const float q1 = has1 ? q[row * head_dim + c1] * scale : 0.0f;

  float m = -INFINITY, l = 0.0f;
  float acc0 = 0.0f, acc1 = 0.0f;
  for (int j = 0; j < seq_k; ++j) {
    const int at = j * head_dim;
    float s = 0.0f;
    if (has0) s = q0 * keys[at + c0];
    if (has1) s = fmaf(q1, keys[at + c1], s);
    s = wave_all_sum(s);

    const float m_new = s > m ? s : m;
    const float alpha = expf(m - m_new);
    const float p = expf(s - m_new);
    l = l * alpha + p;
    acc0 *= alpha;
    acc1 *= alpha;
    if (has0) acc0 = fmaf(p, values[at + c0], acc0);
    if (has1) acc1 = fmaf(p, values[at + c1], acc1);
    m = m_new;
  }

  if (has0) o[row * head_dim + c0] = acc0 / l;
  if (has1) o[row * head_dim + c1] = acc1 / l;
}
