// Max pooling of `planes` images (N and C folded together) without padding; square window.
#include <cuda_runtime.h>

__global__ void maxpool2d_kernel(const float *x, float *y, int height, int width, int window,
                                 int stride, int out_h, int out_w)
{
    int ox = blockIdx.x * blockDim.x + threadIdx.x;
    int oy = blockIdx.y * blockDim.y + threadIdx.y;
    int plane = blockIdx.z;
    if (ox >= out_w || oy >= out_h)
        return;

    const float *img = x + plane * height * width;
    int top = oy * stride;
    int left = ox * stride;

    float best = img[top * width + left];
    for (int dy = 0; dy < window; ++dy) {
        for (int dx = 0; dx < window; ++dx) {
            float v = img[(top + dy) * width + left + dx];
            if (v > best)
                best = v;
        }
    }
    y[(plane * out_h + oy) * out_w + ox] = best;
}

void maxpool2d(const float *x, float *y, int planes, int height, int width, int window, int stride)
{
    int out_h = (height - window) / stride + 1;
    int out_w = (width - window) / stride + 1;
    size_t in_bytes = (size_t)planes * height * width * sizeof(float);
    size_t out_bytes = (size_t)planes * out_h * out_w * sizeof(float);

    float *d_x;
    float *d_y;
    cudaMalloc(&d_x, in_bytes);
    cudaMalloc(&d_y, out_bytes);
    cudaMemcpy(d_x, x, in_bytes, cudaMemcpyHostToDevice);

    dim3 block(16, 8);
    dim3 grid((out_w + 15) / 16, (out_h + 7) / 8, planes);
    maxpool2d_kernel<<<grid, block>>>(d_x, d_y, height, width, window, stride, out_h, out_w);

    cudaMemcpy(y, d_y, out_bytes, cudaMemcpyDeviceToHost);
    cudaFree(d_x);
    cudaFree(d_y);
}
