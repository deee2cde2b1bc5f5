__device__ float4 next(const float4 &v, float4 &o) { o.x = 100.0f; return make_float4(v.y, v.x, v.w, v.z); }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  float4 a = make_float4(x[i], 2, 3, 4);
  a = next(a, a);
  float4 b = a; b = make_float4(b.w, b.z, b.y, b.x);
  y[i] = a.x + 10 * a.y + 100 * b.x;
}
