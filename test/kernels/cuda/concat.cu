// Concatenation of two matrices along their columns: a thread per element of the output, x along the columns.
#include <cuda_runtime.h>

__global__ void concat(const float *a, const float *b, float *out, int rows, int cols_a, int cols_b)
{
    const int col = blockIdx.x * blockDim.x + threadIdx.x;
    const int row = blockIdx.y * blockDim.y + threadIdx.y;
    const int cols = cols_a + cols_b;
    if (row >= rows || col >= cols)
        return;

    out[row * cols + col] = col < cols_a ? a[row * cols_a + col] : b[row * cols_b + (col - cols_a)];
}
