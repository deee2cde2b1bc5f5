// Softmax of rows, a wavefront of 64 lanes for each row and four rows a block; butterflies leave the results in all lanes.
#include <hip/hip_runtime.h>
#include <math.h>

#define WAVE 64
#define WAVES_PER_BLOCK 4

__device__ float wave_max(float v) {
  for (int mask = WAVE / 2; mask > 0; mask >>= 1) v = fmaxf(v, __shfl_xor(v, mask));
  return v;
}

__device__ float wave_sum(float v) {
  for (int mask = WAVE / 2; mask > 0; mask >>= 1) v += __shfl_xor(v, mask);
  return v;
}

__global__ void softmax(const float *x, float *y, int rows, int cols) {
  const int lane = threadIdx.x;
  const int row = blockIdx.x * WAVES_PER_BLOCK + threadIdx.y;
  if (row >= rows) return;  // the whole wave leaves

  const float *in = x + row * cols;
  float *out = y + row * cols;

  float peak = -INFINITY;
  for (int c = lane; c < cols; c += WAVE) peak = fmaxf(peak, in[c]);
  peak = wave_max(peak);

  float total = 0.0f;
  for (int c = lane; c < cols; c += WAVE) total += expf(in[c] - peak);
  const float inv = 1.0f / wave_sum(total);

  for (int c = lane; c < cols; c += WAVE) out[c] = expf(in[c] - peak) * inv;
}
