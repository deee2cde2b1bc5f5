// y = A x: a wavefront per row, float4 loads while rows are aligned for them (n a multiple of 4), single floats otherwise.
#include <hip/hip_runtime.h>

constexpr int kWave = 64;

__global__ void gemv(const float *__restrict__ A, const float *__restrict__ x, float *__restrict__ y, int m, int n) {
  const int lane = threadIdx.x % kWave;
  const int row = (blockIdx.x * blockDim.x + threadIdx.x) / kWave;
  if (row >= m) return;

  float acc = 0.0f;
  if (n % 4 == 0) {
    const float4 *a4 = reinterpret_cast<const float4 *>(A + row * n);
    const float4 *x4 = reinterpret_cast<const float4 *>(x);
    for (int j = lane; j < n / 4; j += kWave) {
      const float4 a = a4[j], b = x4[j];
      acc += a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w;
    }
  } else {
    for (int j = lane; j < n; j += kWave) acc += A[row * n + j] * x[j];
  }

#pragma unroll
  for (int offset = kWave / 2; offset > 0; offset >>= 1) acc += __shfl_down(acc, offset, kWave);
  if (lane == 0) y[row] = acc;
}
