template <class F> __device__ float ap(F f, float v) { return f(v); }
struct P { float a; };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; P p = {1}; float b = 2; float t = 0;
  for (int j = 0; j < 3; j++) { t += ap([p, b, &t](float v) { t += 1; return v * p.a + b; }, x[j]); p.a += 1; b *= 2; }
  t += ap([=](float v) mutable { p.a = 5; b = 7; return p.a + b; }, 0);
  y[i] = t + p.a + b;
}
