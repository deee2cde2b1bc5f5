// Depthwise 3x3 convolution with "same" padding, a block per channel plane: the nine weights stay in registers while
// its threads stride over the pixels.
#include <cuda_runtime.h>

constexpr int kThreads = 256;
constexpr int kSize = 3;
constexpr int kRadius = kSize / 2;

__global__ void depthwise_conv_plane(const float *__restrict__ x, const float *__restrict__ w, const float *__restrict__ bias,
                                     float *__restrict__ y, int C, int H, int W) {
  const int channel = blockIdx.x;
  const float *in = x + channel * H * W;
  float *out = y + channel * H * W;

  float taps[kSize * kSize];
#pragma unroll
  for (int i = 0; i < kSize * kSize; ++i) taps[i] = w[channel * kSize * kSize + i];
  const float b = bias[channel];

  for (int p = threadIdx.x; p < H * W; p += kThreads) {
    const int row = p / W, col = p % W;
    float acc = b;
#pragma unroll
    for (int i = 0; i < kSize; ++i) {
#pragma unroll
      for (int j = 0; j < kSize; ++j) {
        const int r = row + i - kRadius, c = col + j - kRadius;
        if (r >= 0 && r < H && c >= 0 && c < W) acc += in[r * W + c] * taps[i * kSize + j];
      }
    }
    out[p] = acc;
  }
}
