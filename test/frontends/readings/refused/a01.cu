struct P { float a; float b; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  P a = {x[i], 1.0f}, b = {2.0f, 3.0f};
  (x[i] > 0 ? a : b).b = 10.0f;
  y[i] = a.b + 100.0f * b.b;
}
