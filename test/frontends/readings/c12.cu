struct N { float v; }; 
__device__ void set(N *p, float v) { p->v = v; }
__device__ void thru(N *p, N *q) { set(q, p->v + 1); set(p, q->v * 2); }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  N a[3] = {{x[i]}, {2}, {3}};
  int j = 0;
  N &r = a[j]; j = 2;
  thru(&a[0], &a[j]); thru(&r, &r);
  N *p = &a[j]; j = 1; p->v += 5;
  y[i] = a[0].v + 10 * a[1].v + 100 * a[2].v;
}
