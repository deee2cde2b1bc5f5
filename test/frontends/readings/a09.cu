struct P { float a; float b; };
__device__ P bump(int &k) { k++; P p = {(float)k, 7.0f}; return p; }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  P s[3] = {{0.f, 0.f}, {0.f, 0.f}, {0.f, 0.f}};
  int c = 0;
  s[c] = bump(c);
  y[i] = s[0].a + 10.0f * s[1].a + 100.0f * s[2].a + x[i];
}
