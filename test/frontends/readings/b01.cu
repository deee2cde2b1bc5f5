struct C { int n; __device__ bool inc() { n = n + 1; return true; } };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; C c = {0};
  bool r = x[i] > 0 && c.inc();
  bool s = x[i] > 1 || c.inc();
  y[i] = c.n + 10.0f * r + 100.0f * s;
}
