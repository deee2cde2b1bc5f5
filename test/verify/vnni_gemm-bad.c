// args: m=5 n=40 k=24
// extents: a=m*k b=k*n c=m*n
// Wrong: the last row takes the bytes of the row in front of it.
#include <immintrin.h>
#include <stdint.h>
#include <string.h>

void src(const uint8_t *a, const int8_t *b, int32_t *c, int m, int n, int k) {
  for (int i = 0; i < m; i++)
    for (int j = 0; j < n; j++) {
      int acc = 0;
      for (int p = 0; p < k; p++)
        acc += (int)a[i * k + p] * (int)b[p / 4 * (4 * n) + 4 * j + p % 4];
      c[i * n + j] = acc;
    }
}

static __m512i four(const uint8_t *p) {
  int32_t bytes;
  memcpy(&bytes, p, 4);
  return _mm512_set1_epi32(bytes);
}

void tgt(const uint8_t *a, const int8_t *b, int32_t *c, int m, int n, int k) {
  for (int j = 0; j < n; j += 16) {
    int cols = n - j < 16 ? n - j : 16;
    __mmask16 mask = (__mmask16)((1u << cols) - 1u);
    int i = 0;
    for (; i + 1 < m; i += 2) {
      __m512i acc0 = _mm512_setzero_si512(), acc1 = _mm512_setzero_si512();
      for (int p = 0; p < k; p += 4) {
        __m512i vb = _mm512_maskz_loadu_epi8(~0ull >> (64 - 4 * cols), b + p * n + 4 * j);
        acc0 = _mm512_dpbusd_epi32(acc0, four(a + i * k + p), vb);
        acc1 = _mm512_dpbusd_epi32(acc1, four(a + (i + 1) * k + p), vb);
      }
      _mm512_mask_storeu_epi32(c + i * n + j, mask, acc0);
      _mm512_mask_storeu_epi32(c + (i + 1) * n + j, mask, acc1);
    }
    for (; i < m; i++) {
      __m512i acc = _mm512_setzero_si512();
      for (int p = 0; p < k; p += 4) {
        __m512i va = _mm512_set1_epi32(*(const int32_t *)(a + (i - 1) * k + p));
        acc = _mm512_dpbusd_epi32(acc, va, _mm512_maskz_loadu_epi8(~0ull >> (64 - 4 * cols), b + p * n + 4 * j));
      }
      _mm512_mask_storeu_epi32(&c[i * n + j], mask, acc);
    }
  }
}
