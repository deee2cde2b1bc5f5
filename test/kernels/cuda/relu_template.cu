// ReLU for any element type, as a template that a host function instantiates for float.
#include <cuda_runtime.h>

#define BLOCK_SIZE 256
#define GRID_SIZE(n) (((n) + BLOCK_SIZE - 1) / BLOCK_SIZE)

template <typename T>
__global__ void relu_kernel(const T *__restrict__ in, T *__restrict__ out, unsigned int count) {
  unsigned int i = blockIdx.x * BLOCK_SIZE + threadIdx.x;
  if (i < count) {
    T v = in[i];
    out[i] = v > T(0) ? v : T(0);
  }
}

void relu_template(const float *in, float *out, unsigned int count) {
  float *d_in = nullptr, *d_out = nullptr;
  cudaMalloc(&d_in, count * sizeof(float));
  cudaMalloc(&d_out, count * sizeof(float));
  cudaMemcpy(d_in, in, count * sizeof(float), cudaMemcpyHostToDevice);

  relu_kernel<float><<<GRID_SIZE(count), BLOCK_SIZE>>>(d_in, d_out, count);
  cudaDeviceSynchronize();

  cudaMemcpy(out, d_out, count * sizeof(float), cudaMemcpyDeviceToHost);
  cudaFree(d_in);
  cudaFree(d_out);
}
