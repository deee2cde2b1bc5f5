// y = gelu(x + bias), the first half of a transformer's MLP epilogue. A thread keeps its column's bias and walks down the rows of its strip.
#include <cuda_runtime.h>
#include <math.h>

#define ROWS_PER_BLOCK 4

static __device__ __forceinline__ float gelu_erf(float v) { return 0.5f * v * (1.0f + erff(v * 0.7071067811865475f)); }

__global__ void bias_gelu(const float* __restrict__ x, const float* __restrict__ bias, float* __restrict__ y, int rows, int cols) {
  const int col = blockIdx.x * blockDim.x + threadIdx.x;
  if (col >= cols) return;
  const float b = __ldg(bias + col);

  const int first = blockIdx.y * ROWS_PER_BLOCK;
#pragma unroll
  for (int i = 0; i < ROWS_PER_BLOCK; ++i) {
    const int row = first + i;
    if (row < rows) {
      const size_t at = (size_t)row * cols + col;
      y[at] = gelu_erf(x[at] + b);
    }
  }
}
