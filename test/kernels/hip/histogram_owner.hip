// Histogram without atomics: a wavefront per bin reads all pixels and counts those of its bin.
#include <hip/hip_runtime.h>

__global__ void histogram_owner(const unsigned char *pixels, int *hist, int count, int bins) {
  const int bin = blockIdx.x;
  const int lane = threadIdx.x;

  int found = 0;
  for (int i = lane; i < count; i += 64) found += (pixels[i] * bins >> 8) == bin;

  for (int delta = 32; delta > 0; delta >>= 1) found += __shfl_down(found, delta);
  if (lane == 0) hist[bin] = found;
}
