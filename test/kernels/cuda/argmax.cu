// Index of the first maximum of each row. A block per row: each thread scans with a stride, then pairs of value and
// index are reduced through warp shuffles and one slot per warp in shared memory.
#include <cuda_runtime.h>
#include <float.h>

constexpr int kThreads = 128;
constexpr int kWarps = kThreads / 32;

// Takes the other pair if its value is larger, or equal and further to the left.
__device__ __forceinline__ void take_better(float &value, int &index, float other_value, int other_index) {
  if (other_value > value || (other_value == value && other_index < index)) {
    value = other_value;
    index = other_index;
  }
}

__device__ __forceinline__ void warp_argmax(float &value, int &index) {
#pragma unroll
  for (int offset = 16; offset > 0; offset >>= 1) {
    const float other_value = __shfl_down_sync(0xffffffffu, value, offset);
    const int other_index = __shfl_down_sync(0xffffffffu, index, offset);
    take_better(value, index, other_value, other_index);
  }
}

__global__ void __launch_bounds__(kThreads)
argmax(const float *__restrict__ x, int *__restrict__ index, int rows, int cols) {
  __shared__ float best_value[kWarps];
  __shared__ int best_index[kWarps];

  const float *row = x + (size_t)blockIdx.x * cols;
  float value = -FLT_MAX;
  int at = cols;
  for (int c = threadIdx.x; c < cols; c += kThreads) {
    const float v = row[c];
    if (v > value) {
      value = v;
      at = c;
    }
  }

  warp_argmax(value, at);
  const int lane = threadIdx.x % 32, warp = threadIdx.x / 32;
  if (lane == 0) {
    best_value[warp] = value;
    best_index[warp] = at;
  }
  __syncthreads();

  if (threadIdx.x == 0) {
    for (int w = 1; w < kWarps; ++w) take_better(value, at, best_value[w], best_index[w]);
    index[blockIdx.x] = at;
  }
}
