struct P { float a; float b; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  P p = {5.0f, 6.0f};
  p = P();
  p.b += x[i];
  y[i] = i < 16 ? p.b : p.a + 1.0f;
  if (i < 4) y[i] = 3.0f;
}
