// Grouped-query attention: q_heads / kv_heads heads of queries read the same keys and values. One block per (query, head);
// its scores live in dynamic shared memory behind the query. A warp takes a key, its lanes the head dimension.
#include <cuda_runtime.h>
#include <math.h>

#define WARP_SIZE 32
#define NUM_WARPS 4
#define FULL_MASK 0xffffffffu

__inline__ __device__ float warp_reduce_sum(float val) {
  for (int offset = WARP_SIZE / 2; offset > 0; offset /= 2)
    val += __shfl_down_sync(FULL_MASK, val, offset);
  return val;
}

__inline__ __device__ float block_reduce(float val, float *red, bool maximum) {
  const int lane = threadIdx.x % WARP_SIZE;
  const int warp = threadIdx.x / WARP_SIZE;
  for (int offset = WARP_SIZE / 2; offset > 0; offset /= 2) {
    const float other = __shfl_xor_sync(FULL_MASK, val, offset);
    val = maximum ? fmaxf(val, other) : val + other;
  }
  if (lane == 0) red[warp] = val;
  __syncthreads();
  val = red[0];
  for (int w = 1; w < NUM_WARPS; ++w) val = maximum ? fmaxf(val, red[w]) : val + red[w];
  __syncthreads();
  return val;
}

__global__ void gqa_kernel(const float *__restrict__ q, const float *__restrict__ k, const float *__restrict__ v,
                           float *__restrict__ o, int group, int seq_q, int seq_k, int head_dim, float scale) {
  extern __shared__ float smem[];
  float *query = smem;                // [head_dim]
  float *scores = smem + head_dim;    // [seq_k]
  __shared__ float red[NUM_WARPS];

  const int pos = blockIdx.x;
  const int head = blockIdx.y;
  const int tid = threadIdx.x;
  const int lane = tid % WARP_SIZE;
  const int warp = tid / WARP_SIZE;

  const float *q_ptr = q + (head * seq_q + pos) * head_dim;
  const float *k_ptr = k + head / group * seq_k * head_dim;
  const float *v_ptr = v + head / group * seq_k * head_dim;

  for (int c = tid; c < head_dim; c += blockDim.x) query[c] = q_ptr[c] * scale;
  __syncthreads();

  for (int j = warp; j < seq_k; j += NUM_WARPS) {
    float dot = 0.0f;
    for (int c = lane; c < head_dim; c += WARP_SIZE) dot += query[c] * k_ptr[j * head_dim + c];
    dot = warp_reduce_sum(dot);
    if (lane == 0) scores[j] = dot;
  }
  __syncthreads();

  float m = -INFINITY;
  for (int j = tid; j < seq_k; j += blockDim.x) m = fmaxf(m, scores[j]);
  m = block_reduce(m, red, true);

  float sum = 0.0f;
  for (int j = tid; j < seq_k; j += blockDim.x) {
    const float p = __expf(scores[j] - m);
    scores[j] = p;
    sum += p;
  }
  const float inv_sum = 1.0f / block_reduce(sum, red, false);

  for (int c = tid; c < head_dim; c += blockDim.x) {
    float acc = 0.0f;
    for (int j = 0; j < seq_k; ++j) acc += scores[j] * v_ptr[j * head_dim + c];
    o[(head * seq_q + pos) * head_dim + c] = acc * inv_sum;
  }
}

extern "C" int grouped_query_attention(const float *q, const float *k, const float *v, float *o, int q_heads, int kv_heads,
                                       int seq_q, int seq_k, int head_dim, float scale) {
  const size_t q_bytes = sizeof(float) * q_heads * seq_q * head_dim;
  const size_t kv_bytes = sizeof(float) * kv_heads * seq_k * head_dim;
  float *dq, *dk, *dv, *d_o;
  if (cudaMalloc((void **)&dq, q_bytes) != cudaSuccess) return 1;
  if (cudaMalloc((void **)&dk, kv_bytes) != cudaSuccess) return 1;
  if (cudaMalloc((void **)&dv, kv_bytes) != cudaSuccess) return 1;
  if (cudaMalloc((void **)&d_o, q_bytes) != cudaSuccess) return 1;
  cudaMemcpy(dq, q, q_bytes, cudaMemcpyHostToDevice);
  cudaMemcpy(dk, k, kv_bytes, cudaMemcpyHostToDevice);
  cudaMemcpy(dv, v, kv_bytes, cudaMemcpyHostToDevice);

  const dim3 grid(seq_q, q_heads);
  const size_t smem = sizeof(float) * (head_dim + seq_k);
  gqa_kernel<<<grid, NUM_WARPS * WARP_SIZE, smem>>>(dq, dk, dv, d_o, q_heads / kv_heads, seq_q, seq_k, head_dim, scale);

  const cudaError_t err = cudaDeviceSynchronize();
  cudaMemcpy(o, d_o, q_bytes, cudaMemcpyDeviceToHost);
  cudaFree(dq);
  cudaFree(dk);
  cudaFree(dv);
  cudaFree(d_o);
  return err == cudaSuccess ? 0 : 1;
}
