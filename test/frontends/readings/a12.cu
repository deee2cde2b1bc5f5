__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  int m = 4; float t = 0;
  auto grow = [&]() { m = 8; };
  for (int j = 0; j < m; j++) { if (j == 0) grow(); t += x[j]; }
  y[i] = t;
}
