// C = A * B with square tiles staged through shared memory; M, N and K may be any size.
#include <cuda_runtime.h>

template <int TILE>
__global__ void gemm_tiled_kernel(const float *A, const float *B, float *C, int M, int N, int K) {
  __shared__ float As[TILE][TILE];
  __shared__ float Bs[TILE][TILE];

  int tx = threadIdx.x, ty = threadIdx.y;
  int row = blockIdx.y * TILE + ty;
  int col = blockIdx.x * TILE + tx;

  float acc = 0.0f;
  for (int t = 0; t < (K + TILE - 1) / TILE; ++t) {
    int a_col = t * TILE + tx;
    int b_row = t * TILE + ty;
    As[ty][tx] = (row < M && a_col < K) ? A[row * K + a_col] : 0.0f;
    Bs[ty][tx] = (b_row < K && col < N) ? B[b_row * N + col] : 0.0f;
    __syncthreads();

#pragma unroll
    for (int k = 0; k < TILE; ++k)
      acc += As[ty][k] * Bs[k][tx];
    __syncthreads();
  }

  if (row < M && col < N)
    C[row * N + col] = acc;
}

extern "C" int gemm_tiled(const float *A, const float *B, float *C, int M, int N, int K) {
  const int tile = 16;
  float *dA = nullptr, *dB = nullptr, *dC = nullptr;
  cudaMalloc((void **)&dA, sizeof(float) * M * K);
  cudaMalloc((void **)&dB, sizeof(float) * K * N);
  cudaMalloc((void **)&dC, sizeof(float) * M * N);
  cudaMemcpy(dA, A, sizeof(float) * M * K, cudaMemcpyHostToDevice);
  cudaMemcpy(dB, B, sizeof(float) * K * N, cudaMemcpyHostToDevice);

  dim3 block(tile, tile);
  dim3 grid((N + tile - 1) / tile, (M + tile - 1) / tile);
  gemm_tiled_kernel<tile><<<grid, block>>>(dA, dB, dC, M, N, K);
  cudaDeviceSynchronize();

  cudaMemcpy(C, dC, sizeof(float) * M * N, cudaMemcpyDeviceToHost);
  cudaFree(dA);
  cudaFree(dB);
  cudaFree(dC);
  return 0;
}
