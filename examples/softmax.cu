// Row-wise softmax: y[r][c] = exp(x[r][c]) / sum over k of exp(x[r][k]).
//
// One block of threads per row. Each thread walks the row in steps of the block, then the block
// combines the partial results in shared memory: first the maximum, which keeps exp from
// overflowing, then the sum.

#include <cuda_runtime.h>
#include <math.h>

#define THREADS 128

__global__ void softmax_kernel(const float *x, float *y, int rows, int cols) {
  __shared__ float shared[THREADS];

  int row = blockIdx.x;
  int tid = threadIdx.x;
  const float *x_row = x + row * cols;
  float *y_row = y + row * cols;

  // The maximum of the row.
  float max_val = -INFINITY;
  for (int i = tid; i < cols; i += THREADS) {
    max_val = fmaxf(max_val, x_row[i]);
  }
  shared[tid] = max_val;
  __syncthreads();
  for (int step = THREADS / 2; step > 0; step /= 2) {
    if (tid < step) {
      shared[tid] = fmaxf(shared[tid], shared[tid + step]);
    }
    __syncthreads();
  }
  max_val = shared[0];
  __syncthreads();

  // The sum of the exponentials, which are kept in y.
  float sum = 0.0f;
  for (int i = tid; i < cols; i += THREADS) {
    float e = expf(x_row[i] - max_val);
    y_row[i] = e;
    sum += e;
  }
  shared[tid] = sum;
  __syncthreads();
  for (int step = THREADS / 2; step > 0; step /= 2) {
    if (tid < step) {
      shared[tid] += shared[tid + step];
    }
    __syncthreads();
  }
  sum = shared[0];

  for (int i = tid; i < cols; i += THREADS) {
    y_row[i] /= sum;
  }
}

// x and y are host memory, rows * cols floats each.
void softmax(const float *x, float *y, int rows, int cols) {
  size_t bytes = (size_t)rows * cols * sizeof(float);

  float *d_x, *d_y;
  cudaMalloc(&d_x, bytes);
  cudaMalloc(&d_y, bytes);
  cudaMemcpy(d_x, x, bytes, cudaMemcpyHostToDevice);

  softmax_kernel<<<rows, THREADS>>>(d_x, d_y, rows, cols);

  cudaMemcpy(y, d_y, bytes, cudaMemcpyDeviceToHost);
  cudaFree(d_x);
  cudaFree(d_y);
}
