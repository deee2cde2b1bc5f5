struct P { float a; __device__ const float &get() const { return a; } };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  P p = {1.0f};
  const float &r = p.get();
  p.a = x[i];
  y[i] = r;
}
