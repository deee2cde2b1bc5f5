// C = A * B: 32 x 32 tiles, a block of 32 x 8 threads with four rows each. A's tile is stored transposed; the odd
// pitch of T + 1 keeps its columns free of bank conflicts.
#include <cuda_runtime.h>

#define T 32
#define ROWS 8

__global__ void gemm_padded(const float *A, const float *B, float *C, int M, int N, int K)
{
    __shared__ float a_t[T][T + 1];
    __shared__ float b[T][T + 1];

    const int tx = threadIdx.x;
    const int ty = threadIdx.y;
    const int col = blockIdx.x * T + tx;
    const int row0 = blockIdx.y * T;

    float acc[T / ROWS] = {0.0f};

    for (int k0 = 0; k0 < K; k0 += T) {
        for (int i = ty; i < T; i += ROWS) {
            a_t[tx][i] = (row0 + i < M && k0 + tx < K) ? A[(row0 + i) * K + k0 + tx] : 0.0f;
            b[i][tx] = (k0 + i < K && col < N) ? B[(k0 + i) * N + col] : 0.0f;
        }
        __syncthreads();

        for (int k = 0; k < T; ++k) {
            const float bv = b[k][tx];
#pragma unroll
            for (int i = 0; i < T / ROWS; ++i)
                acc[i] += a_t[k][ty + i * ROWS] * bv;
        }
        __syncthreads();
    }

    for (int i = 0; i < T / ROWS; ++i) {
        const int row = row0 + ty + i * ROWS;
        if (row < M && col < N)
            C[row * N + col] = acc[i];
    }
}
