struct P { float a; float b; };
__device__ P upd(P p) { if (p.a > 0) { p.a -= 1; return p; } p.b += 1; return p; }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; P p = {x[i], 0};
  p = upd(upd(p)); P q = upd(p).a > 0 ? upd(p) : P{7, 8}; float z = upd(upd(q)).b;
  do { p = upd(p); } while (p.b < 3);
  y[i] = p.a + 10 * p.b + 100 * q.a + 1000 * q.b + z;
}
