// y = A x of signed bytes, a warp per row: char4 loads, four products at a time with __dp4a. n is a multiple of 4.
#include <cuda_runtime.h>

__global__ void gemv_s8_dp4a(const signed char *A, const signed char *x, int *y, int m, int n)
{
    const int row = blockIdx.x * blockDim.y + threadIdx.y;
    if (row >= m)
        return;

    const char4 *a4 = reinterpret_cast<const char4 *>(A + row * n);
    const char4 *x4 = reinterpret_cast<const char4 *>(x);

    int sum = 0;
    for (int j = threadIdx.x; j < n / 4; j += 32) {
        const char4 a = a4[j], b = x4[j];
        sum = __dp4a(*reinterpret_cast<const int *>(&a), *reinterpret_cast<const int *>(&b), sum);
    }

    for (int offset = 16; offset > 0; offset >>= 1)
        sum += __shfl_down_sync(0xffffffff, sum, offset);
    if (threadIdx.x == 0)
        y[row] = sum;
}
