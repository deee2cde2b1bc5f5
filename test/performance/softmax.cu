// Softmax of every row of a rows x cols matrix.
__global__ void softmax(const float *x, float *y, int rows, int cols) {
  int r = blockIdx.x * blockDim.x + threadIdx.x;
  if (r < rows) {
    float peak = x[r * cols];
    for (int j = 1; j < cols; ++j)
      peak = fmaxf(peak, x[r * cols + j]);
    float sum = 0.0f;
    for (int j = 0; j < cols; ++j)
      sum += expf(x[r * cols + j] - peak);
    for (int j = 0; j < cols; ++j)
      y[r * cols + j] = expf(x[r * cols + j] - peak) / sum;
  }
}
