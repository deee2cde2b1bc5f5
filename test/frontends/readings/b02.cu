struct C { int n; __device__ float inc() { n = n + 1; return (float)n; } };
__device__ float pick(C &a, C &b, float v) { if (v > 0) return a.inc(); return b.inc(); }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; C c = {0}, d = {5};
  float r = pick(c, d, x[i]);
  y[i] = c.n + 10.0f * d.n + 100.0f * r;
}
