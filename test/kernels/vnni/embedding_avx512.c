// Embedding lookup with AVX-512, 64 floats at a time, then 16, then a masked tail; the row after the next is prefetched.
#include <immintrin.h>

void embedding_avx512(const int *ids, const float *table, float *out, int tokens, int vocab, int dim) {
  for (int t = 0; t < tokens; ++t, out += dim) {
    const float *row = table + (long)ids[t] * dim;
    if (t + 2 < tokens) _mm_prefetch((const char *)(table + (long)ids[t + 2] * dim), _MM_HINT_T0);

    int i = 0;
    for (; i + 64 <= dim; i += 64) {
      __m512 v0 = _mm512_loadu_ps(row + i);
      __m512 v1 = _mm512_loadu_ps(row + i + 16);
      __m512 v2 = _mm512_loadu_ps(row + i + 32);
      __m512 v3 = _mm512_loadu_ps(row + i + 48);
      _mm512_storeu_ps(out + i, v0);
      _mm512_storeu_ps(out + i + 16, v1);
      _mm512_storeu_ps(out + i + 32, v2);
      _mm512_storeu_ps(out + i + 48, v3);
    }
    for (; i + 16 <= dim; i += 16) _mm512_storeu_ps(out + i, _mm512_loadu_ps(row + i));
    if (i < dim) {
      const __mmask16 tail = (__mmask16)((1u << (dim - i)) - 1);
      _mm512_mask_storeu_ps(out + i, tail, _mm512_maskz_loadu_ps(tail, row + i));
    }
  }
}
