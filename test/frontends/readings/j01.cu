struct C { int n; __device__ int get() const { return n; } };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; C c = {3}; float t = 0;
  for (int j = 0; j < c.get(); j++) { if (j == 1) c.n = 5; t += x[j]; }
  y[i] = t;
}
