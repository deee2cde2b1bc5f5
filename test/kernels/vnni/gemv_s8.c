// y = A x for signed bytes with VNNI. vpdpbusd wants one side unsigned: A + 128 is (its top bit flipped), and 128 times the sum of x is taken off again.
#include <immintrin.h>
#include <stdint.h>

static inline __mmask64 tail_mask(int left) {
  return left >= 64 ? ~0ull : (1ull << left) - 1;
}

void gemv_s8(const int8_t *A, const int8_t *x, int32_t *y, int m, int n) {
  const __m512i flip = _mm512_set1_epi8(-128);
  const __m512i ones = _mm512_set1_epi8(1);

  __m512i acc_x = _mm512_setzero_si512();
  for (int j = 0; j < n; j += 64)
    acc_x = _mm512_dpbusd_epi32(acc_x, ones, _mm512_maskz_loadu_epi8(tail_mask(n - j), x + j));
  const int32_t offset = 128 * _mm512_reduce_add_epi32(acc_x);

#pragma omp parallel for
  for (int i = 0; i < m; i++) {
    const int8_t *row = A + i * n;
    __m512i acc = _mm512_setzero_si512();
    for (int j = 0; j < n; j += 64) {
      // Behind the end of the row x is zero, whatever the flipped bytes are.
      const __mmask64 k = tail_mask(n - j);
      const __m512i a = _mm512_xor_si512(_mm512_maskz_loadu_epi8(k, row + j), flip);
      acc = _mm512_dpbusd_epi32(acc, a, _mm512_maskz_loadu_epi8(k, x + j));
    }
    y[i] = _mm512_reduce_add_epi32(acc) - offset;
  }
}
