// Transposition with a tile of LDS in a kernel template over element type and tile, and the host's part.
#include <hip/hip_runtime.h>

template <typename T, int TILE>
__global__ void transpose_kernel(const T *__restrict__ in, T *__restrict__ out, int rows, int cols) {
  __shared__ T tile[TILE][TILE + 1];
  int r = blockIdx.y * TILE + threadIdx.y;
  int c = blockIdx.x * TILE + threadIdx.x;
  if (r < rows && c < cols) tile[threadIdx.y][threadIdx.x] = in[r * cols + c];
  __syncthreads();

  r = blockIdx.y * TILE + threadIdx.x;
  c = blockIdx.x * TILE + threadIdx.y;
  if (r < rows && c < cols) out[c * rows + r] = tile[threadIdx.x][threadIdx.y];
}

void transpose_template(const float *in, float *out, int rows, int cols) {
  constexpr int kTile = 16;
  float *d_in, *d_out;
  hipMalloc(&d_in, sizeof(float) * rows * cols);
  hipMalloc(&d_out, sizeof(float) * rows * cols);
  hipMemcpy(d_in, in, sizeof(float) * rows * cols, hipMemcpyHostToDevice);

  dim3 threads(kTile, kTile);
  dim3 blocks((cols + kTile - 1) / kTile, (rows + kTile - 1) / kTile);
  hipLaunchKernelGGL(HIP_KERNEL_NAME(transpose_kernel<float, kTile>), blocks, threads, 0, 0, d_in, d_out, rows, cols);

  hipMemcpy(out, d_out, sizeof(float) * rows * cols, hipMemcpyDeviceToHost);
  hipFree(d_in);
  hipFree(d_out);
}
