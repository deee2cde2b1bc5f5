// Row-wise softmax, one block per row; maximum and sum are tree reductions in shared memory.
#include <cuda_runtime.h>
#include <cfloat>

#define BLOCK 128

__global__ void softmax_block(const float *x, float *y, int rows, int cols)
{
    __shared__ float buf[BLOCK];
    int tid = threadIdx.x;
    int base = blockIdx.x * cols;

    float m = -FLT_MAX;
    for (int c = tid; c < cols; c += BLOCK) {
        float v = x[base + c];
        m = v > m ? v : m;
    }
    buf[tid] = m;
    __syncthreads();
    for (int s = BLOCK / 2; s > 0; s >>= 1) {
        if (tid < s) buf[tid] = fmaxf(buf[tid], buf[tid + s]);
        __syncthreads();
    }
    float row_max = buf[0];
    __syncthreads();   // everybody has read the maximum before buf is used again

    float sum = 0.0f;
    for (int c = tid; c < cols; c += BLOCK)
        sum += expf(x[base + c] - row_max);
    buf[tid] = sum;
    __syncthreads();
    for (int s = BLOCK / 2; s > 0; s >>= 1) {
        if (tid < s) buf[tid] += buf[tid + s];
        __syncthreads();
    }
    float inv = 1.0f / buf[0];

    for (int c = tid; c < cols; c += BLOCK)
        y[base + c] = expf(x[base + c] - row_max) * inv;
}
