struct C { int n; __device__ int inc() { return ++n; } };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; C c = {0}; int a[3] = {1, 2, 3};
  int r = max(c.inc(), 0); r = r * 10 + (c.inc(), 5); r = r * 10 + a[x[i] > 0 ? c.inc() - 2 : 0];
  y[i] = r + 1000 * c.n;
}
