// Products of a batch of matrices: a collapsed OpenMP loop over batch and rows; a row of c grows by rows of b, which are read in order.
void batch_gemm(const float *restrict a, const float *restrict b, float *restrict c, int batch, int m, int n, int k) {
#pragma omp parallel for collapse(2) schedule(static)
  for (int s = 0; s < batch; ++s) {
    for (int i = 0; i < m; ++i) {
      const float *as = a + (s * m + i) * k;
      const float *bs = b + s * k * n;
      float *cs = c + (s * m + i) * n;
      for (int j = 0; j < n; ++j) cs[j] = 0.0f;
      for (int p = 0; p < k; ++p) {
        const float v = as[p];
#pragma omp simd
        for (int j = 0; j < n; ++j) cs[j] += v * bs[p * n + j];
      }
    }
  }
}
