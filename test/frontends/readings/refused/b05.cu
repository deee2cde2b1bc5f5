__device__ float4 &operator+=(float4 &a, const float4 &b) { a.x += b.x; a.y += b.y; return a; }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  float4 a = make_float4(x[i], 2, 3, 4), b = make_float4(5, 6, 7, 8);
  (a += b) += b;
  y[i] = a.x + 100.0f * a.y;
}
