#include <cuda_runtime.h>
__global__ void first(const float *x, float *y, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = x[i] + 1.0f;
}
void mirrored(const float *x, float *y, int n) {
  float *d_x, *d_t, *d_y;
  cudaMalloc(&d_x, n * sizeof(float));
  cudaMalloc(&d_t, n * sizeof(float));
  cudaMalloc(&d_y, n * sizeof(float));
  cudaMemcpy(d_x, x, n * sizeof(float), cudaMemcpyHostToDevice);
  first<<<(n + 63) / 64, 64>>>(d_x, d_t, n);
  first<<<(n + 63) / 64, 64>>>(d_t, d_y, n);
  cudaMemcpy(y, d_y, n * sizeof(float), cudaMemcpyDeviceToHost);
  cudaFree(d_x);
  cudaFree(d_t);
  cudaFree(d_y);
}
