struct N { float v; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  N a[2] = {{x[i]}, {2}};
  N &r = a[0];
  r.v += 1;
  y[i] = a[0].v;
}
