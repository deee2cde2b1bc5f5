struct Cnt { int c; __device__ int operator++(int) { int o = c; c++; return o; } __device__ Cnt &operator++() { ++c; return *this; } __device__ int operator[](int j) { c += j; return c; } };
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; Cnt c = {i};
  int a = c++; ++c; int b = c[3]; int d = (++c).c; ++(++c);
  y[i] = a + 10 * b + 100 * d + 10000 * c.c + x[i];
}
