// Histogram of grey values with one private histogram per block in dynamic shared memory.
#include <cuda_runtime.h>

__global__ void histogram_kernel(const unsigned char *pixels, int *hist, int count, int bins) {
  extern __shared__ int local[];
  for (int b = threadIdx.x; b < bins; b += blockDim.x) local[b] = 0;
  __syncthreads();

  const int stride = gridDim.x * blockDim.x;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < count; i += stride) {
    atomicAdd(&local[pixels[i] * bins >> 8], 1);
  }
  __syncthreads();

  for (int b = threadIdx.x; b < bins; b += blockDim.x) {
    if (local[b] != 0) atomicAdd(&hist[b], local[b]);
  }
}

void histogram(const unsigned char *pixels, int *hist, int count, int bins) {
  unsigned char *d_pixels;
  int *d_hist;
  cudaMalloc(&d_pixels, count);
  cudaMalloc(&d_hist, bins * sizeof(int));
  cudaMemcpy(d_pixels, pixels, count, cudaMemcpyHostToDevice);
  cudaMemset(d_hist, 0, bins * sizeof(int));

  const int threads = 256;
  int blocks = (count + threads * 8 - 1) / (threads * 8);
  histogram_kernel<<<blocks, threads, bins * sizeof(int)>>>(d_pixels, d_hist, count, bins);
  cudaDeviceSynchronize();

  cudaMemcpy(hist, d_hist, bins * sizeof(int), cudaMemcpyDeviceToHost);
  cudaFree(d_pixels);
  cudaFree(d_hist);
}
