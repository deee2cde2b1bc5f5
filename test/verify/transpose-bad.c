// args: rows=9 cols=6
// extents: x=rows*cols y=rows*cols
// Wrong: the row stride of the output is the input's.

void src(const float *x, float *y, int rows, int cols) {
  for (int i = 0; i < rows; i++)
    for (int j = 0; j < cols; j++)
      y[j * rows + i] = x[i * cols + j];
}

void tgt(const float *x, float *y, int rows, int cols) {
  for (int k = 0; k < rows * cols; k++) {
    int j = k / cols;
    int i = k - j * cols;
    y[k] = x[i * cols + j];
  }
}
