// Mean cross entropy of a batch. A warp per row finds the row's loss; the block adds its rows up in shared memory and one thread adds them to the result.
#include <cuda_runtime.h>
#include <cfloat>

#define WARPS 8

__global__ void cross_entropy_kernel(const float *logits, const int *labels, float *loss, int rows, int classes, float scale)
{
    __shared__ float block_loss;
    const int lane = threadIdx.x % 32;
    const int row = blockIdx.x * WARPS + threadIdx.x / 32;

    if (threadIdx.x == 0)
        block_loss = 0.0f;
    __syncthreads();

    if (row < rows) {
        const float *x = logits + row * classes;
        float peak = -FLT_MAX;
        for (int c = lane; c < classes; c += 32)
            peak = max(peak, x[c]);
        for (int delta = 16; delta; delta >>= 1)
            peak = max(peak, __shfl_xor_sync(0xffffffff, peak, delta));

        float sum = 0.0f;
        for (int c = lane; c < classes; c += 32)
            sum += expf(x[c] - peak);
        for (int delta = 16; delta; delta >>= 1)
            sum += __shfl_xor_sync(0xffffffff, sum, delta);

        if (lane == 0)
            atomicAdd(&block_loss, logf(sum) + peak - x[labels[row]]);
    }
    __syncthreads();

    if (threadIdx.x == 0)
        atomicAdd(loss, block_loss * scale);
}

void cross_entropy_mean(const float *logits, const int *labels, float *loss, int rows, int classes)
{
    float *d_logits, *d_loss;
    int *d_labels;
    cudaMalloc(&d_logits, sizeof(float) * rows * classes);
    cudaMalloc(&d_labels, sizeof(int) * rows);
    cudaMalloc(&d_loss, sizeof(float));
    cudaMemcpy(d_logits, logits, sizeof(float) * rows * classes, cudaMemcpyHostToDevice);
    cudaMemcpy(d_labels, labels, sizeof(int) * rows, cudaMemcpyHostToDevice);
    cudaMemset(d_loss, 0, sizeof(float));

    cross_entropy_kernel<<<(rows + WARPS - 1) / WARPS, WARPS * 32>>>(d_logits, d_labels, d_loss, rows, classes, 1.0f / rows);

    cudaMemcpy(loss, d_loss, sizeof(float), cudaMemcpyDeviceToHost);
    cudaFree(d_logits);
    cudaFree(d_labels);
    cudaFree(d_loss);
}
