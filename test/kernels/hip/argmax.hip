// Index of the first maximum of each row: a wavefront of 64 lanes per row, four rows a block. Butterflies over value and
// index; of equal values the smaller index wins.
#include <hip/hip_runtime.h>
#include <math.h>

#define WAVE_SIZE 64

struct Best {
  float value;
  int index;
};

__device__ inline Best better(Best a, Best b) {
  if (b.value > a.value) return b;
  if (b.value == a.value && b.index < a.index) return b;
  return a;
}

__global__ void argmax(const float *x, int *index, int rows, int cols) {
  const int lane = threadIdx.x;
  const int row = blockIdx.x * blockDim.y + threadIdx.y;
  if (row >= rows) return;

  Best best = {-INFINITY, 0x7fffffff};
  for (int c = lane; c < cols; c += WAVE_SIZE) best = better(best, Best{x[row * cols + c], c});

  for (int mask = WAVE_SIZE / 2; mask >= 1; mask /= 2) {
    Best other;
    other.value = __shfl_xor(best.value, mask);
    other.index = __shfl_xor(best.index, mask);
    best = better(best, other);
  }
  if (lane == 0) index[row] = best.index;
}
