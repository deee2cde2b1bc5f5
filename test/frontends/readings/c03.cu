struct S { int m; int k; };
__device__ void grow(S &s) { s.m = 8; }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; S s = {2, 0}; S b = {6, 0}; float t = 0;
  for (int j = 0; j < s.m; j++) { if (j == 0) grow(s); t += x[j]; }
  S q = {3, 0};
  for (int j = 0; j < q.m; j++) { if (j == 1) q = b; t += 100.0f * x[j]; }
  y[i] = t;
}
