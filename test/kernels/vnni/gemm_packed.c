// C = A B with AVX-512: a panel of 16 columns of B is packed side by side (zeros fill the last one), then tiles of 6 x 16 are made from it.
#include <immintrin.h>

#define MR 6
#define NR 16
#define MAX_K 256

static inline int min(int a, int b) { return a < b ? a : b; }

static void pack(const float *B, float *panel, int N, int K, __mmask16 m) {
  for (int k = 0; k < K; k++)
    _mm512_storeu_ps(panel + k * NR, _mm512_maskz_loadu_ps(m, B + k * N));
}

void gemm_packed(const float *A, const float *B, float *C, int M, int N, int K) {
  float panel[MAX_K * NR];

  for (int j = 0; j < N; j += NR) {
    const __mmask16 m = (__mmask16)((1u << min(NR, N - j)) - 1);
    pack(B + j, panel, N, K, m);

    for (int i = 0; i < M; i += MR) {
      const int rows = min(MR, M - i);
      __m512 acc[MR];
      for (int r = 0; r < MR; r++)
        acc[r] = _mm512_setzero_ps();
      for (int k = 0; k < K; k++) {
        const __m512 b = _mm512_loadu_ps(panel + k * NR);
        for (int r = 0; r < rows; r++)
          acc[r] = _mm512_fmadd_ps(_mm512_set1_ps(A[(i + r) * K + k]), b, acc[r]);
      }
      for (int r = 0; r < rows; r++)
        _mm512_mask_storeu_ps(C + (i + r) * N + j, m, acc[r]);
    }
  }
}
