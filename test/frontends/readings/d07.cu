struct P { float a; __device__ void f(float v) { float a = v + 1; this->a += a; { float v = 2; this->a *= v; } a = 0; } };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; P p = {x[i]}; float a = 3; p.f(a); 
  auto g = [&](float b) { float a = b; a += p.a; return a; };
  auto h = [&](float b) { a += 1; return g(b) + g(a); };
  y[i] = h(p.a) + a;
}
