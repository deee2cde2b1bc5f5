// Max pooling without padding on a two-dimensional grid: blockIdx.y is the plane, blockIdx.x covers its outputs.
#include <cuda_runtime.h>
#include <cfloat>

__global__ void maxpool2d_grid2d(const float *__restrict__ x, float *__restrict__ y, int planes, int height, int width,
                                 int window, int stride)
{
    const int out_h = (height - window) / stride + 1;
    const int out_w = (width - window) / stride + 1;
    const int out = blockIdx.x * blockDim.x + threadIdx.x;
    const int plane = blockIdx.y;
    if (out >= out_h * out_w)
        return;

    const int top = out / out_w * stride;
    const int left = out % out_w * stride;
    const float *in = x + plane * height * width;

    float best = -FLT_MAX;
    for (int r = top; r < top + window; ++r)
        for (int c = left; c < left + window; ++c)
            best = fmaxf(best, in[r * width + c]);
    y[plane * out_h * out_w + out] = best;
}
