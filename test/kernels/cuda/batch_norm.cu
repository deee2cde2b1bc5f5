// Batch normalization at inference, NCHW. A block takes one plane (channel x, image y); the four statistics of its channel
// become one scale and one shift, and planes whose size allows it are moved as float4.
#include <cuda_runtime.h>

__device__ __forceinline__ float4 affine(float4 v, float scale, float shift) {
  v.x = fmaf(v.x, scale, shift);
  v.y = fmaf(v.y, scale, shift);
  v.z = fmaf(v.z, scale, shift);
  v.w = fmaf(v.w, scale, shift);
  return v;
}

__global__ void batch_norm(const float *__restrict__ x, const float *__restrict__ gamma, const float *__restrict__ beta,
                           const float *__restrict__ mean, const float *__restrict__ var, float *__restrict__ y, int batch,
                           int channels, int height, int width, float eps) {
  __shared__ float s_scale, s_shift;
  const int c = blockIdx.x;

  if (threadIdx.x == 0) {
    const float scale = gamma[c] * rsqrtf(var[c] + eps);
    s_scale = scale;
    s_shift = beta[c] - mean[c] * scale;
  }
  __syncthreads();
  const float scale = s_scale;
  const float shift = s_shift;

  const int plane = height * width;
  const size_t offset = ((size_t)blockIdx.y * channels + c) * plane;
  if (plane % 4 == 0) {
    const float4 *src = reinterpret_cast<const float4 *>(x + offset);
    float4 *dst = reinterpret_cast<float4 *>(y + offset);
    for (int i = threadIdx.x; i < plane / 4; i += blockDim.x) dst[i] = affine(src[i], scale, shift);
  } else {
    for (int i = threadIdx.x; i < plane; i += blockDim.x) y[offset + i] = fmaf(x[offset + i], scale, shift);
  }
}
