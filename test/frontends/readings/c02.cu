struct S { int m; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; S s = {2}; float t = 0;
  for (int j = 0; j < s.m; j++) { if (j == 0) s.m = 6; t += x[j]; }
  y[i] = t;
}
