struct P { float a; float b; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; P p = {1, 2}, q = {3, 4};
  float &r = x[i] > 0 ? p.a : q.b;
  r = 9;
  y[i] = p.a + 10 * q.b;
}
