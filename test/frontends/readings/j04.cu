__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; int2 c = make_int2(3, 4); float t = 0;
  for (int j = 0; j < c.x; j++) { if (j == 1) c.x = 5; t += x[j]; }
  y[i] = t;
}
