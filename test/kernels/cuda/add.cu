// Elementwise sum: z[i] = x[i] + y[i]. Grid-stride loop, so any grid covers any n.
#include <cuda_runtime.h>

__global__ void add(const float *x, const float *y, float *z, int n) {
  int stride = blockDim.x * gridDim.x;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += stride)
    z[i] = x[i] + y[i];
}
