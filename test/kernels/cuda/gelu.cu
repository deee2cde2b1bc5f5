// The exact GELU, x * Phi(x) with the Gaussian CDF written through erf.
#include <cuda_runtime.h>
#include <math.h>

#define THREADS 256

__device__ float gaussian_cdf(float v) {
  const float inv_sqrt2 = 0.70710678f;
  return 0.5f * (1.0f + erff(v * inv_sqrt2));
}

__global__ void gelu_kernel(const float *x, float *y, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) {
    float v = x[i];
    y[i] = v * gaussian_cdf(v);
  }
}

void gelu(const float *x, float *y, int n) {
  float *d_x, *d_y;
  size_t bytes = n * sizeof(float);

  cudaMalloc(&d_x, bytes);
  cudaMalloc(&d_y, bytes);
  cudaMemcpy(d_x, x, bytes, cudaMemcpyHostToDevice);

  gelu_kernel<<<(n + THREADS - 1) / THREADS, THREADS>>>(d_x, d_y, n);

  cudaMemcpy(y, d_y, bytes, cudaMemcpyDeviceToHost);
  cudaFree(d_x);
  cudaFree(d_y);
}
