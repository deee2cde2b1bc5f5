// C = A * B on the matrix cores, f32 in and out. Four wavefronts make a 32x32 tile of C, each 16x16 of it with
// v_mfma_f32_16x16x4f32; panels of A and B go through LDS, padded with zeros at the edges.
#include <hip/hip_runtime.h>

typedef float floatx4 __attribute__((ext_vector_type(4)));

constexpr int BM = 32;
constexpr int BN = 32;
constexpr int BK = 16;
constexpr int kThreads = 256;

__global__ __launch_bounds__(kThreads) void gemm(const float *__restrict__ A, const float *__restrict__ B,
                                                 float *__restrict__ C, int M, int N, int K) {
  __shared__ float As[BM][BK + 1];
  __shared__ float Bs[BK][BN];

  const int tid = threadIdx.x;
  const int lane = tid % 64;
  const int wave = tid / 64;
  const int wave_m = wave / 2 * 16;
  const int wave_n = wave % 2 * 16;
  const int row0 = blockIdx.y * BM;
  const int col0 = blockIdx.x * BN;

  floatx4 acc = {0.0f, 0.0f, 0.0f, 0.0f};
  for (int k0 = 0; k0 < K; k0 += BK) {
    for (int i = tid; i < BM * BK; i += kThreads) {
      const int r = i / BK, c = i % BK;
      As[r][c] = row0 + r < M && k0 + c < K ? A[(row0 + r) * K + k0 + c] : 0.0f;
    }
    for (int i = tid; i < BK * BN; i += kThreads) {
      const int r = i / BN, c = i % BN;
      Bs[r][c] = k0 + r < K && col0 + c < N ? B[(k0 + r) * N + col0 + c] : 0.0f;
    }
    __syncthreads();

#pragma unroll
    for (int k = 0; k < BK; k += 4) {
      const float a = As[wave_m + lane % 16][k + lane / 16];
      const float b = Bs[k + lane / 16][wave_n + lane % 16];
      acc = __builtin_amdgcn_mfma_f32_16x16x4f32(a, b, acc, 0, 0, 0);
    }
    __syncthreads();
  }

  // Register r of a lane holds row 4 * (lane / 16) + r, column lane % 16.
  const int col = col0 + wave_n + lane % 16;
  for (int r = 0; r < 4; ++r) {
    const int row = row0 + wave_m + 4 * (lane / 16) + r;
    if (row < M && col < N) C[row * N + col] = acc[r];
  }
}
