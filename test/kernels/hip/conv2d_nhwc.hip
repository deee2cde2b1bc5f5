// 3x3 convolution, channels last, weights [3][3][cin][cout]: neighbouring lanes are neighbouring output channels, so
// weights and results are coalesced and the input is the same for a whole wave.
#include <hip/hip_runtime.h>

__global__ void conv2d_nhwc(const float *__restrict__ x, const float *__restrict__ w, float *__restrict__ y,
                            int h, int wd, int cin, int cout, int stride) {
  const int oc = blockIdx.x * blockDim.x + threadIdx.x;
  const int pixel = blockIdx.y * blockDim.y + threadIdx.y;
  if (oc >= cout || pixel >= h * wd) return;

  const int oy = pixel / wd;
  const int ox = pixel % wd;
  const int in_w = (wd - 1) * stride + 3;

  float sum = 0.0f;
#pragma unroll
  for (int ky = 0; ky < 3; ++ky) {
#pragma unroll
    for (int kx = 0; kx < 3; ++kx) {
      const float *in = x + ((oy * stride + ky) * in_w + ox * stride + kx) * cin;
      const float *filter = w + (ky * 3 + kx) * cin * cout + oc;
      for (int c = 0; c < cin; ++c) sum = fmaf(in[c], filter[c * cout], sum);
    }
  }
  y[pixel * cout + oc] = sum;
}
