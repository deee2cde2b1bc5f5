// Batch normalization for inference in two kernels: the first folds mean, variance, gamma and beta into a scale and a
// shift per channel, the second applies them to the NCHW tensor in a grid-stride loop.
#include <hip/hip_runtime.h>
#include <cstdio>
#include <cstdlib>

#define HIP_CHECK(call)                                                                        \
  do {                                                                                         \
    hipError_t status_ = (call);                                                               \
    if (status_ != hipSuccess) {                                                               \
      std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, hipGetErrorString(status_));     \
      std::exit(EXIT_FAILURE);                                                                 \
    }                                                                                          \
  } while (0)

__global__ void bn_fold(const float *gamma, const float *beta, const float *mean, const float *var, float *scale,
                        float *shift, int channels, float eps) {
  const int c = blockIdx.x * blockDim.x + threadIdx.x;
  if (c >= channels) return;
  const float inv_std = 1.0f / sqrtf(var[c] + eps);
  scale[c] = gamma[c] * inv_std;
  shift[c] = beta[c] - mean[c] * gamma[c] * inv_std;
}

__global__ void bn_apply(const float *x, const float *scale, const float *shift, float *y, int total, int channels,
                         int plane) {
  const int step = gridDim.x * blockDim.x;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < total; i += step) {
    const int c = i / plane % channels;
    y[i] = x[i] * scale[c] + shift[c];
  }
}

void batch_norm(const float *x, const float *gamma, const float *beta, const float *mean, const float *var, float *y,
                int batch, int channels, int height, int width, float eps) {
  const int plane = height * width;
  const int total = batch * channels * plane;
  const size_t tensor_bytes = total * sizeof(float);
  const size_t channel_bytes = channels * sizeof(float);

  float *d_x, *d_y, *d_gamma, *d_beta, *d_mean, *d_var, *d_scale, *d_shift;
  HIP_CHECK(hipMalloc(&d_x, tensor_bytes));
  HIP_CHECK(hipMalloc(&d_y, tensor_bytes));
  HIP_CHECK(hipMalloc(&d_gamma, channel_bytes));
  HIP_CHECK(hipMalloc(&d_beta, channel_bytes));
  HIP_CHECK(hipMalloc(&d_mean, channel_bytes));
  HIP_CHECK(hipMalloc(&d_var, channel_bytes));
  HIP_CHECK(hipMalloc(&d_scale, channel_bytes));
  HIP_CHECK(hipMalloc(&d_shift, channel_bytes));
  HIP_CHECK(hipMemcpy(d_x, x, tensor_bytes, hipMemcpyHostToDevice));
  HIP_CHECK(hipMemcpy(d_gamma, gamma, channel_bytes, hipMemcpyHostToDevice));
  HIP_CHECK(hipMemcpy(d_beta, beta, channel_bytes, hipMemcpyHostToDevice));
  HIP_CHECK(hipMemcpy(d_mean, mean, channel_bytes, hipMemcpyHostToDevice));
  HIP_CHECK(hipMemcpy(d_var, var, channel_bytes, hipMemcpyHostToDevice));

  hipLaunchKernelGGL(bn_fold, dim3((channels + 63) / 64), dim3(64), 0, 0, d_gamma, d_beta, d_mean, d_var, d_scale,
                     d_shift, channels, eps);
  const int wanted = (total + 255) / 256;
  const int blocks = wanted < 1024 ? wanted : 1024;
  hipLaunchKernelGGL(bn_apply, dim3(blocks), dim3(256), 0, 0, d_x, d_scale, d_shift, d_y, total, channels, plane);
  HIP_CHECK(hipGetLastError());

  HIP_CHECK(hipMemcpy(y, d_y, tensor_bytes, hipMemcpyDeviceToHost));
  HIP_CHECK(hipFree(d_x));
  HIP_CHECK(hipFree(d_y));
  HIP_CHECK(hipFree(d_gamma));
  HIP_CHECK(hipFree(d_beta));
  HIP_CHECK(hipFree(d_mean));
  HIP_CHECK(hipFree(d_var));
  HIP_CHECK(hipFree(d_scale));
  HIP_CHECK(hipFree(d_shift));
}
