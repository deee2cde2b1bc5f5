// Sign of every element as a difference of two comparisons: no branches, a grid-stride loop of the given unrolling.
#include <hip/hip_runtime.h>

template <int Unroll>
__global__ void sign_kernel(const float *__restrict__ src, float *__restrict__ dst, int len) {
  const int stride = gridDim.x * blockDim.x;
  for (int base = blockIdx.x * blockDim.x + threadIdx.x; base < len; base += Unroll * stride) {
#pragma unroll
    for (int u = 0; u < Unroll; ++u) {
      const int i = base + u * stride;
      if (i < len) {
        const float v = src[i];
        dst[i] = static_cast<float>((v > 0.0f) - (v < 0.0f));
      }
    }
  }
}

extern "C" void sign(const float *src, float *dst, int len) {
  float *d_src, *d_dst;
  hipMalloc(&d_src, len * sizeof(float));
  hipMalloc(&d_dst, len * sizeof(float));
  hipMemcpy(d_src, src, len * sizeof(float), hipMemcpyHostToDevice);
  hipLaunchKernelGGL(HIP_KERNEL_NAME(sign_kernel<4>), dim3(32), dim3(128), 0, 0, d_src, d_dst, len);
  hipMemcpy(dst, d_dst, len * sizeof(float), hipMemcpyDeviceToHost);
  hipFree(d_src);
  hipFree(d_dst);
}
