struct P { float a; float b = 1; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; float t = x[i];
  if (i == 3) { P p = P(); t += p.a + p.b; }
  y[i] = t;
}
