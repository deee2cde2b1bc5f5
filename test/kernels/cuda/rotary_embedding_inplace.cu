// RoPE in place: blockIdx.x is the token, blockIdx.y the head; a thread turns one pair, so nobody reads what another has written.
#include <cuda_runtime.h>

template <typename scalar_t>
__global__ void rope_inplace_kernel(scalar_t* x, const scalar_t* cos_table, const scalar_t* sin_table, int heads, int half) {
  const int token = blockIdx.x;
  const int head = blockIdx.y;
  scalar_t* lo = x + ((size_t)token * heads + head) * (2 * half);
  scalar_t* hi = lo + half;

  for (int i = threadIdx.x; i < half; i += blockDim.x) {
    const scalar_t c = cos_table[token * half + i];
    const scalar_t s = sin_table[token * half + i];
    const scalar_t a = lo[i], b = hi[i];
    lo[i] = a * c - b * s;
    hi[i] = b * c + a * s;
  }
}

#define CHECK(expr)                                                                    \
  do {                                                                                 \
    if ((expr) != cudaSuccess) return -1;                                              \
  } while (0)

extern "C" int rotary_embedding_inplace(float* x, const float* cos_table, const float* sin_table, int tokens, int heads, int dim) {
  const int half = dim / 2;
  const size_t n = (size_t)tokens * heads * dim;
  const size_t table = (size_t)tokens * half;
  float *d_x = nullptr, *d_cos = nullptr, *d_sin = nullptr;
  CHECK(cudaMalloc((void**)&d_x, n * sizeof(float)));
  CHECK(cudaMalloc((void**)&d_cos, table * sizeof(float)));
  CHECK(cudaMalloc((void**)&d_sin, table * sizeof(float)));
  CHECK(cudaMemcpy(d_x, x, n * sizeof(float), cudaMemcpyHostToDevice));
  CHECK(cudaMemcpy(d_cos, cos_table, table * sizeof(float), cudaMemcpyHostToDevice));
  CHECK(cudaMemcpy(d_sin, sin_table, table * sizeof(float), cudaMemcpyHostToDevice));

  const dim3 grid(tokens, heads);
  rope_inplace_kernel<float><<<grid, 64>>>(d_x, d_cos, d_sin, heads, half);
  CHECK(cudaGetLastError());

  CHECK(cudaMemcpy(x, d_x, n * sizeof(float), cudaMemcpyDeviceToHost));
  cudaFree(d_x);
  cudaFree(d_cos);
  cudaFree(d_sin);
  return 0;
}
