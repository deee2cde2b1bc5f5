// softmax(Q K^T / sqrt(d)) V for every head: a block per query and head, its row of scores in dynamic LDS.
#include <hip/hip_runtime.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define HIP_CHECK(cmd)                                                                       \
  do {                                                                                       \
    hipError_t err_ = (cmd);                                                                 \
    if (err_ != hipSuccess) {                                                                \
      fprintf(stderr, "%s failed: %s\n", #cmd, hipGetErrorString(err_));                     \
      exit(1);                                                                               \
    }                                                                                        \
  } while (0)

__device__ float wave_reduce_max(float v) {
  for (int offset = 32; offset > 0; offset >>= 1) v = fmaxf(v, __shfl_xor(v, offset));
  return v;
}

__device__ float wave_reduce_sum(float v) {
  for (int offset = 32; offset > 0; offset >>= 1) v += __shfl_xor(v, offset);
  return v;
}

__global__ void self_attention_kernel(const float *q, const float *k, const float *v, float *o, int seq, int d) {
  extern __shared__ float scores[];
  const int lane = threadIdx.x;
  const int base = blockIdx.y * seq * d;
  const float *query = q + base + blockIdx.x * d;
  const float scale = 1.0f / sqrtf((float)d);

  float peak = -INFINITY;
  for (int j = lane; j < seq; j += 64) {
    float dot = 0.0f;
    for (int c = 0; c < d; ++c) dot += query[c] * k[base + j * d + c];
    scores[j] = dot * scale;
    peak = fmaxf(peak, scores[j]);
  }
  peak = wave_reduce_max(peak);

  float total = 0.0f;
  for (int j = lane; j < seq; j += 64) {
    const float e = expf(scores[j] - peak);
    scores[j] = e;
    total += e;
  }
  const float inv = 1.0f / wave_reduce_sum(total);
  __syncthreads();

  for (int c = lane; c < d; c += 64) {
    float acc = 0.0f;
    for (int j = 0; j < seq; ++j) acc += scores[j] * v[base + j * d + c];
    o[base + blockIdx.x * d + c] = acc * inv;
  }
}

void self_attention(const float *q, const float *k, const float *v, float *o, int heads, int seq, int d) {
  const size_t bytes = sizeof(float) * heads * seq * d;
  float *dq, *dk, *dv, *dout;
  HIP_CHECK(hipMalloc(&dq, bytes));
  HIP_CHECK(hipMalloc(&dk, bytes));
  HIP_CHECK(hipMalloc(&dv, bytes));
  HIP_CHECK(hipMalloc(&dout, bytes));
  HIP_CHECK(hipMemcpy(dq, q, bytes, hipMemcpyHostToDevice));
  HIP_CHECK(hipMemcpy(dk, k, bytes, hipMemcpyHostToDevice));
  HIP_CHECK(hipMemcpy(dv, v, bytes, hipMemcpyHostToDevice));

  self_attention_kernel<<<dim3(seq, heads), dim3(64), seq * sizeof(float)>>>(dq, dk, dv, dout, seq, d);
  HIP_CHECK(hipGetLastError());
  HIP_CHECK(hipDeviceSynchronize());

  HIP_CHECK(hipMemcpy(o, dout, bytes, hipMemcpyDeviceToHost));
  HIP_CHECK(hipFree(dq));
  HIP_CHECK(hipFree(dk));
  HIP_CHECK(hipFree(dv));
  HIP_CHECK(hipFree(dout));
}
