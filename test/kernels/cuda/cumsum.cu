// Inclusive prefix sum of each row. A block per row works through it in chunks of blockDim.x elements: a Hillis-Steele
// scan between two halves of dynamic shared memory, and a carry from chunk to chunk.
#include <cuda_runtime.h>

__global__ void cumsum_kernel(const float *__restrict__ x, float *__restrict__ y, int cols) {
  extern __shared__ float buffer[];  // 2 * blockDim.x
  const int tid = threadIdx.x;
  const int n = blockDim.x;
  const float *in = x + blockIdx.x * cols;
  float *out = y + blockIdx.x * cols;

  float carry = 0.0f;
  for (int base = 0; base < cols; base += n) {
    float *from = buffer;
    float *to = buffer + n;

    from[tid] = base + tid < cols ? in[base + tid] : 0.0f;
    __syncthreads();

    for (int offset = 1; offset < n; offset <<= 1) {
      to[tid] = tid >= offset ? from[tid] + from[tid - offset] : from[tid];
      __syncthreads();
      float *t = from;
      from = to;
      to = t;
    }

    if (base + tid < cols) out[base + tid] = carry + from[tid];
    carry += from[n - 1];
    __syncthreads();
  }
}

void cumsum(const float *x, float *y, int rows, int cols) {
  float *d_x, *d_y;
  size_t bytes = (size_t)rows * cols * sizeof(float);
  cudaMalloc(&d_x, bytes);
  cudaMalloc(&d_y, bytes);
  cudaMemcpy(d_x, x, bytes, cudaMemcpyHostToDevice);

  const int threads = 128;
  cumsum_kernel<<<rows, threads, 2 * threads * sizeof(float)>>>(d_x, d_y, cols);

  cudaMemcpy(y, d_y, bytes, cudaMemcpyDeviceToHost);
  cudaFree(d_x);
  cudaFree(d_y);
}
