// 3x3 convolution, channels last, weights [3][3][cin][cout], no padding. Neighbouring threads take neighbouring
// output channels, so that weights and results are read and written in order and the input is broadcast.
#include <cuda_runtime.h>

__global__ void conv2d_nhwc(const float *__restrict__ x, const float *__restrict__ w, float *__restrict__ y,
                            int h, int wd, int cin, int cout, int stride) {
  const int oc = blockIdx.x * blockDim.x + threadIdx.x;
  const int ow = blockIdx.y * blockDim.y + threadIdx.y;
  const int oh = blockIdx.z;
  if (oc >= cout || ow >= wd) return;

  const int in_w = (wd - 1) * stride + 3;
  float acc = 0.0f;
  for (int kh = 0; kh < 3; ++kh) {
    for (int kw = 0; kw < 3; ++kw) {
      const float *pixel = x + ((oh * stride + kh) * in_w + ow * stride + kw) * cin;
      const float *taps = w + (kh * 3 + kw) * cin * cout + oc;
      for (int ic = 0; ic < cin; ++ic)
        acc += __ldg(&pixel[ic]) * __ldg(&taps[ic * cout]);
    }
  }
  y[(oh * wd + ow) * cout + oc] = acc;
}
