struct V { float a; }; struct Q { V v; int n; };
__device__ V mk(int &k) { k++; V v = {(float)k}; return v; }
__device__ int bump(int &k) { k++; return k; }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  int c = 0;
  Q q = {mk(c), bump(c)};
  y[i] = q.v.a + 10.0f * q.n + x[i];
}
