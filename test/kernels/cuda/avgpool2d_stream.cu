// Average pooling whose padding does not count, with a host function that checks every call and works on a stream.
#include <cuda_runtime.h>
#include <stdio.h>
#include <stdlib.h>

#define CUDA_CHECK(call)                                                                           \
    do {                                                                                           \
        cudaError_t err = (call);                                                                  \
        if (err != cudaSuccess) {                                                                  \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, cudaGetErrorString(err));           \
            exit(EXIT_FAILURE);                                                                    \
        }                                                                                          \
    } while (0)

__global__ void avgpool2d_kernel(const float *input, float *output, int in_h, int in_w, int out_h, int out_w,
                                 int ksize, int stride, int pad)
{
    const int ow = blockIdx.x * blockDim.x + threadIdx.x;
    const int oh = blockIdx.y * blockDim.y + threadIdx.y;
    const int c = blockIdx.z;
    if (ow >= out_w || oh >= out_h)
        return;

    float sum = 0.0f;
    int count = 0;
    for (int i = 0; i < ksize; ++i) {
        const int h = oh * stride - pad + i;
        if (h < 0 || h >= in_h)
            continue;
        for (int j = 0; j < ksize; ++j) {
            const int w = ow * stride - pad + j;
            if (w < 0 || w >= in_w)
                continue;
            sum += input[(c * in_h + h) * in_w + w];
            ++count;
        }
    }
    output[(c * out_h + oh) * out_w + ow] = sum / count;
}

void avgpool2d_stream(const float *input, float *output, int channels, int in_h, int in_w, int out_h, int out_w,
                      int ksize, int stride, int pad)
{
    const size_t in_bytes = sizeof(float) * channels * in_h * in_w;
    const size_t out_bytes = sizeof(float) * channels * out_h * out_w;
    float *d_input, *d_output;
    cudaStream_t stream;

    CUDA_CHECK(cudaStreamCreate(&stream));
    CUDA_CHECK(cudaMalloc((void **)&d_input, in_bytes));
    CUDA_CHECK(cudaMalloc((void **)&d_output, out_bytes));
    CUDA_CHECK(cudaMemcpyAsync(d_input, input, in_bytes, cudaMemcpyHostToDevice, stream));

    const dim3 block(16, 16);
    const dim3 grid((out_w + block.x - 1) / block.x, (out_h + block.y - 1) / block.y, channels);
    avgpool2d_kernel<<<grid, block, 0, stream>>>(d_input, d_output, in_h, in_w, out_h, out_w, ksize, stride, pad);
    CUDA_CHECK(cudaGetLastError());

    CUDA_CHECK(cudaMemcpyAsync(output, d_output, out_bytes, cudaMemcpyDeviceToHost, stream));
    CUDA_CHECK(cudaStreamSynchronize(stream));
    CUDA_CHECK(cudaFree(d_input));
    CUDA_CHECK(cudaFree(d_output));
    CUDA_CHECK(cudaStreamDestroy(stream));
}
