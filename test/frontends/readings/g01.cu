typedef int T;
struct { float a, b; } gl;
typedef float F;
__device__ float f1(float v) { typedef short T; T z = (T)(v * 1000.0f); return z; }
__device__ float f2(float v) { typedef float T; T z = (T)(v * 1000.0f); return z; }
__global__ void k(const float *x, float *y, int n) {
  int i = threadIdx.x; T z = (T)(x[i] * 1000000.0f); F g = 2; y[i] = z + f1(x[i] * 100) + f2(x[i]) + g;
}
