struct It { int m; __device__ void grow() { m = 8; } };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  It it = {4}; float t = 0;
  for (int j = 0; j < it.m; j++) { if (j == 0) it.grow(); t += x[j]; }
  y[i] = t;
}
