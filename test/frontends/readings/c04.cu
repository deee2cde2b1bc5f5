__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; float t = 0;
  int4 v = make_int4(2, 1, 0, 0), w = make_int4(7, 1, 0, 0);
  for (int j = 0; j < v.x; j++) { if (j == 0) v = w; t += x[j]; }
  y[i] = t;
}
