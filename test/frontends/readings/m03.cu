struct P { int m; int s; };
__device__ int f(P p) { int t = 0; for (int j = 0; j < p.m; j++) { t += j; p.m = p.s; } return t; }
__device__ bool chk(P &p) { p.s += 1; return p.s > 4; }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; P p = {3, 5 + i % 3}; int t = f(p);
  for (int l = 0; l < 3; l++) for (int j = 0; j < p.m; j++) { if (!chk(p)) continue; p.m = 2; t += 1; }
  y[i] = t + x[i];
}
