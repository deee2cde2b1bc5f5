struct In { float v[2]; };
struct P { In in[2]; float t; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  P a[2];
  for (int j = 0; j < 2; j++) for (int l = 0; l < 2; l++) for (int m = 0; m < 2; m++) a[j].in[l].v[m] = x[i] + 100 * j + 10 * l + m;
  a[0].t = 1; a[1].t = 2;
  P t = a[0]; a[0] = a[1]; a[1] = t;
  In u = a[0].in[1]; a[0].in[1] = a[0].in[0]; a[0].in[0] = u;
  y[i] = a[0].in[0].v[1] + 1000 * a[1].in[1].v[0] + a[0].t;
}
