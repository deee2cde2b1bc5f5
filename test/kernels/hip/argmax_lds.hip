// Index of the first maximum of each row by a tree in LDS, a block of 256 per row.
#include <hip/hip_runtime.h>
#include <cfloat>

#define BLOCK 256

__global__ void argmax_lds(const float *x, int *index, int rows, int cols)
{
    __shared__ float val[BLOCK];
    __shared__ int idx[BLOCK];
    const int t = threadIdx.x;

    for (int row = blockIdx.x; row < rows; row += gridDim.x) {
        val[t] = -FLT_MAX;
        idx[t] = 0;
        for (int c = t; c < cols; c += BLOCK) {
            if (x[row * cols + c] > val[t]) {
                val[t] = x[row * cols + c];
                idx[t] = c;
            }
        }
        __syncthreads();

        for (int s = BLOCK / 2; s > 0; s >>= 1) {
            if (t < s && (val[t + s] > val[t] || (val[t + s] == val[t] && idx[t + s] < idx[t]))) {
                val[t] = val[t + s];
                idx[t] = idx[t + s];
            }
            __syncthreads();
        }

        if (t == 0)
            index[row] = idx[0];
        __syncthreads();
    }
}
