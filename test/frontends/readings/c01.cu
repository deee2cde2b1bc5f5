struct S { int m; };
__device__ void grow(int *p) { *p = 8; }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; S s = {2}; float t = 0;
  for (int j = 0; j < s.m; j++) { if (j == 0) grow(&s.m); t += x[j]; }
  y[i] = t;
}
