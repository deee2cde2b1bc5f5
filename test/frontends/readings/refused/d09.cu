template <class F> __device__ void each(int n, F f) { for (int j = 0; j < n; j++) f(j); }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; float t = 0; int q = 3;
  each(4, [&, q](int j) mutable { q += j; t += q; });
  y[i] = t + 100 * q + x[i];
}
