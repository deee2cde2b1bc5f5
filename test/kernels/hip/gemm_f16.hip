// C = A * B, half in and float out, a wavefront per 16 x 16 tile of C with v_mfma_f32_16x16x16f16. Operands come straight
// from global memory: a lane holds four consecutive k of a row of A and of a column of B, zeros beyond the edges.
#include <hip/hip_fp16.h>
#include <hip/hip_runtime.h>

typedef _Float16 half4_t __attribute__((ext_vector_type(4)));
typedef float float4_t __attribute__((ext_vector_type(4)));

__global__ void __launch_bounds__(64) gemm_f16(const _Float16 *__restrict__ A, const _Float16 *__restrict__ B,
                                               float *__restrict__ C, int M, int N, int K) {
  const int lane = threadIdx.x;
  const int i = lane & 15;
  const int quad = lane >> 4;
  const int row = blockIdx.y * 16 + i;
  const int col = blockIdx.x * 16 + i;

  float4_t acc = {0.0f, 0.0f, 0.0f, 0.0f};
  for (int k0 = 0; k0 < K; k0 += 16) {
    half4_t a = {0, 0, 0, 0};
    half4_t b = {0, 0, 0, 0};
#pragma unroll
    for (int e = 0; e < 4; ++e) {
      const int k = k0 + 4 * quad + e;
      if (row < M && k < K) a[e] = A[row * K + k];
      if (col < N && k < K) b[e] = B[k * N + col];
    }
    acc = __builtin_amdgcn_mfma_f32_16x16x16f16(a, b, acc, 0, 0, 0);
  }

  // Register e of a lane is row 4 * quad + e, column i of the tile.
#pragma unroll
  for (int e = 0; e < 4; ++e) {
    const int r = blockIdx.y * 16 + 4 * quad + e;
    if (r < M && col < N) C[r * N + col] = acc[e];
  }
}
