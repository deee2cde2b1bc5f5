struct P { float a; float b; };
__device__ P find(const float *x, int n, float lim) { for (int j = 0; j < n; j++) { P p = {x[j], (float)j}; if (p.a > lim) return p; if (p.a < -2.0f) return {0.0f, -1.0f}; } return P{9, 9}; }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  P p = {x[i], 0};
  for (int j = 0; j < 3; j++) { p = find(x, n, p.a - 0.1f); if (p.b > 5) break; p.a += 0.3f; }
  y[i] = p.a + 10 * p.b;
}
