struct P { float a; float b; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; P p = {1, 2};
  auto f = [&](float v) -> P & { p.a += v; return p; };
  f(1).b = x[i]; P &r = f(2); r.a = 50;
  y[i] = p.a + 10 * p.b;
}
