// Row-wise softmax of a rows x cols matrix, one thread per row.
#include <cuda_runtime.h>
#include <math.h>

__global__ void softmax(const float *x, float *y, int rows, int cols) {
  int row = blockIdx.x * blockDim.x + threadIdx.x;
  if (row >= rows) return;

  const float *in = x + row * cols;
  float *out = y + row * cols;

  // The largest element is taken out first, so that exp never overflows.
  float peak = -INFINITY;
  for (int j = 0; j < cols; ++j)
    peak = fmaxf(peak, in[j]);

  float total = 0.0f;
  for (int j = 0; j < cols; ++j) {
    float e = expf(in[j] - peak);
    out[j] = e;
    total += e;
  }

  for (int j = 0; j < cols; ++j)
    out[j] /= total;
}
