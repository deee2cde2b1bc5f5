__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  float a[3] = {x[i], 2, 3};
  int j = 0;
  float &r = a[j]; j = 2;
  r += 1; a[j] += 5;
  y[i] = a[0] + 10 * a[1] + 100 * a[2];
}
