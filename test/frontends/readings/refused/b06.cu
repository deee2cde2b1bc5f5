__device__ float4 &sel(float4 &a, float4 &b) { return b; }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  float4 a = make_float4(x[i], 2, 3, 4), b = make_float4(5, 6, 7, 8);
  sel(a, b).x = 9.0f;
  y[i] = a.x + 100.0f * b.x;
}
