// Group normalization (NCHW), one block per group. Mean and variance in one pass with Welford's update; partial moments
// are merged by shuffles inside a warp and through shared memory between warps.
#include <cuda_runtime.h>
#include <stdio.h>
#include <stdlib.h>

#define CUDA_CHECK(call)                                                              \
  do {                                                                                \
    cudaError_t err = (call);                                                         \
    if (err != cudaSuccess) {                                                         \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, cudaGetErrorString(err));    \
      exit(1);                                                                        \
    }                                                                                 \
  } while (0)

struct Moments {
  float mean;
  float m2;
  float count;
};

// Chan et al.: moments of two sets of samples together.
__device__ Moments merge(Moments a, Moments b) {
  const float count = a.count + b.count;
  if (count == 0.0f) return a;
  const float delta = b.mean - a.mean;
  Moments r;
  r.mean = a.mean + delta * b.count / count;
  r.m2 = a.m2 + b.m2 + delta * delta * a.count * b.count / count;
  r.count = count;
  return r;
}

template <int kThreads>
__global__ void group_norm_kernel(const float *__restrict__ x, const float *__restrict__ gamma,
                                  const float *__restrict__ beta, float *__restrict__ y, int C, int HxW, int G, float eps) {
  constexpr int kWarps = kThreads / 32;
  __shared__ Moments partial[kWarps];

  const int n = blockIdx.x / G;
  const int g = blockIdx.x % G;
  const int per_group = C / G;
  const int size = per_group * HxW;
  const int offset = (n * C + g * per_group) * HxW;

  Moments m = {0.0f, 0.0f, 0.0f};
  for (int i = threadIdx.x; i < size; i += kThreads) {
    const float v = x[offset + i];
    m.count += 1.0f;
    const float delta = v - m.mean;
    m.mean += delta / m.count;
    m.m2 += delta * (v - m.mean);
  }

#pragma unroll
  for (int mask = 16; mask > 0; mask >>= 1) {
    Moments other;
    other.mean = __shfl_xor_sync(0xffffffffu, m.mean, mask);
    other.m2 = __shfl_xor_sync(0xffffffffu, m.m2, mask);
    other.count = __shfl_xor_sync(0xffffffffu, m.count, mask);
    m = merge(m, other);
  }
  if (threadIdx.x % 32 == 0) partial[threadIdx.x / 32] = m;
  __syncthreads();

  Moments total = partial[0];
  for (int w = 1; w < kWarps; ++w) total = merge(total, partial[w]);
  const float rstd = rsqrtf(total.m2 / size + eps);

  for (int i = threadIdx.x; i < size; i += kThreads) {
    const int c = g * per_group + i / HxW;
    y[offset + i] = (x[offset + i] - total.mean) * rstd * gamma[c] + beta[c];
  }
}

extern "C" void group_norm(const float *x, const float *gamma, const float *beta, float *y, int N, int C, int HxW, int G, float eps) {
  const size_t bytes = (size_t)N * C * HxW * sizeof(float);
  float *d_x, *d_gamma, *d_beta, *d_y;
  CUDA_CHECK(cudaMalloc(&d_x, bytes));
  CUDA_CHECK(cudaMalloc(&d_gamma, C * sizeof(float)));
  CUDA_CHECK(cudaMalloc(&d_beta, C * sizeof(float)));
  CUDA_CHECK(cudaMalloc(&d_y, bytes));
  CUDA_CHECK(cudaMemcpy(d_x, x, bytes, cudaMemcpyHostToDevice));
  CUDA_CHECK(cudaMemcpy(d_gamma, gamma, C * sizeof(float), cudaMemcpyHostToDevice));
  CUDA_CHECK(cudaMemcpy(d_beta, beta, C * sizeof(float), cudaMemcpyHostToDevice));

  group_norm_kernel<128><<<N * G, 128>>>(d_x, d_gamma, d_beta, d_y, C, HxW, G, eps);
  CUDA_CHECK(cudaGetLastError());

  CUDA_CHECK(cudaMemcpy(y, d_y, bytes, cudaMemcpyDeviceToHost));
  CUDA_CHECK(cudaFree(d_x));
  CUDA_CHECK(cudaFree(d_gamma));
  CUDA_CHECK(cudaFree(d_beta));
  CUDA_CHECK(cudaFree(d_y));
}
