#include <cuda_runtime.h>

#define EPS 1e-6f

// y = x / sqrt(mean(x^2) + eps) * w, a thread for each token
__global__ void rmsnorm(const float *__restrict__ x, const float *__restrict__ w,
                        float *__restrict__ y, int tokens, int hidden)
{
    int token = blockIdx.x * blockDim.x + threadIdx.x;
    if (token < tokens) {
        float ss = 0.0f;
        #pragma unroll 4
        for (int i = 0; i < hidden; i++) {
            float v = x[token * hidden + i];
            ss += v * v;
        }
        float scale = 1.0f / sqrtf(ss / (float)hidden + EPS);
        #pragma unroll 4
        for (int i = 0; i < hidden; i++) {
            y[token * hidden + i] = x[token * hidden + i] * scale * w[i];
        }
    }
}
