struct N { float v; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  N a[3] = {{x[i]}, {2}, {3}};
  int j = 0;
  N &r = a[j]; j = 2;
  r.v += 1; a[j].v += 5;
  y[i] = a[0].v + 10 * a[1].v + 100 * a[2].v;
}
