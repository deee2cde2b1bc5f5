#include <cuda_runtime.h>

__global__ void sigmoid(const float *x, float *y, int n) {
  int i = threadIdx.x + blockIdx.x * blockDim.x;
  if (i >= n)
    return;
  y[i] = 1.f / (1.f + expf(-x[i]));
}
