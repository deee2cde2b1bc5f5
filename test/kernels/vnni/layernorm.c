// Layer normalization of each row with AVX-512: mean, then variance around it, then scale and shift; OpenMP over the rows.
#include <immintrin.h>
#include <math.h>

#define EPS 1e-5f

static inline __mmask16 first(int n) {
  return n < 16 ? (__mmask16)((1u << n) - 1) : (__mmask16)0xFFFF;
}

void layernorm(const float *x, const float *gamma, const float *beta, float *y, int rows, int dim) {
#pragma omp parallel for
  for (int r = 0; r < rows; ++r) {
    const float *in = x + r * dim;
    float *out = y + r * dim;

    __m512 sum = _mm512_setzero_ps();
    for (int i = 0; i < dim; i += 16)
      sum = _mm512_add_ps(sum, _mm512_maskz_loadu_ps(first(dim - i), in + i));
    const __m512 mean = _mm512_set1_ps(_mm512_reduce_add_ps(sum) / dim);

    __m512 squares = _mm512_setzero_ps();
    for (int i = 0; i < dim; i += 16) {
      const __mmask16 m = first(dim - i);
      const __m512 d = _mm512_maskz_sub_ps(m, _mm512_maskz_loadu_ps(m, in + i), mean);
      squares = _mm512_fmadd_ps(d, d, squares);
    }
    const __m512 rstd = _mm512_set1_ps(1.0f / sqrtf(_mm512_reduce_add_ps(squares) / dim + EPS));

    for (int i = 0; i < dim; i += 16) {
      const __mmask16 m = first(dim - i);
      const __m512 d = _mm512_sub_ps(_mm512_maskz_loadu_ps(m, in + i), mean);
      const __m512 g = _mm512_maskz_loadu_ps(m, gamma + i), b = _mm512_maskz_loadu_ps(m, beta + i);
      _mm512_mask_storeu_ps(out + i, m, _mm512_fmadd_ps(_mm512_mul_ps(d, rstd), g, b));
    }
  }
}
