// RMSNorm: one wavefront (a block of 64) per token; lane 0's sum of squares is broadcast with a shuffle.
#include <hip/hip_runtime.h>
#include <stdio.h>

#define CHECK(cmd)                                                                 \
  {                                                                                \
    hipError_t error = cmd;                                                        \
    if (error != hipSuccess) {                                                     \
      printf("error: '%s' (%d) at line %d\n", hipGetErrorString(error), error, __LINE__); \
      return;                                                                      \
    }                                                                              \
  }

__global__ void rmsnorm_kernel(const float *x, const float *w, float *y, int hidden, float eps) {
  const int token = blockIdx.x;
  const int lane = threadIdx.x;

  float ss = 0.0f;
  for (int i = lane; i < hidden; i += 64) {
    float v = x[token * hidden + i];
    ss += v * v;
  }
  for (int delta = 32; delta >= 1; delta >>= 1)
    ss += __shfl_down(ss, delta, 64);
  ss = __shfl(ss, 0, 64);

  float scale = 1.0f / sqrtf(ss / hidden + eps);
  for (int i = lane; i < hidden; i += 64)
    y[token * hidden + i] = x[token * hidden + i] * scale * w[i];
}

void rmsnorm(const float *x, const float *w, float *y, int tokens, int hidden) {
  float *x_d, *w_d, *y_d;
  size_t size = sizeof(float) * tokens * hidden;

  CHECK(hipMalloc(&x_d, size));
  CHECK(hipMalloc(&w_d, sizeof(float) * hidden));
  CHECK(hipMalloc(&y_d, size));
  CHECK(hipMemcpy(x_d, x, size, hipMemcpyHostToDevice));
  CHECK(hipMemcpy(w_d, w, sizeof(float) * hidden, hipMemcpyHostToDevice));

  rmsnorm_kernel<<<dim3(tokens), dim3(64), 0, 0>>>(x_d, w_d, y_d, hidden, 1e-6f);

  CHECK(hipMemcpy(y, y_d, size, hipMemcpyDeviceToHost));
  CHECK(hipFree(x_d));
  CHECK(hipFree(w_d));
  CHECK(hipFree(y_d));
}
