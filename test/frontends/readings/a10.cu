struct P { float a; float b = 2.0f; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  float t = 0;
  for (int j = 0; j < 3; j++) { P p = P(); t += p.a; p.a = x[i]; t += p.b; }
  y[i] = t;
}
