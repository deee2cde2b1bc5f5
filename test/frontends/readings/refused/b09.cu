__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  float a = 10.0f, b = 2.0f;
  const float &r = n > i ? a : b;
  a = x[i]; b = 2.0f * x[i];
  y[i] = r;
}
