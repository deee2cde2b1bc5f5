__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  int q = 1;
  float r = [q]() mutable { q = q + 5; return (float)q; }();
  y[i] = r + 100.0f * q + x[i];
}
