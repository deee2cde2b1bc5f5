// Sum pooling in two steps: a block first sums `window` rows into LDS, then windows of that row.
#include <hip/hip_runtime.h>
#include <cstdlib>

#define HIP_ASSERT(x) (((x) == hipSuccess) ? (void)0 : abort())

#define MAX_WIDTH 1024
#define THREADS 64

__global__ void sumpool2d_kernel(const float *x, float *y, int height, int width, int window, int stride)
{
    __shared__ float columns[MAX_WIDTH];

    const int out_w = (width - window) / stride + 1;
    const int oy = blockIdx.x;
    const int plane = blockIdx.y;
    const float *rows = x + (plane * height + oy * stride) * width;

    for (int col = threadIdx.x; col < width; col += THREADS) {
        float s = 0.0f;
        for (int i = 0; i < window; i++)
            s += rows[i * width + col];
        columns[col] = s;
    }
    __syncthreads();

    for (int ox = threadIdx.x; ox < out_w; ox += THREADS) {
        float s = 0.0f;
        for (int j = 0; j < window; j++)
            s += columns[ox * stride + j];
        y[(plane * gridDim.x + oy) * out_w + ox] = s;
    }
}

void sumpool2d(const float *x, float *y, int planes, int height, int width, int window, int stride)
{
    const int out_h = (height - window) / stride + 1;
    const int out_w = (width - window) / stride + 1;
    float *dx, *dy;

    HIP_ASSERT(hipMalloc((void **)&dx, planes * height * width * sizeof(float)));
    HIP_ASSERT(hipMalloc((void **)&dy, planes * out_h * out_w * sizeof(float)));
    HIP_ASSERT(hipMemcpy(dx, x, planes * height * width * sizeof(float), hipMemcpyHostToDevice));

    hipLaunchKernelGGL(sumpool2d_kernel, dim3(out_h, planes), dim3(THREADS), 0, 0, dx, dy, height, width, window, stride);

    HIP_ASSERT(hipMemcpy(y, dy, planes * out_h * out_w * sizeof(float), hipMemcpyDeviceToHost));
    HIP_ASSERT(hipFree(dx));
    HIP_ASSERT(hipFree(dy));
}
