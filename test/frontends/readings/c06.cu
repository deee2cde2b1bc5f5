struct P { float a; float b; __device__ P swapped() const { return {b, a}; } __device__ void addto(const float &v) { a += v; b += v; } };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  P p = {x[i], 1.0f};
  p = p.swapped();
  p.addto(p.a);
  P q = p;
  p = {p.b, p.a};
  y[i] = p.a + 10.0f * p.b + 100.0f * q.a;
}
