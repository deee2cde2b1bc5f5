// c[i] = a[i] * b[i] for a batch of row-major matrices: tiles of 16 x 16 in shared memory, blockIdx.z is the batch.
#include <cuda_runtime.h>

#define TILE 16

__global__ void batch_gemm(const float *a, const float *b, float *c, int batch, int m, int n, int k) {
  __shared__ float a_tile[TILE][TILE];
  __shared__ float b_tile[TILE][TILE];

  a += (size_t)blockIdx.z * m * k;
  b += (size_t)blockIdx.z * k * n;
  c += (size_t)blockIdx.z * m * n;

  const int tx = threadIdx.x, ty = threadIdx.y;
  const int row = blockIdx.y * TILE + ty;
  const int col = blockIdx.x * TILE + tx;

  float acc = 0.0f;
  for (int k0 = 0; k0 < k; k0 += TILE) {
    a_tile[ty][tx] = row < m && k0 + tx < k ? a[row * k + k0 + tx] : 0.0f;
    b_tile[ty][tx] = k0 + ty < k && col < n ? b[(k0 + ty) * n + col] : 0.0f;
    __syncthreads();
#pragma unroll
    for (int i = 0; i < TILE; ++i)
      acc = fmaf(a_tile[ty][i], b_tile[i][tx], acc);
    __syncthreads();
  }

  if (row < m && col < n)
    c[row * n + col] = acc;
}
