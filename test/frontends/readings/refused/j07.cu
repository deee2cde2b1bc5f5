struct P { float a; __device__ void inc() { a += 1; } __device__ P &me() { return *this; } __device__ P &add(float v) { a += v; return *this; } };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; P p = {x[i]};
  p.add(2).add(3).inc(); p.me().a *= 2;
  y[i] = p.a;
}
