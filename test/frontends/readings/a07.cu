struct P { float a; float b = a * 2.0f; __device__ P make(float v) const { P p = {v}; return p; } };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  P p = {x[i], 1.0f};
  P q = p.make(3.0f);
  y[i] = q.b;
}
