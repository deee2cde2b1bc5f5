template <class F> __device__ float apply(F f, int &k) { k = 10; return f(); }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  int q = 1;
  y[i] = apply([q]() { return (float)q; }, q) + x[i];
}
