// C = A B with AVX-512: tiles of 4 x 32 of C stay in eight registers while a row of B passes by; masks at the right edge, single rows at the lower one.
#include <immintrin.h>

static inline __mmask16 lanes(int n) {
  return n >= 16 ? 0xFFFF : n <= 0 ? 0 : (__mmask16)((1u << n) - 1);
}

static inline void tile_4x32(const float *A, const float *B, float *C, int N, int K, __mmask16 left, __mmask16 right) {
  __m512 c00 = _mm512_setzero_ps(), c01 = _mm512_setzero_ps();
  __m512 c10 = _mm512_setzero_ps(), c11 = _mm512_setzero_ps();
  __m512 c20 = _mm512_setzero_ps(), c21 = _mm512_setzero_ps();
  __m512 c30 = _mm512_setzero_ps(), c31 = _mm512_setzero_ps();
  for (int k = 0; k < K; ++k) {
    const __m512 b0 = _mm512_maskz_loadu_ps(left, B + k * N);
    const __m512 b1 = _mm512_maskz_loadu_ps(right, B + k * N + 16);
    __m512 a = _mm512_set1_ps(A[k]);
    c00 = _mm512_fmadd_ps(a, b0, c00);
    c01 = _mm512_fmadd_ps(a, b1, c01);
    a = _mm512_set1_ps(A[K + k]);
    c10 = _mm512_fmadd_ps(a, b0, c10);
    c11 = _mm512_fmadd_ps(a, b1, c11);
    a = _mm512_set1_ps(A[2 * K + k]);
    c20 = _mm512_fmadd_ps(a, b0, c20);
    c21 = _mm512_fmadd_ps(a, b1, c21);
    a = _mm512_set1_ps(A[3 * K + k]);
    c30 = _mm512_fmadd_ps(a, b0, c30);
    c31 = _mm512_fmadd_ps(a, b1, c31);
  }
  _mm512_mask_storeu_ps(C, left, c00);
  _mm512_mask_storeu_ps(C + 16, right, c01);
  _mm512_mask_storeu_ps(C + N, left, c10);
  _mm512_mask_storeu_ps(C + N + 16, right, c11);
  _mm512_mask_storeu_ps(C + 2 * N, left, c20);
  _mm512_mask_storeu_ps(C + 2 * N + 16, right, c21);
  _mm512_mask_storeu_ps(C + 3 * N, left, c30);
  _mm512_mask_storeu_ps(C + 3 * N + 16, right, c31);
}

static inline void tile_1x32(const float *A, const float *B, float *C, int N, int K, __mmask16 left, __mmask16 right) {
  __m512 c0 = _mm512_setzero_ps(), c1 = _mm512_setzero_ps();
  for (int k = 0; k < K; ++k) {
    const __m512 a = _mm512_set1_ps(A[k]);
    c0 = _mm512_fmadd_ps(a, _mm512_maskz_loadu_ps(left, B + k * N), c0);
    c1 = _mm512_fmadd_ps(a, _mm512_maskz_loadu_ps(right, B + k * N + 16), c1);
  }
  _mm512_mask_storeu_ps(C, left, c0);
  _mm512_mask_storeu_ps(C + 16, right, c1);
}

void gemm(const float *A, const float *B, float *C, int M, int N, int K) {
  for (int j = 0; j < N; j += 32) {
    const __mmask16 left = lanes(N - j), right = lanes(N - j - 16);
    int i = 0;
    for (; i + 4 <= M; i += 4)
      tile_4x32(A + i * K, B + j, C + i * N + j, N, K, left, right);
    for (; i < M; ++i)
      tile_1x32(A + i * K, B + j, C + i * N + j, N, K, left, right);
  }
}
