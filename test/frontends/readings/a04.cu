struct C { int n; __device__ float next() { n = n + 1; return (float)n; } };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  C c = {0}, d = {10};
  float r = x[i] > 0 ? c.next() : d.next();
  y[i] = r + 100.0f * c.n + 1000.0f * d.n;
}
