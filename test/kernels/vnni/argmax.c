// Index of the first maximum of each row: 16 running maxima with their indices; of the lanes with the largest the smallest index wins.
#include <immintrin.h>
#include <limits.h>
#include <math.h>

void argmax(const float *x, int *index, int rows, int cols) {
  const __m512i lanes = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);

  for (int r = 0; r < rows; ++r) {
    const float *row = x + r * cols;
    __m512 best = _mm512_set1_ps(-INFINITY);
    __m512i at = _mm512_set1_epi32(INT_MAX);
    __m512i here = lanes;

    for (int c = 0; c < cols; c += 16) {
      const int left = cols - c;
      const __mmask16 m = left < 16 ? (__mmask16)((1 << left) - 1) : (__mmask16)-1;
      const __m512 v = _mm512_maskz_loadu_ps(m, row + c);
      const __mmask16 larger = _mm512_mask_cmp_ps_mask(m, v, best, _CMP_GT_OQ);
      best = _mm512_mask_mov_ps(best, larger, v);
      at = _mm512_mask_mov_epi32(at, larger, here);
      here = _mm512_add_epi32(here, _mm512_set1_epi32(16));
    }

    const __m512 top = _mm512_set1_ps(_mm512_reduce_max_ps(best));
    index[r] = _mm512_mask_reduce_min_epi32(_mm512_cmpeq_ps_mask(best, top), at);
  }
}
