// Average pooling; padding does not count. Grid-stride over the outputs, the window checked element by element.
#include <hip/hip_runtime.h>

__device__ inline bool within(int i, int size) { return i >= 0 && i < size; }

__global__ void avgpool2d(const float *__restrict__ input, float *__restrict__ output, int channels, int in_h, int in_w,
                          int out_h, int out_w, int ksize, int stride, int pad) {
  const int total = channels * out_h * out_w;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < total; i += gridDim.x * blockDim.x) {
    const int ow = i % out_w;
    const int oh = (i / out_w) % out_h;
    const int c = i / (out_w * out_h);

    float sum = 0.0f;
    int count = 0;
    for (int ky = 0; ky < ksize; ++ky) {
      const int iy = oh * stride - pad + ky;
      if (!within(iy, in_h)) continue;
      for (int kx = 0; kx < ksize; ++kx) {
        const int ix = ow * stride - pad + kx;
        if (!within(ix, in_w)) continue;
        sum += input[(c * in_h + iy) * in_w + ix];
        ++count;
      }
    }
    output[i] = sum / count;
  }
}
