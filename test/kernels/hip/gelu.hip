// Exact GELU, x * (1 + erf(x / sqrt 2)) / 2. A block of 256 threads covers 1024 consecutive elements, coalesced.
#include <hip/hip_runtime.h>

constexpr int kThreads = 256;
constexpr int kPerThread = 4;
constexpr float kInvSqrt2 = 0.70710678118654752f;

__global__ void gelu_kernel(const float *__restrict__ x, float *__restrict__ y, int n) {
  const int base = blockIdx.x * kThreads * kPerThread + threadIdx.x;
#pragma unroll
  for (int k = 0; k < kPerThread; ++k) {
    const int i = base + k * kThreads;
    if (i < n) {
      const float v = x[i];
      y[i] = 0.5f * v * (1.0f + erff(v * kInvSqrt2));
    }
  }
}

#define HIP_TRY(call)                         \
  do {                                        \
    const hipError_t err = (call);            \
    if (err != hipSuccess) return err;        \
  } while (0)

hipError_t gelu(const float *x, float *y, int n) {
  float *dev_x, *dev_y;
  HIP_TRY(hipMalloc((void **)&dev_x, n * sizeof(float)));
  HIP_TRY(hipMalloc((void **)&dev_y, n * sizeof(float)));
  HIP_TRY(hipMemcpy(dev_x, x, n * sizeof(float), hipMemcpyHostToDevice));

  constexpr int per_block = kThreads * kPerThread;
  gelu_kernel<<<(n + per_block - 1) / per_block, kThreads>>>(dev_x, dev_y, n);
  HIP_TRY(hipGetLastError());
  HIP_TRY(hipDeviceSynchronize());

  HIP_TRY(hipMemcpy(y, dev_y, n * sizeof(float), hipMemcpyDeviceToHost));
  HIP_TRY(hipFree(dev_x));
  HIP_TRY(hipFree(dev_y));
  return hipSuccess;
}
