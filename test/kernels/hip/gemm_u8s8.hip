// Quantized GEMM on the matrix cores of gfx90a: v_mfma_i32_16x16x16i8 multiplies signed bytes, so A goes in as A - 128 and each column gets back 128 times
// the sum of its weights. One wavefront per 16x16 tile of C.
#include <hip/hip_runtime.h>
#include <stdint.h>

typedef int int32x4 __attribute__((ext_vector_type(4)));

#define MFMA_K 16

__device__ inline int pack(int x0, int x1, int x2, int x3) {
  return (x0 & 255) | ((x1 & 255) << 8) | ((x2 & 255) << 16) | (x3 << 24);
}

__global__ void __launch_bounds__(64) gemm_u8s8(const uint8_t *__restrict__ A, const int8_t *__restrict__ B, int32_t *__restrict__ C, int M, int N, int K) {
  const int lane = threadIdx.x;
  const int i = lane % 16;        // row of A, column of B and C in the tile
  const int group = lane / 16;    // four k each
  const int row = blockIdx.y * 16 + i;
  const int col = blockIdx.x * 16 + i;

  int32x4 acc = {0, 0, 0, 0};
  int weights = 0;  // sum of this lane's share of its column of B
  for (int k0 = 0; k0 < K; k0 += MFMA_K) {
    const int k = k0 + group * 4;
    int a[4], b[4];
    for (int e = 0; e < 4; ++e) {
      a[e] = row < M && k + e < K ? (int)A[row * K + k + e] - 128 : 0;
      b[e] = col < N && k + e < K ? B[(k + e) * N + col] : 0;
      weights += b[e];
    }
    acc = __builtin_amdgcn_mfma_i32_16x16x16i8(pack(a[0], a[1], a[2], a[3]), pack(b[0], b[1], b[2], b[3]), acc, 0, 0, 0);
  }

  // The four groups of lanes have the four parts of the column's sum.
  weights += __shfl_xor(weights, 16);
  weights += __shfl_xor(weights, 32);

  for (int r = 0; r < 4; ++r) {
    const int out_row = blockIdx.y * 16 + group * 4 + r;
    if (out_row < M && col < N) C[out_row * N + col] = acc[r] + 128 * weights;
  }
}
