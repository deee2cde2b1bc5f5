// u8 x s8 with __dp4a, which wants both sides of one sign: A - 128 is signed (its top bit flipped), and 128 times the column sums of B, themselves made
// with __dp4a, are added at the end. Words of four k lie in shared memory.
#include <cuda_runtime.h>

typedef unsigned char u8;
typedef signed char s8;

constexpr int TILE = 32;   // rows and columns of a block's part of C
constexpr int WORDS = 8;   // of four k each

__device__ __forceinline__ int pack4(int b0, int b1, int b2, int b3) {
  return (b0 & 0xff) | (b1 & 0xff) << 8 | (b2 & 0xff) << 16 | (b3 & 0xff) << 24;
}

__global__ void gemm_u8s8_dp4a_kernel(const u8 *A, const s8 *B, int *C, int M, int N, int K) {
  __shared__ int a_words[TILE][WORDS + 1];
  __shared__ int b_words[WORDS][TILE];

  const int tx = threadIdx.x, ty = threadIdx.y;  // 32 x 8
  const int col = blockIdx.x * TILE + tx;
  const int row0 = blockIdx.y * TILE;

  int sum[4] = {0, 0, 0, 0};
  int column_sum = 0;
  for (int k0 = 0; k0 < K; k0 += 4 * WORDS) {
    // A: a thread makes four words; what is beyond K or M counts for nothing, as B's bytes or the row are not there
    for (int i = 0; i < 4; ++i) {
      const int word = (ty * 32 + tx) + i * 256;
      if (word < TILE * WORDS) {
        const int r = word / WORDS, w = word % WORDS;
        int bytes[4];
        for (int e = 0; e < 4; ++e) {
          const int k = k0 + w * 4 + e;
          bytes[e] = row0 + r < M && k < K ? A[(row0 + r) * K + k] ^ 0x80 : 0;
        }
        a_words[r][w] = pack4(bytes[0], bytes[1], bytes[2], bytes[3]);
      }
    }
    // B: word ty of column tx
    const int k = k0 + ty * 4;
    const int b0 = col < N && k < K ? B[k * N + col] : 0;
    const int b1 = col < N && k + 1 < K ? B[(k + 1) * N + col] : 0;
    const int b2 = col < N && k + 2 < K ? B[(k + 2) * N + col] : 0;
    const int b3 = col < N && k + 3 < K ? B[(k + 3) * N + col] : 0;
    b_words[ty][tx] = pack4(b0, b1, b2, b3);
    __syncthreads();

    for (int w = 0; w < WORDS; ++w) {
      const int b = b_words[w][tx];
      column_sum = __dp4a(0x01010101, b, column_sum);
#pragma unroll
      for (int i = 0; i < 4; ++i) sum[i] = __dp4a(a_words[ty + i * 8][w], b, sum[i]);
    }
    __syncthreads();
  }

  if (col >= N) return;
  for (int i = 0; i < 4; ++i) {
    const int row = row0 + ty + i * 8;
    if (row < M) C[row * N + col] = sum[i] + 128 * column_sum;
  }
}

extern "C" void gemm_u8s8_dp4a(const unsigned char *A, const signed char *B, int *C, int M, int N, int K) {
  u8 *dA;
  s8 *dB;
  int *dC;
  cudaMalloc((void **)&dA, M * K);
  cudaMalloc((void **)&dB, K * N);
  cudaMalloc((void **)&dC, M * N * sizeof(int));
  cudaMemcpy(dA, A, M * K, cudaMemcpyHostToDevice);
  cudaMemcpy(dB, B, K * N, cudaMemcpyHostToDevice);

  dim3 threads(32, 8);
  dim3 blocks((N + TILE - 1) / TILE, (M + TILE - 1) / TILE);
  gemm_u8s8_dp4a_kernel<<<blocks, threads>>>(dA, dB, dC, M, N, K);
  cudaDeviceSynchronize();

  cudaMemcpy(C, dC, M * N * sizeof(int), cudaMemcpyDeviceToHost);
  cudaFree(dA);
  cudaFree(dB);
  cudaFree(dC);
}
