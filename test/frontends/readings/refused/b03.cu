__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x;
  float4 a = make_float4(1, 2, 3, 4), b = make_float4(5, 6, 7, 8);
  (x[i] > 0 ? a : b).y = 50.0f;
  y[i] = a.y + 100.0f * b.y;
}
