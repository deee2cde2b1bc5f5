// C = A * B, A unsigned and B signed bytes, sums in int32. 64x64 tiles by 16x16 threads, each with 4x4 sums; tiles of 64x16 and 16x64 bytes in shared memory,
// zeros beyond the edges.
#include <cuda_runtime.h>
#include <stdint.h>

#define BM 64
#define BN 64
#define BK 16
#define TM 4
#define TN 4

__global__ void gemm_u8s8(const uint8_t *__restrict__ A, const int8_t *__restrict__ B, int32_t *__restrict__ C, int M, int N, int K) {
  __shared__ uint8_t As[BK][BM];
  __shared__ int8_t Bs[BK][BN];

  const int tid = threadIdx.y * blockDim.x + threadIdx.x;
  const int row0 = blockIdx.y * BM;
  const int col0 = blockIdx.x * BN;

  int acc[TM][TN] = {};

  for (int k0 = 0; k0 < K; k0 += BK) {
    // 256 threads, 1024 bytes of each tile
    for (int i = tid; i < BM * BK; i += 256) {
      const int m = i / BK, k = i % BK;
      As[k][m] = (row0 + m < M && k0 + k < K) ? A[(row0 + m) * K + (k0 + k)] : 0;
    }
    for (int i = tid; i < BK * BN; i += 256) {
      const int k = i / BN, n = i % BN;
      Bs[k][n] = (k0 + k < K && col0 + n < N) ? B[(k0 + k) * N + (col0 + n)] : 0;
    }
    __syncthreads();

#pragma unroll
    for (int k = 0; k < BK; ++k) {
      int a[TM], b[TN];
#pragma unroll
      for (int i = 0; i < TM; ++i) a[i] = As[k][threadIdx.y * TM + i];
#pragma unroll
      for (int j = 0; j < TN; ++j) b[j] = Bs[k][threadIdx.x * TN + j];
#pragma unroll
      for (int i = 0; i < TM; ++i)
#pragma unroll
        for (int j = 0; j < TN; ++j) acc[i][j] += a[i] * b[j];
    }
    __syncthreads();
  }

  for (int i = 0; i < TM; ++i) {
    const int row = row0 + threadIdx.y * TM + i;
    if (row >= M) break;
    for (int j = 0; j < TN; ++j) {
      const int col = col0 + threadIdx.x * TN + j;
      if (col < N) C[row * N + col] = acc[i][j];
    }
  }
}
