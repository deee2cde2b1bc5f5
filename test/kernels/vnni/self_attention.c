/* Multi-head self-attention in plain C: OpenMP over heads and queries, a query's scores in an array on the stack (at most 64 keys). */
#include <math.h>

#define MAX_SEQ 64

static inline float dot(const float *a, const float *b, int n)
{
    float s = 0.0f;
    for (int i = 0; i < n; i++)
        s += a[i] * b[i];
    return s;
}

static inline void softmax_inplace(float *s, int n)
{
    float peak = s[0];
    for (int i = 1; i < n; i++)
        if (s[i] > peak)
            peak = s[i];
    float sum = 0.0f;
    for (int i = 0; i < n; i++) {
        s[i] = expf(s[i] - peak);
        sum += s[i];
    }
    for (int i = 0; i < n; i++)
        s[i] /= sum;
}

void self_attention(const float *q, const float *k, const float *v, float *o, int heads, int seq, int d)
{
    const float scale = 1.0f / sqrtf((float)d);

#pragma omp parallel for collapse(2)
    for (int h = 0; h < heads; h++) {
        for (int i = 0; i < seq; i++) {
            const int base = h * seq * d;
            float scores[MAX_SEQ];

            for (int j = 0; j < seq; j++)
                scores[j] = scale * dot(q + base + i * d, k + base + j * d, d);
            softmax_inplace(scores, seq);

            float *out = o + base + i * d;
            for (int c = 0; c < d; c++)
                out[c] = 0.0f;
            for (int j = 0; j < seq; j++)
                for (int c = 0; c < d; c++)
                    out[c] += scores[j] * v[base + j * d + c];
        }
    }
}
