struct N { float v; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  N a = {x[i]};
  N &r = a;
  r.v += 1;
  y[i] = a.v;
}
