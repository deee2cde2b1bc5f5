struct P { float a; float b; };
__global__ void k(const float *x, float *y, int n) {
  __shared__ P s[32];
  int i = threadIdx.x;
  P &me = s[i]; me.a = x[i]; me.b = 1;
  __syncthreads();
  const P &o = s[31 - i];
  float t = o.a; __syncthreads(); me.a = 2; __syncthreads();
  y[i] = t + 10 * o.a + s[0].b;
}
