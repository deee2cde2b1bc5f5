// C = A * B: 64 x 64 tiles, 4 x 4 results per thread in registers, shared tiles in two buffers: the next pair is
// fetched into registers while the current one is multiplied.
#include <cuda_runtime.h>

constexpr int BM = 64, BN = 64, BK = 16;  // tile of a block
constexpr int TM = 4, TN = 4;             // tile of a thread
constexpr int THREADS = (BM / TM) * (BN / TN);
constexpr int A_LOADS = BM * BK / THREADS;
constexpr int B_LOADS = BK * BN / THREADS;

__global__ void __launch_bounds__(THREADS)
gemm_double_buffered(const float *__restrict__ A, const float *__restrict__ B, float *__restrict__ C, int M, int N, int K) {
  __shared__ float As[2][BK][BM];  // transposed
  __shared__ float Bs[2][BK][BN];

  const int tid = threadIdx.x;
  const int row0 = blockIdx.y * BM, col0 = blockIdx.x * BN;
  const int ty = tid / (BN / TN) * TM, tx = tid % (BN / TN) * TN;

  float a_next[A_LOADS], b_next[B_LOADS];
  float acc[TM][TN] = {};

  const int tiles = (K + BK - 1) / BK;
  for (int t = 0; t <= tiles; ++t) {
    if (t < tiles) {
#pragma unroll
      for (int i = 0; i < A_LOADS; ++i) {
        const int at = tid + i * THREADS;
        const int r = row0 + at / BK, k = t * BK + at % BK;
        a_next[i] = r < M && k < K ? A[r * K + k] : 0.0f;
      }
#pragma unroll
      for (int i = 0; i < B_LOADS; ++i) {
        const int at = tid + i * THREADS;
        const int k = t * BK + at / BN, c = col0 + at % BN;
        b_next[i] = k < K && c < N ? B[k * N + c] : 0.0f;
      }
    }

    if (t > 0) {
      const int now = (t - 1) & 1;
#pragma unroll
      for (int k = 0; k < BK; ++k) {
        float a[TM], b[TN];
#pragma unroll
        for (int i = 0; i < TM; ++i) a[i] = As[now][k][ty + i];
#pragma unroll
        for (int j = 0; j < TN; ++j) b[j] = Bs[now][k][tx + j];
#pragma unroll
        for (int i = 0; i < TM; ++i)
#pragma unroll
          for (int j = 0; j < TN; ++j) acc[i][j] = fmaf(a[i], b[j], acc[i][j]);
      }
    }

    if (t < tiles) {
      const int next = t & 1;
#pragma unroll
      for (int i = 0; i < A_LOADS; ++i) {
        const int at = tid + i * THREADS;
        As[next][at % BK][at / BK] = a_next[i];
      }
#pragma unroll
      for (int i = 0; i < B_LOADS; ++i) {
        const int at = tid + i * THREADS;
        Bs[next][at / BN][at % BN] = b_next[i];
      }
      __syncthreads();
    }
  }

#pragma unroll
  for (int i = 0; i < TM; ++i)
#pragma unroll
    for (int j = 0; j < TN; ++j)
      if (row0 + ty + i < M && col0 + tx + j < N) C[(row0 + ty + i) * N + col0 + tx + j] = acc[i][j];
}
