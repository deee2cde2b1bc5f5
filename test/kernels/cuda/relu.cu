#include <cuda_runtime.h>

__global__ void relu(const float *__restrict__ in, float *__restrict__ out, unsigned int count)
{
    const unsigned int gid = blockDim.x * blockIdx.x + threadIdx.x;
    if (gid < count) {
        out[gid] = fmaxf(in[gid], 0.0f);
    }
}
