// Concatenation along the columns: rows are copied 16 floats at a time, with a mask at their ends.
#include <immintrin.h>

static inline void copy_floats(float *dst, const float *src, int n) {
  for (int i = 0; i < n; i += 16) {
    const __mmask16 m = n - i >= 16 ? 0xffff : (__mmask16)((1u << (n - i)) - 1);
    _mm512_mask_storeu_ps(dst + i, m, _mm512_maskz_loadu_ps(m, src + i));
  }
}

void concat(const float *a, const float *b, float *out, int rows, int cols_a, int cols_b) {
  const int cols = cols_a + cols_b;
#pragma omp parallel for
  for (int r = 0; r < rows; ++r) {
    copy_floats(out + r * cols, a + r * cols_a, cols_a);
    copy_floats(out + r * cols + cols_a, b + r * cols_b, cols_b);
  }
}
