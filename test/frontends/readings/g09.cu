struct P { float a; float b; };
__device__ void inc(const float &v, P &p) { p.a += v; p.a += v; p.b = v; }
__device__ void fs(float &u, float &v) { u = 3; v = u + 1; u = u + v; }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; P p = {x[i], 1}; inc(p.a, p); fs(p.b, p.b); inc(p.b + 0, p);
  y[i] = p.a + 10 * p.b;
}
