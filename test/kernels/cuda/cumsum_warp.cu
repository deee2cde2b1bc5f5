// Inclusive prefix sum of each row, a warp per row: __shfl_up_sync within 32 elements, the last lane's sum goes on.
#include <cuda_runtime.h>

#define FULL_MASK 0xffffffff
#define WARPS_PER_BLOCK 4

__global__ void cumsum_warp(const float *x, float *y, int rows, int cols)
{
    const int lane = threadIdx.x & 31;
    const int row = blockIdx.x * WARPS_PER_BLOCK + (threadIdx.x >> 5);
    if (row >= rows)
        return;

    float carry = 0.0f;
    for (int base = 0; base < cols; base += 32) {
        const int c = base + lane;
        float v = c < cols ? x[row * cols + c] : 0.0f;
#pragma unroll
        for (int d = 1; d < 32; d *= 2) {
            const float left = __shfl_up_sync(FULL_MASK, v, d);
            if (lane >= d)
                v += left;
        }
        v += carry;
        if (c < cols)
            y[row * cols + c] = v;
        carry = __shfl_sync(FULL_MASK, v, 31);
    }
}
