struct C { int n; __device__ int inc() { return ++n; } };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; C c = {3}; int r = 0;
  float4 v = x[i] > 0 ? make_float4(c.inc(), 1, 2, 3) : make_float4(0, 0, 0, 9);
  while (c.n < 9 && c.inc() < 7) r += 1;
  y[i] = r + 10 * c.n + 1000 * v.x + v.w;
}
