// ReLU with its host side: one thread per element, every HIP call checked.
#include <hip/hip_runtime.h>
#include <cstdio>
#include <cstdlib>

#define HIP_CHECK(call)                                                                            \
  do {                                                                                             \
    hipError_t status = (call);                                                                    \
    if (status != hipSuccess) {                                                                    \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, hipGetErrorString(status));               \
      exit(EXIT_FAILURE);                                                                          \
    }                                                                                              \
  } while (0)

__global__ void relu_kernel(const float *in, float *out, unsigned int count) {
  unsigned int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < count) out[i] = in[i] > 0.0f ? in[i] : 0.0f;
}

void relu(const float *in, float *out, unsigned int count) {
  const size_t bytes = count * sizeof(float);
  float *d_in = nullptr;
  float *d_out = nullptr;
  HIP_CHECK(hipMalloc(&d_in, bytes));
  HIP_CHECK(hipMalloc(&d_out, bytes));
  HIP_CHECK(hipMemcpy(d_in, in, bytes, hipMemcpyHostToDevice));

  const unsigned int threads = 256;
  const unsigned int blocks = (count + threads - 1) / threads;
  hipLaunchKernelGGL(relu_kernel, dim3(blocks), dim3(threads), 0, 0, d_in, d_out, count);
  HIP_CHECK(hipGetLastError());

  HIP_CHECK(hipMemcpy(out, d_out, bytes, hipMemcpyDeviceToHost));
  HIP_CHECK(hipFree(d_in));
  HIP_CHECK(hipFree(d_out));
}
