// z = x + y, four floats a thread and step; the last n % 4 elements go to the first threads.
#include <hip/hip_runtime.h>

__global__ void __launch_bounds__(256)
vector_add(const float *__restrict__ x, const float *__restrict__ y, float *__restrict__ z, int n) {
  const int tid = blockIdx.x * blockDim.x + threadIdx.x;
  const int stride = gridDim.x * blockDim.x;
  const int n4 = n / 4;

  const float4 *x4 = reinterpret_cast<const float4 *>(x);
  const float4 *y4 = reinterpret_cast<const float4 *>(y);
  float4 *z4 = reinterpret_cast<float4 *>(z);
  for (int i = tid; i < n4; i += stride) {
    const float4 a = x4[i];
    const float4 b = y4[i];
    z4[i] = make_float4(a.x + b.x, a.y + b.y, a.z + b.z, a.w + b.w);
  }

  const int tail = n4 * 4 + tid;
  if (tail < n) z[tail] = x[tail] + y[tail];
}
