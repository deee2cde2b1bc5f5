struct P { float a; float b = 2; float c = 3; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; P p{x[i]}; P q = {1, 5}; P a[2]; a[0] = p; a[1] = {}; P d{}; 
  y[i] = p.a + 10 * p.b + q.b + q.c + a[1].b * 100 + a[1].a + d.a + d.c + a[0].c;
}
