// Bias and GELU in one pass over memory: float4 where rows are whole float4s, else element by element. Grid-stride in both.
#include <cuda_runtime.h>

#include <algorithm>
#include <cstdio>

namespace {

constexpr int kThreads = 256;
constexpr int kMaxBlocks = 1024;

// x * Phi(x)
__device__ __forceinline__ float gelu(float x) { return x * normcdff(x); }

__global__ void bias_gelu_vec4_kernel(const float4 *__restrict__ x, const float4 *__restrict__ bias, float4 *__restrict__ y, int total4, int cols4) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < total4; i += gridDim.x * blockDim.x) {
    float4 v = x[i];
    const float4 b = bias[i % cols4];
    v.x = gelu(v.x + b.x);
    v.y = gelu(v.y + b.y);
    v.z = gelu(v.z + b.z);
    v.w = gelu(v.w + b.w);
    y[i] = v;
  }
}

__global__ void bias_gelu_scalar_kernel(const float *__restrict__ x, const float *__restrict__ bias, float *__restrict__ y, int total, int cols) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < total; i += gridDim.x * blockDim.x)
    y[i] = gelu(x[i] + bias[i % cols]);
}

}  // namespace

void bias_gelu_vec4(const float *x, const float *bias, float *y, int rows, int cols) {
  const int total = rows * cols;
  float *d_x, *d_bias, *d_y;
  cudaMalloc((void **)&d_x, total * sizeof(float));
  cudaMalloc((void **)&d_bias, cols * sizeof(float));
  cudaMalloc((void **)&d_y, total * sizeof(float));
  cudaMemcpy(d_x, x, total * sizeof(float), cudaMemcpyHostToDevice);
  cudaMemcpy(d_bias, bias, cols * sizeof(float), cudaMemcpyHostToDevice);

  if (cols % 4 == 0) {
    const int blocks = std::min((total / 4 + kThreads - 1) / kThreads, kMaxBlocks);
    bias_gelu_vec4_kernel<<<blocks, kThreads>>>(reinterpret_cast<const float4 *>(d_x), reinterpret_cast<const float4 *>(d_bias),
                                                reinterpret_cast<float4 *>(d_y), total / 4, cols / 4);
  } else {
    const int blocks = std::min((total + kThreads - 1) / kThreads, kMaxBlocks);
    bias_gelu_scalar_kernel<<<blocks, kThreads>>>(d_x, d_bias, d_y, total, cols);
  }

  cudaMemcpy(y, d_y, total * sizeof(float), cudaMemcpyDeviceToHost);
  cudaFree(d_x);
  cudaFree(d_bias);
  cudaFree(d_y);
}
