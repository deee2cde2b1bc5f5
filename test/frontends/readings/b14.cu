struct S { int m; };
__device__ void grow(int *p) { *p = 8; }
struct W { int lim; __device__ float run(const float *x) { float t = 0; for (int j = 0; j < lim; j++) { if (j == 1) lim = 6; t += x[j]; } return t; } };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  W w = {3};
  S s = {2};
  float t = 0;
  for (int j = 0; j < s.m; j++) { if (j == 0) grow(&s.m); t += x[j]; }
  y[i] = w.run(x) + 3.0f * t;
}
