__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; float t = x[i]; int q = 3;
  for (int j = 0; j < q; j++) { auto f = [&](int d) { q -= d; }; if (j == 0) f(1); t += 1; }
  y[i] = t;
}
