// Grouped-query attention with AVX-512: dot products over the head dimension, a row of scores on the heap of each thread,
// then weighted sums of the values, 16 columns in a register at a time.
#include <immintrin.h>
#include <math.h>
#include <stdlib.h>

static inline __mmask16 tail_mask(int left)
{
    return left >= 16 ? (__mmask16)0xFFFF : (__mmask16)((1u << left) - 1u);
}

static float dot_product(const float *a, const float *b, int n)
{
    __m512 sum0 = _mm512_setzero_ps();
    __m512 sum1 = _mm512_setzero_ps();
    int i = 0;
    for (; i + 32 <= n; i += 32) {
        sum0 = _mm512_fmadd_ps(_mm512_loadu_ps(a + i), _mm512_loadu_ps(b + i), sum0);
        sum1 = _mm512_fmadd_ps(_mm512_loadu_ps(a + i + 16), _mm512_loadu_ps(b + i + 16), sum1);
    }
    for (; i < n; i += 16) {
        const __mmask16 m = tail_mask(n - i);
        sum0 = _mm512_fmadd_ps(_mm512_maskz_loadu_ps(m, a + i), _mm512_maskz_loadu_ps(m, b + i), sum0);
    }
    return _mm512_reduce_add_ps(_mm512_add_ps(sum0, sum1));
}

void grouped_query_attention(const float *q, const float *k, const float *v, float *o, int q_heads, int kv_heads,
                             int seq_q, int seq_k, int head_dim, float scale)
{
    const int group = q_heads / kv_heads;

#pragma omp parallel for collapse(2)
    for (int h = 0; h < q_heads; ++h) {
        for (int i = 0; i < seq_q; ++i) {
            const float *query = q + (h * seq_q + i) * head_dim;
            const float *keys = k + h / group * seq_k * head_dim;
            const float *values = v + h / group * seq_k * head_dim;
            float *out = o + (h * seq_q + i) * head_dim;
            float *p = (float *)malloc(seq_k * sizeof(float));

            float peak = -INFINITY;
            for (int j = 0; j < seq_k; ++j) {
                p[j] = scale * dot_product(query, keys + j * head_dim, head_dim);
                peak = fmaxf(peak, p[j]);
            }
            float total = 0.0f;
            for (int j = 0; j < seq_k; ++j) {
                p[j] = expf(p[j] - peak);
                total += p[j];
            }
            const __m512 norm = _mm512_set1_ps(1.0f / total);

            for (int c = 0; c < head_dim; c += 16) {
                const __mmask16 m = tail_mask(head_dim - c);
                __m512 acc = _mm512_setzero_ps();
                for (int j = 0; j < seq_k; ++j)
                    acc = _mm512_fmadd_ps(_mm512_set1_ps(p[j]), _mm512_maskz_loadu_ps(m, values + j * head_dim + c), acc);
                _mm512_mask_storeu_ps(out + c, m, _mm512_mul_ps(acc, norm));
            }
            free(p);
        }
    }
}
