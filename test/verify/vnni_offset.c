// args: m=3 n=32 k=12
// extents: a=m*k b=k*n c=m*n
// Signed by signed bytes: those of a are shifted to unsigned, and what that adds to each column is taken off.
#include <immintrin.h>
#include <stdint.h>

void src(const int8_t *a, const int8_t *b, int32_t *c, int m, int n, int k) {
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++) {
      int acc = 0;
      for (int p = 0; p < k; p++)
        acc += (int)a[i * k + p] * (int)b[p / 4 * (4 * n) + 4 * j + p % 4];
      c[i * n + j] = acc;
    }
}

void tgt(const int8_t *a, const int8_t *b, int32_t *c, int m, int n, int k) {
  const __m512i flip = _mm512_set1_epi8((char)0x80);
  for (int j = 0; j < n; j += 16) {
    __m512i shift = _mm512_setzero_si512();
    for (int p = 0; p < k; p += 4)
      shift = _mm512_dpbusd_epi32(shift, flip, _mm512_loadu_si512(b + p * n + 4 * j));
    for (int i = 0; i < m; i++) {
      const int32_t *fours = (const int32_t *)(a + i * k);
      __m512i acc = _mm512_setzero_si512();
      for (int p = 0; p < k / 4; p++) {
        __m512i va = _mm512_xor_si512(_mm512_set1_epi32(fours[p]), flip);
        acc = _mm512_dpbusd_epi32(acc, va, _mm512_loadu_si512((const __m512i *)(b + 4 * p * n + 4 * j)));
      }
      _mm512_storeu_si512((__m512i *)(c + i * n + j), _mm512_sub_epi32(acc, shift));
    }
  }
}
