// Index of the first maximum of each row, a thread per row.
__global__ void argmax_rows(const float *x, int *index, int rows, int cols) {
  int row = blockIdx.x * blockDim.x + threadIdx.x;
  if (row < rows) {
    const float *p = x + row * cols;
    int best = 0;
    for (int c = 1; c < cols; c++)
      if (p[c] > p[best]) best = c;
    index[row] = best;
  }
}
