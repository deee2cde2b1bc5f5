// softmax(Q K^T / sqrt(d)) V per head, layout [heads][seq][d]: a block per query and head, its scores in dynamic shared memory.
#include <cuda_runtime.h>
#include <math.h>

constexpr int kThreads = 64;

__global__ void self_attention_kernel(const float *q, const float *k, const float *v, float *o, int seq, int d) {
  extern __shared__ float scores[];  // seq of them
  __shared__ float scratch[kThreads];
  const int tid = threadIdx.x;
  const int head = blockIdx.y;
  const float *query = q + (head * seq + blockIdx.x) * d;
  const float *keys = k + head * seq * d;
  const float *values = v + head * seq * d;

  float peak = -INFINITY;
  for (int j = tid; j < seq; j += kThreads) {
    float dot = 0.0f;
    for (int c = 0; c < d; ++c) dot += query[c] * keys[j * d + c];
    scores[j] = dot / sqrtf((float)d);
    peak = fmaxf(peak, scores[j]);
  }
  scratch[tid] = peak;
  __syncthreads();
  for (int s = kThreads / 2; s > 0; s >>= 1) {
    if (tid < s) scratch[tid] = fmaxf(scratch[tid], scratch[tid + s]);
    __syncthreads();
  }
  peak = scratch[0];
  __syncthreads();

  float total = 0.0f;
  for (int j = tid; j < seq; j += kThreads) {
    scores[j] = expf(scores[j] - peak);
    total += scores[j];
  }
  scratch[tid] = total;
  __syncthreads();
  for (int s = kThreads / 2; s > 0; s >>= 1) {
    if (tid < s) scratch[tid] += scratch[tid + s];
    __syncthreads();
  }
  total = scratch[0];

  float *out = o + (head * seq + blockIdx.x) * d;
  for (int c = tid; c < d; c += kThreads) {
    float acc = 0.0f;
    for (int j = 0; j < seq; ++j) acc += scores[j] * values[j * d + c];
    out[c] = acc / total;
  }
}

void self_attention(const float *q, const float *k, const float *v, float *o, int heads, int seq, int d) {
  const size_t bytes = sizeof(float) * heads * seq * d;
  float *d_q, *d_k, *d_v, *d_o;
  cudaMalloc(&d_q, bytes);
  cudaMalloc(&d_k, bytes);
  cudaMalloc(&d_v, bytes);
  cudaMalloc(&d_o, bytes);
  cudaMemcpy(d_q, q, bytes, cudaMemcpyHostToDevice);
  cudaMemcpy(d_k, k, bytes, cudaMemcpyHostToDevice);
  cudaMemcpy(d_v, v, bytes, cudaMemcpyHostToDevice);

  self_attention_kernel<<<dim3(seq, heads), kThreads, seq * sizeof(float)>>>(d_q, d_k, d_v, d_o, seq, d);

  cudaMemcpy(o, d_o, bytes, cudaMemcpyDeviceToHost);
  cudaFree(d_q);
  cudaFree(d_k);
  cudaFree(d_v);
  cudaFree(d_o);
}
