// Causal attention in the manner of FlashAttention. A block of 16 x 16 threads takes 16 queries of a head and passes over the
// keys in tiles of 16, up to the diagonal only: thread (x, y) makes the score of key x for query y, then columns x, x + 16, ..
// of the output of query y. Running maximum and sum of a query are shared. d is at most MAX_D.
#include <cuda_runtime.h>
#include <float.h>

#define TILE 16
#define MAX_D 64
#define COLS_PER_THREAD (MAX_D / TILE)

__global__ void causal_attention(const float *q, const float *k, const float *v, float *o, int heads, int seq, int d) {
  __shared__ float Qs[TILE][MAX_D + 1];
  __shared__ float Ks[TILE][MAX_D + 1];
  __shared__ float Vs[TILE][MAX_D];
  __shared__ float S[TILE][TILE + 1];
  __shared__ float row_m[TILE], row_l[TILE], row_scale[TILE];

  const int tx = threadIdx.x;
  const int ty = threadIdx.y;
  const int base = blockIdx.y * seq * d;
  const int q_row = blockIdx.x * TILE + ty;
  const float softmax_scale = rsqrtf((float)d);

  for (int c = tx; c < d; c += TILE) Qs[ty][c] = q_row < seq ? q[base + q_row * d + c] : 0.0f;
  if (tx == 0) {
    row_m[ty] = -FLT_MAX;
    row_l[ty] = 0.0f;
  }

  float acc[COLS_PER_THREAD];
#pragma unroll
  for (int i = 0; i < COLS_PER_THREAD; ++i) acc[i] = 0.0f;

  for (int tile = 0; tile <= blockIdx.x; ++tile) {
    const int kv_row = tile * TILE + ty;
    for (int c = tx; c < d; c += TILE) {
      Ks[ty][c] = kv_row < seq ? k[base + kv_row * d + c] : 0.0f;
      Vs[ty][c] = kv_row < seq ? v[base + kv_row * d + c] : 0.0f;
    }
    __syncthreads();

    const int key = tile * TILE + tx;
    float s = -FLT_MAX;
    if (key <= q_row && key < seq) {
      s = 0.0f;
      for (int c = 0; c < d; ++c) s += Qs[ty][c] * Ks[tx][c];
      s *= softmax_scale;
    }
    S[ty][tx] = s;
    __syncthreads();

    if (tx == 0) {
      float m_new = row_m[ty];
      for (int j = 0; j < TILE; ++j) m_new = fmaxf(m_new, S[ty][j]);
      float sum = 0.0f;
      for (int j = 0; j < TILE; ++j) {
        const float p = S[ty][j] == -FLT_MAX ? 0.0f : expf(S[ty][j] - m_new);
        S[ty][j] = p;
        sum += p;
      }
      row_scale[ty] = expf(row_m[ty] - m_new);
      row_l[ty] = row_l[ty] * row_scale[ty] + sum;
      row_m[ty] = m_new;
    }
    __syncthreads();

#pragma unroll
    for (int i = 0; i < COLS_PER_THREAD; ++i) {
      const int c = tx + i * TILE;
      if (c >= d) break;
      float sum = acc[i] * row_scale[ty];
      for (int j = 0; j < TILE; ++j) sum += S[ty][j] * Vs[j][c];
      acc[i] = sum;
    }
    __syncthreads();
  }

  if (q_row < seq) {
    for (int i = 0; i < COLS_PER_THREAD; ++i) {
      const int c = tx + i * TILE;
      if (c < d) o[base + q_row * d + c] = acc[i] / row_l[ty];
    }
  }
}
