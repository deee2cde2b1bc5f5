// y = A x for a row-major m x n matrix. A block of THREADS works on one row.
#include <cuda_runtime.h>

#define THREADS 128

__global__ void gemv(const float *A, const float *x, float *y, int m, int n) {
  __shared__ float partial[THREADS];
  const int row = blockIdx.x;
  const int t = threadIdx.x;

  float acc = 0.0f;
  for (int j = t; j < n; j += THREADS)
    acc = fmaf(A[row * n + j], x[j], acc);
  partial[t] = acc;

  for (int s = THREADS / 2; s >= 1; s = s / 2) {
    __syncthreads();
    if (t < s)
      partial[t] += partial[t + s];
  }

  if (t == 0)
    y[row] = partial[0];
}
