// C = A * B on tensor cores: half in, float accumulators and float out. A block of four warps makes 32 x 32 of C, each warp a
// 16 x 16 fragment. Panels go through shared memory padded with zeros, and so does C: M, N and K may be anything.
#include <cuda_fp16.h>
#include <cuda_runtime.h>
#include <mma.h>

using namespace nvcuda;

constexpr int BM = 32;
constexpr int BN = 32;
constexpr int BK = 16;
constexpr int PAD = 8;  // keeps rows apart in the banks, and 16 bytes aligned
constexpr int THREADS = 128;

__global__ void gemm_f16_kernel(const half *__restrict__ A, const half *__restrict__ B, float *__restrict__ C, int M, int N, int K) {
  __shared__ __align__(32) half As[BM][BK + PAD];
  __shared__ __align__(32) half Bs[BK][BN + PAD];
  __shared__ __align__(32) float Cs[BM][BN];

  const int tid = threadIdx.x;
  const int warp = tid / 32;
  const int wm = (warp / 2) * 16;
  const int wn = (warp % 2) * 16;
  const int row0 = blockIdx.y * BM;
  const int col0 = blockIdx.x * BN;

  wmma::fragment<wmma::matrix_a, 16, 16, 16, half, wmma::row_major> a_frag;
  wmma::fragment<wmma::matrix_b, 16, 16, 16, half, wmma::row_major> b_frag;
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> acc;
  wmma::fill_fragment(acc, 0.0f);

  for (int k0 = 0; k0 < K; k0 += BK) {
    for (int i = tid; i < BM * BK; i += THREADS) {
      const int r = i / BK, c = i % BK;
      As[r][c] = (row0 + r < M && k0 + c < K) ? A[(row0 + r) * K + k0 + c] : __float2half(0.0f);
    }
    for (int i = tid; i < BK * BN; i += THREADS) {
      const int r = i / BN, c = i % BN;
      Bs[r][c] = (k0 + r < K && col0 + c < N) ? B[(k0 + r) * N + col0 + c] : __float2half(0.0f);
    }
    __syncthreads();

    wmma::load_matrix_sync(a_frag, &As[wm][0], BK + PAD);
    wmma::load_matrix_sync(b_frag, &Bs[0][wn], BN + PAD);
    wmma::mma_sync(acc, a_frag, b_frag, acc);
    __syncthreads();
  }

  wmma::store_matrix_sync(&Cs[wm][wn], acc, BN, wmma::mem_row_major);
  __syncthreads();
  for (int i = tid; i < BM * BN; i += THREADS) {
    const int r = i / BN, c = i % BN;
    if (row0 + r < M && col0 + c < N) C[(row0 + r) * N + col0 + c] = Cs[r][c];
  }
}

extern "C" void gemm_f16(const half *A, const half *B, float *C, int M, int N, int K) {
  half *d_A, *d_B;
  float *d_C;
  cudaMalloc(&d_A, sizeof(half) * M * K);
  cudaMalloc(&d_B, sizeof(half) * K * N);
  cudaMalloc(&d_C, sizeof(float) * M * N);
  cudaMemcpy(d_A, A, sizeof(half) * M * K, cudaMemcpyHostToDevice);
  cudaMemcpy(d_B, B, sizeof(half) * K * N, cudaMemcpyHostToDevice);

  dim3 grid((N + BN - 1) / BN, (M + BM - 1) / BM);
  gemm_f16_kernel<<<grid, THREADS>>>(d_A, d_B, d_C, M, N, K);

  cudaMemcpy(C, d_C, sizeof(float) * M * N, cudaMemcpyDeviceToHost);
  cudaFree(d_A);
  cudaFree(d_B);
  cudaFree(d_C);
}
