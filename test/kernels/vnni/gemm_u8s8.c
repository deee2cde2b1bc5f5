// C = A B for unsigned by signed bytes with vpdpbusd. B is packed by panels of 16 columns, four k in a 32-bit lane; four rows of A share a panel's load.
// K is cut into blocks, of which the panels fit in L1; what lies beyond K or N in a panel is zero.
#include <immintrin.h>
#include <stdint.h>
#include <string.h>

#define NR 16
#define KC 256
#define MR 4

// panel[k / 4][n][k % 4] = B[k0 + k][n0 + n]
static void pack_panel(const int8_t *B, int ldb, int depth, int cols, int8_t *panel) {
  memset(panel, 0, (size_t)((depth + 3) / 4) * NR * 4);
  for (int k = 0; k < depth; ++k)
    for (int n = 0; n < cols; ++n) panel[(k / 4 * NR + n) * 4 + k % 4] = B[k * ldb + n];
}

// Four bytes of A from k on, as one word; zeros beyond depth.
static inline int32_t load_word(const uint8_t *a, int left) {
  uint32_t word = 0;
  if (left >= 4) {
    memcpy(&word, a, 4);
  } else {
    for (int i = 0; i < left; ++i) word |= (uint32_t)a[i] << (8 * i);
  }
  return (int32_t)word;
}

static void kernel(const uint8_t *A, int lda, const int8_t *panel, int32_t *C, int ldc, int rows, int depth, __mmask16 mask, int first) {
  __m512i acc[MR];
  for (int r = 0; r < rows; ++r) acc[r] = first ? _mm512_setzero_si512() : _mm512_maskz_loadu_epi32(mask, C + r * ldc);
  for (int k = 0; k < depth; k += 4) {
    const __m512i b = _mm512_load_si512((const void *)(panel + k * NR));
    for (int r = 0; r < rows; ++r) acc[r] = _mm512_dpbusd_epi32(acc[r], _mm512_set1_epi32(load_word(A + r * lda + k, depth - k)), b);
  }
  for (int r = 0; r < rows; ++r) _mm512_mask_storeu_epi32(C + r * ldc, mask, acc[r]);
}

void gemm_u8s8(const uint8_t *A, const int8_t *B, int32_t *C, int M, int N, int K) {
#pragma omp parallel for
  for (int n = 0; n < N; n += NR) {
    _Alignas(64) int8_t panel[KC * NR];
    const int cols = N - n < NR ? N - n : NR;
    const __mmask16 mask = (__mmask16)((1u << cols) - 1);
    for (int k = 0; k < K; k += KC) {
      const int depth = K - k < KC ? K - k : KC;
      pack_panel(B + k * N + n, N, depth, cols, panel);
      for (int m = 0; m < M; m += MR)
        kernel(A + m * K + k, K, panel, C + m * N + n, N, M - m < MR ? M - m : MR, depth, mask, k == 0);
    }
  }
}
