// Logistic function. The branch keeps exp's argument negative, so nothing overflows.
#include <hip/hip_runtime.h>

__device__ __forceinline__ float logistic(float v) {
  const float e = expf(-fabsf(v));
  return v >= 0.0f ? 1.0f / (1.0f + e) : e / (1.0f + e);
}

__global__ void sigmoid(const float *x, float *y, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = logistic(x[i]);
}
