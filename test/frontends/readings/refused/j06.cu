struct P { float a; float b; };
__device__ void set(P &p) { p.a = 9; }
__device__ void setp(P *p) { p->a = 9; }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; P p = {1, 2}, q = {3, 4};
  set(x[i] > 0 ? p : q);
  y[i] = p.a + 10 * q.a;
}
