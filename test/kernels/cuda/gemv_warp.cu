// y = A x, a warp per row: lanes stride over the columns, __shfl_down_sync adds them up.
#include <cuda_runtime.h>

#define WARP_SIZE 32
#define FULL_MASK 0xffffffffu

__global__ void gemv_warp(const float *__restrict__ A, const float *__restrict__ x, float *__restrict__ y, int m, int n)
{
    const int row = (blockIdx.x * blockDim.x + threadIdx.x) / WARP_SIZE;
    const int lane = threadIdx.x % WARP_SIZE;
    if (row >= m)
        return;

    float sum = 0.0f;
    for (int j = lane; j < n; j += WARP_SIZE)
        sum += A[row * n + j] * x[j];

    for (int offset = WARP_SIZE / 2; offset > 0; offset >>= 1)
        sum += __shfl_down_sync(FULL_MASK, sum, offset);

    if (lane == 0)
        y[row] = sum;
}
