// y = A x for a row-major m x n matrix of signed bytes, with sums of 32 bits. A thread works on one row.
#include <cuda_runtime.h>

__global__ void gemv_s8(const signed char *A, const signed char *x, int *y, int m, int n) {
  const int row = blockIdx.x * blockDim.x + threadIdx.x;
  if (row >= m) return;
  int sum = 0;
  for (int j = 0; j < n; ++j) sum += A[row * n + j] * x[j];
  y[row] = sum;
}
