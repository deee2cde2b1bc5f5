// Small-batch u8 x s8 product: a thread makes four neighbouring columns of one row. Reads of B are coalesced across the wavefront; the row of A is staged in LDS.
#include <hip/hip_runtime.h>

#define THREADS 64
#define COLS 4

__global__ void gemm_rows(const unsigned char *A, const signed char *B, int *C, int N, int K) {
  extern __shared__ unsigned char a_row[];
  const int row = blockIdx.y;
  for (int k = threadIdx.x; k < K; k += THREADS) a_row[k] = A[row * K + k];
  __syncthreads();

  const int col = (blockIdx.x * THREADS + threadIdx.x) * COLS;
  if (col + COLS <= N) {
    int4 acc = make_int4(0, 0, 0, 0);
    for (int k = 0; k < K; ++k) {
      const int a = a_row[k];
      const signed char *b = B + k * N + col;
      acc.x += a * b[0];
      acc.y += a * b[1];
      acc.z += a * b[2];
      acc.w += a * b[3];
    }
    int *c = C + row * N + col;
    c[0] = acc.x;
    c[1] = acc.y;
    c[2] = acc.z;
    c[3] = acc.w;
  } else {
    // the last columns, if N is no multiple of four
    for (int n = col; n < N; ++n) {
      int sum = 0;
      for (int k = 0; k < K; ++k) sum += a_row[k] * B[k * N + n];
      C[row * N + n] = sum;
    }
  }
}

extern "C" void gemm_u8s8_rows(const unsigned char *A, const signed char *B, int *C, int M, int N, int K) {
  unsigned char *d_a;
  signed char *d_b;
  int *d_c;
  (void)hipMalloc((void **)&d_a, (size_t)M * K);
  (void)hipMalloc((void **)&d_b, (size_t)K * N);
  (void)hipMalloc((void **)&d_c, (size_t)M * N * sizeof(int));
  (void)hipMemcpy(d_a, A, (size_t)M * K, hipMemcpyHostToDevice);
  (void)hipMemcpy(d_b, B, (size_t)K * N, hipMemcpyHostToDevice);

  dim3 grid((N + THREADS * COLS - 1) / (THREADS * COLS), M);
  hipLaunchKernelGGL(gemm_rows, grid, dim3(THREADS), K, 0, d_a, d_b, d_c, N, K);

  (void)hipMemcpy(C, d_c, (size_t)M * N * sizeof(int), hipMemcpyDeviceToHost);
  (void)hipFree(d_a);
  (void)hipFree(d_b);
  (void)hipFree(d_c);
}
