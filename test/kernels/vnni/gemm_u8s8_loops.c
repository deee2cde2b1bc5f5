// The reference of the quantized product: i-k-j order, so that the inner loop runs along rows of B and C and the compiler can widen bytes.
#include <stdint.h>

void gemm_u8s8_loops(const uint8_t *restrict A, const int8_t *restrict B, int32_t *restrict C, int M, int N, int K) {
#pragma omp parallel for schedule(dynamic, 4)
  for (int i = 0; i < M; ++i) {
    int32_t *c = C + i * N;
    for (int j = 0; j < N; ++j) c[j] = 0;
    for (int k = 0; k < K; ++k) {
      const int32_t a = A[i * K + k];
      if (a == 0) continue;  // activations behind a ReLU are often zero
      const int8_t *b = B + k * N;
#pragma omp simd
      for (int j = 0; j < N; ++j) c[j] += a * b[j];
    }
  }
}
