struct P { float a; float b; };
__device__ float sum(const P *p, int m, float s = 2.0f) { float t = 0; for (int j = 0; j < m; j++) t += p[j].a * s + p[j].b; return t; }
__device__ float sum2(P p[2][2], int r) { return sum(p[r], 2) + sum(p[1 - r], 2, 3.0f); }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; P g[2][2];
  for (int r = 0; r < 2; r++) for (int c = 0; c < 2; c++) { g[r][c].a = x[i] + r; g[r][c].b = c * 10; }
  y[i] = sum2(g, i & 1);
}
