struct V { float a; __device__ V &operator+=(const V &o) { a += o.a; return *this; } };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  V a = {x[i]}, b = {2.0f};
  (a += b) += b;
  y[i] = a.a;
}
