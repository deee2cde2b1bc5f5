// Inclusive prefix sum of each row. A block of four wavefronts: each scans its 64 elements with __shfl_up, wavefronts add
// the sums of those before them from LDS, the block's total is carried to the next 256 elements.
#include <hip/hip_runtime.h>

constexpr int kWave = 64;
constexpr int kWaves = 4;

__device__ float wave_scan(float v, int lane) {
  for (int delta = 1; delta < kWave; delta <<= 1) {
    const float below = __shfl_up(v, delta, kWave);
    v += lane >= delta ? below : 0.0f;
  }
  return v;
}

__global__ void __launch_bounds__(kWave *kWaves) cumsum_kernel(const float *x, float *y, int cols) {
  __shared__ float wave_total[kWaves];
  const int lane = threadIdx.x % kWave;
  const int wave = threadIdx.x / kWave;
  const size_t row = (size_t)blockIdx.x * cols;

  float carry = 0.0f;
  for (int base = 0; base < cols; base += kWave * kWaves) {
    const int c = base + threadIdx.x;
    float v = wave_scan(c < cols ? x[row + c] : 0.0f, lane);
    if (lane == kWave - 1) wave_total[wave] = v;
    __syncthreads();

    float before = carry;
    for (int w = 0; w < kWaves; ++w) {
      if (w < wave) before += wave_total[w];
      carry += wave_total[w];
    }
    if (c < cols) y[row + c] = v + before;
    __syncthreads();
  }
}

extern "C" int cumsum(const float *x, float *y, int rows, int cols) {
  float *d_x, *d_y;
  const size_t bytes = (size_t)rows * cols * sizeof(float);
  if (hipMalloc(&d_x, bytes) != hipSuccess) return -1;
  if (hipMalloc(&d_y, bytes) != hipSuccess) return -1;
  hipMemcpy(d_x, x, bytes, hipMemcpyHostToDevice);
  cumsum_kernel<<<dim3(rows), dim3(kWave * kWaves)>>>(d_x, d_y, cols);
  hipMemcpy(y, d_y, bytes, hipMemcpyDeviceToHost);
  hipFree(d_x);
  hipFree(d_y);
  return 0;
}
