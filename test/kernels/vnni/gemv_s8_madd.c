// y = A x for signed bytes without VNNI: bytes widened to words, vpmaddwd adds products in pairs; a scalar loop finishes the row.
#include <immintrin.h>

void gemv_s8_madd(const signed char *A, const signed char *x, int *y, int m, int n) {
  for (int i = 0; i < m; ++i, A += n) {
    __m512i acc = _mm512_setzero_si512();
    int j = 0;
    for (; j <= n - 32; j += 32) {
      __m512i a = _mm512_cvtepi8_epi16(_mm256_loadu_si256((const __m256i *)(A + j)));
      __m512i b = _mm512_cvtepi8_epi16(_mm256_loadu_si256((const __m256i *)(x + j)));
      acc = _mm512_add_epi32(acc, _mm512_madd_epi16(a, b));
    }
    int sum = _mm512_reduce_add_epi32(acc);
    for (; j < n; ++j)
      sum += A[j] * x[j];
    y[i] = sum;
  }
}
