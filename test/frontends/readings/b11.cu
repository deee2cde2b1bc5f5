struct P { float a; float b; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  float t = 0;
  for (int j = 0; j < 3; j++) { P p = P(); t += p.a + p.b; p.a = x[i]; p.b = 1; t += p.a; }
  y[i] = t;
}
