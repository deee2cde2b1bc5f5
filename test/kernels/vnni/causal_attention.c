/* Causal attention for CPUs in the manner of FlashAttention: blocks of queries against blocks of keys, online softmax, the
 * block on the diagonal cut off row by row. Scratch is on the stack; loops over d are written for the vectorizer. */
#include <math.h>
#include <string.h>

enum { BQ = 16, BK = 32, MAX_D = 128 };

#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

static void attend_block(const float *q, const float *k, const float *v, float *o, int q0, int rows, int d, float scale)
{
    float acc[BQ][MAX_D];
    float peak[BQ], sum[BQ];

    memset(acc, 0, sizeof(acc));
    for (int i = 0; i < rows; i++) {
        peak[i] = -INFINITY;
        sum[i] = 0.0f;
    }

    for (int k0 = 0; k0 < q0 + rows; k0 += BK) {
        for (int i = 0; i < rows; i++) {
            const int n = MIN(BK, q0 + i + 1 - k0);
            if (n <= 0)
                continue;

            float s[BK];
            float top = peak[i];
            for (int j = 0; j < n; j++) {
                float dot = 0.0f;
#pragma omp simd reduction(+ : dot)
                for (int c = 0; c < d; c++)
                    dot += q[(q0 + i) * d + c] * k[(k0 + j) * d + c];
                s[j] = dot * scale;
                top = MAX(top, s[j]);
            }

            const float shrink = expf(peak[i] - top);
            peak[i] = top;
            sum[i] *= shrink;
            for (int c = 0; c < d; c++)
                acc[i][c] *= shrink;
            for (int j = 0; j < n; j++) {
                const float p = expf(s[j] - top);
                sum[i] += p;
#pragma omp simd
                for (int c = 0; c < d; c++)
                    acc[i][c] += p * v[(k0 + j) * d + c];
            }
        }
    }

    for (int i = 0; i < rows; i++) {
        const float inv = 1.0f / sum[i];
        for (int c = 0; c < d; c++)
            o[(q0 + i) * d + c] = acc[i][c] * inv;
    }
}

void causal_attention(const float *q, const float *k, const float *v, float *o, int heads, int seq, int d)
{
    const float scale = 1.0f / sqrtf((float)d);
    const int blocks = (seq + BQ - 1) / BQ;

#pragma omp parallel for collapse(2) schedule(dynamic)
    for (int h = 0; h < heads; h++)
        for (int b = 0; b < blocks; b++) {
            const long base = (long)h * seq * d;
            attend_block(q + base, k + base, v + base, o + base, b * BQ, MIN(BQ, seq - b * BQ), d, scale);
        }
}
