// c[i] = a[i] * b[i] for a batch of row-major matrices: blockIdx.z is the batch, square tiles in LDS, tails guarded.
#include <hip/hip_runtime.h>
#include <cstdio>
#include <cstdlib>

#define HIP_CHECK(expr)                                                                \
  if (hipError_t e = (expr); e != hipSuccess) {                                        \
    std::fprintf(stderr, "HIP error %d: %s (line %d)\n", e, hipGetErrorString(e), __LINE__); \
    std::abort();                                                                      \
  }

template <int Tile>
__global__ void batch_gemm_kernel(const float *__restrict__ a, const float *__restrict__ b, float *__restrict__ c,
                                  int m, int n, int k) {
  __shared__ float tile_a[Tile][Tile];
  __shared__ float tile_b[Tile][Tile + 1];

  a += blockIdx.z * m * k;
  b += blockIdx.z * k * n;
  c += blockIdx.z * m * n;

  const int tx = threadIdx.x, ty = threadIdx.y;
  const int row = blockIdx.y * Tile + ty;
  const int col = blockIdx.x * Tile + tx;

  float acc = 0.0f;
  for (int k0 = 0; k0 < k; k0 += Tile) {
    tile_a[ty][tx] = (row < m && k0 + tx < k) ? a[row * k + k0 + tx] : 0.0f;
    tile_b[ty][tx] = (k0 + ty < k && col < n) ? b[(k0 + ty) * n + col] : 0.0f;
    __syncthreads();
#pragma unroll
    for (int i = 0; i < Tile; ++i) acc = fmaf(tile_a[ty][i], tile_b[i][tx], acc);
    __syncthreads();
  }
  if (row < m && col < n) c[row * n + col] = acc;
}

void batch_gemm(const float *a, const float *b, float *c, int batch, int m, int n, int k) {
  constexpr int tile = 16;
  const size_t a_bytes = sizeof(float) * batch * m * k;
  const size_t b_bytes = sizeof(float) * batch * k * n;
  const size_t c_bytes = sizeof(float) * batch * m * n;

  float *d_a, *d_b, *d_c;
  HIP_CHECK(hipMalloc(&d_a, a_bytes));
  HIP_CHECK(hipMalloc(&d_b, b_bytes));
  HIP_CHECK(hipMalloc(&d_c, c_bytes));
  HIP_CHECK(hipMemcpy(d_a, a, a_bytes, hipMemcpyHostToDevice));
  HIP_CHECK(hipMemcpy(d_b, b, b_bytes, hipMemcpyHostToDevice));

  const dim3 block(tile, tile);
  const dim3 grid((n + tile - 1) / tile, (m + tile - 1) / tile, batch);
  batch_gemm_kernel<tile><<<grid, block>>>(d_a, d_b, d_c, m, n, k);
  HIP_CHECK(hipGetLastError());

  HIP_CHECK(hipMemcpy(c, d_c, c_bytes, hipMemcpyDeviceToHost));
  HIP_CHECK(hipFree(d_a));
  HIP_CHECK(hipFree(d_b));
  HIP_CHECK(hipFree(d_c));
}
