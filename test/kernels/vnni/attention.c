// One head of attention over 48 keys: the scores of a query are three AVX-512 registers' worth, kept in a small array between the two products.
#include <immintrin.h>
#include <math.h>

#define KEYS 48

static inline __mmask16 lanes(int n) {
  return n < 16 ? (__mmask16)((1u << n) - 1) : (__mmask16)0xFFFF;
}

void attention(const float *q, const float *k, const float *v, float *o, int queries, int d) {
  const float scale = 1.0f / sqrtf((float)d);

#pragma omp parallel for
  for (int i = 0; i < queries; i++) {
    float p[KEYS];
    for (int j = 0; j < KEYS; j++) {
      __m512 dot = _mm512_setzero_ps();
      for (int c = 0; c < d; c += 16) {
        const __mmask16 m = lanes(d - c);
        dot = _mm512_fmadd_ps(_mm512_maskz_loadu_ps(m, q + i * d + c), _mm512_maskz_loadu_ps(m, k + j * d + c), dot);
      }
      p[j] = scale * _mm512_reduce_add_ps(dot);
    }

    const __m512 top = _mm512_max_ps(_mm512_max_ps(_mm512_loadu_ps(p), _mm512_loadu_ps(p + 16)), _mm512_loadu_ps(p + 32));
    const float peak = _mm512_reduce_max_ps(top);
    float total = 0.0f;
    for (int j = 0; j < KEYS; j++) {
      p[j] = expf(p[j] - peak);
      total += p[j];
    }

    const __m512 norm = _mm512_set1_ps(1.0f / total);
    for (int c = 0; c < d; c += 16) {
      const __mmask16 m = lanes(d - c);
      __m512 acc = _mm512_setzero_ps();
      for (int j = 0; j < KEYS; j++)
        acc = _mm512_fmadd_ps(_mm512_set1_ps(p[j]), _mm512_maskz_loadu_ps(m, v + j * d + c), acc);
      _mm512_mask_storeu_ps(o + i * d + c, m, _mm512_mul_ps(acc, norm));
    }
  }
}
