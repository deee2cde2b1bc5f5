// Sums of square windows of `planes` images, no padding. Blocks of 32 x 8 outputs, one plane per blockIdx.z.
#include <cuda_runtime.h>

#define BLOCK_W 32
#define BLOCK_H 8
#define DIV_UP(a, b) (((a) + (b) - 1) / (b))

__global__ void sumpool2d_kernel(const float *__restrict__ x, float *__restrict__ y, int height, int width,
                                 int out_h, int out_w, int window, int stride)
{
    const int ow = blockIdx.x * BLOCK_W + threadIdx.x;
    const int oh = blockIdx.y * BLOCK_H + threadIdx.y;

    if (ow < out_w && oh < out_h) {
        const float *image = x + blockIdx.z * height * width;
        float sum = 0.0f;
        for (int r = oh * stride; r < oh * stride + window; r++)
            for (int c = ow * stride; c < ow * stride + window; c++)
                sum += image[r * width + c];
        y[(blockIdx.z * out_h + oh) * out_w + ow] = sum;
    }
}

extern "C" void sumpool2d(const float *x, float *y, int planes, int height, int width, int window, int stride)
{
    const int out_h = (height - window) / stride + 1;
    const int out_w = (width - window) / stride + 1;
    const size_t x_bytes = sizeof(float) * planes * height * width;
    const size_t y_bytes = sizeof(float) * planes * out_h * out_w;

    float *d_x, *d_y;
    cudaMalloc((void **)&d_x, x_bytes);
    cudaMalloc((void **)&d_y, y_bytes);
    cudaMemcpy(d_x, x, x_bytes, cudaMemcpyHostToDevice);

    const dim3 block(BLOCK_W, BLOCK_H);
    const dim3 grid(DIV_UP(out_w, BLOCK_W), DIV_UP(out_h, BLOCK_H), planes);
    sumpool2d_kernel<<<grid, block>>>(d_x, d_y, height, width, out_h, out_w, window, stride);

    cudaMemcpy(y, d_y, y_bytes, cudaMemcpyDeviceToHost);
    cudaFree(d_x);
    cudaFree(d_y);
}
