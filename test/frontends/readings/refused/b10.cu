struct P { float a; };
__device__ const P &id(const P &p) { return p; }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  P p = {1.0f};
  const P &r = id(p);
  p.a = x[i];
  y[i] = r.a;
}
