// Histogram for a few bins: a vector comparison of 64 pixels' bins per bin; the ones of the mask are added up in fours by vpdpbusd.
#include <immintrin.h>
#include <stdint.h>

static inline __mmask64 first64(int n) { return n >= 64 ? ~0ull : (1ull << n) - 1; }

void histogram_dpbusd(const uint8_t *pixels, int32_t *hist, int count, int bins) {
  const __m512i ones = _mm512_set1_epi8(1);
  for (int b = 0; b < bins; ++b) {
    // Bin b has the pixels from ceil(256 b / bins) to the next one's first, less one.
    const int low = (256 * b + bins - 1) / bins;
    const int high = (256 * (b + 1) + bins - 1) / bins - 1;
    __m512i acc = _mm512_setzero_si512();
    for (int i = 0; i < count; i += 64) {
      const __mmask64 m = first64(count - i);
      const __m512i p = _mm512_maskz_loadu_epi8(m, pixels + i);
      const __mmask64 in = _mm512_mask_cmpge_epu8_mask(m, p, _mm512_set1_epi8((char)low)) & _mm512_cmple_epu8_mask(p, _mm512_set1_epi8((char)high));
      acc = _mm512_dpbusd_epi32(acc, _mm512_maskz_mov_epi8(in, ones), ones);
    }
    hist[b] = low > high ? 0 : _mm512_reduce_add_epi32(acc);
  }
}
