// C = A * B^T, s8 x s8 -> s32: A is MxK, the weights B are NxK, both row major.
#include <stdint.h>

__global__ void gemm_s8s8(const int8_t *A, const int8_t *B, int *C, int M, int N, int K) {
  int col = blockIdx.x * blockDim.x + threadIdx.x;
  int row = blockIdx.y * blockDim.y + threadIdx.y;
  if (row < M && col < N) {
    int sum = 0;
    for (int k = 0; k < K; ++k)
      sum += (int)A[row * K + k] * (int)B[col * K + k];
    C[row * N + col] = sum;
  }
}
