// 3x3 max pooling with stride 2, no border, NHWC: x is 56x56x64, y is 27x27x64.
#define C 64
#define W 56
#define P 27
#define Q 27

__global__ void maxpool2d(const float *x, float *y) {
  int c = threadIdx.x;
  int q = blockIdx.x;
  int p = blockIdx.y;
  float peak = x[(2 * p * W + 2 * q) * C + c];
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j)
      peak = fmaxf(peak, x[((2 * p + i) * W + 2 * q + j) * C + c]);
  y[(p * Q + q) * C + c] = peak;
}
