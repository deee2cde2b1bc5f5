// Histogram of bytes with atomic additions in global memory; the tail of the last group of four is taken one by one.
#include <hip/hip_runtime.h>
#include <stdint.h>

#define GROUP 4

__global__ void histogram_kernel(const uint8_t *pixels, int *hist, int count, int bins) {
  const int first = (blockIdx.x * blockDim.x + threadIdx.x) * GROUP;
  if (first + GROUP <= count) {
    const uchar4 p = *reinterpret_cast<const uchar4 *>(pixels + first);
    atomicAdd(&hist[p.x * bins / 256], 1);
    atomicAdd(&hist[p.y * bins / 256], 1);
    atomicAdd(&hist[p.z * bins / 256], 1);
    atomicAdd(&hist[p.w * bins / 256], 1);
  } else {
    for (int i = first; i < count; ++i) atomicAdd(&hist[pixels[i] * bins / 256], 1);
  }
}

void histogram(const uint8_t *pixels, int *hist, int count, int bins) {
  uint8_t *d_pixels;
  int *d_hist;
  hipMalloc(&d_pixels, count);
  hipMalloc(&d_hist, bins * sizeof(int));
  hipMemcpy(d_pixels, pixels, count, hipMemcpyHostToDevice);
  hipMemset(d_hist, 0, bins * sizeof(int));

  const int threads = 256;
  const int groups = (count + GROUP - 1) / GROUP;
  histogram_kernel<<<(groups + threads - 1) / threads, threads>>>(d_pixels, d_hist, count, bins);

  hipMemcpy(hist, d_hist, bins * sizeof(int), hipMemcpyDeviceToHost);
  hipFree(d_pixels);
  hipFree(d_hist);
}
