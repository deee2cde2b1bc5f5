// 3x3 convolution, 64 -> 64 channels, NCHW: x is 64x58x58 with a border of zeros already, w is 64x64x3x3, y is 64x56x56.
#define C 64
#define O 64
#define H 56
#define W 56

__global__ void conv2d(const float *x, const float *w, float *y) {
  int q = blockIdx.x * blockDim.x + threadIdx.x;
  int p = blockIdx.y * blockDim.y + threadIdx.y;
  int o = blockIdx.z;
  if (p < H && q < W) {
    float sum = 0.0f;
    for (int c = 0; c < C; ++c)
      for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j)
          sum += x[(c * (H + 2) + p + i) * (W + 2) + q + j] * w[((o * C + c) * 3 + i) * 3 + j];
    y[(o * H + p) * W + q] = sum;
  }
}
