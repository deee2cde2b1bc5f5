// -1, 0 or +1. The work is handed out with a while loop over the whole grid.
#include <cuda_runtime.h>

__global__ void sign(const float *src, float *dst, int len)
{
    int pos = blockIdx.x * blockDim.x + threadIdx.x;
    while (pos < len) {
        float v = src[pos];
        if (v > 0.0f)
            dst[pos] = 1.0f;
        else if (v < 0.0f)
            dst[pos] = -1.0f;
        else
            dst[pos] = 0.0f;
        pos += gridDim.x * blockDim.x;
    }
}
