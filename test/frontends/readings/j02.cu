struct C { int n; __device__ int inc() { return ++n; } };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; C c = {3}; float t = x[i];
  for (int j = 0; j < 12; j += c.inc()) t += 100;
  y[i] = t + c.n;
}
