struct N { float v; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  N a[3] = {{x[i]}, {2}, {3}};
  int j = 2;
  N *p = &a[j]; j = 1; p->v += 5;
  y[i] = a[0].v + 10 * a[1].v + 100 * a[2].v;
}
