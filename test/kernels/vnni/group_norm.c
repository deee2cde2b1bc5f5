/* Group normalization of an NCHW tensor in plain C. The inner loops are left to the compiler's vectorizer (omp simd);
 * the channels of a group lie next to each other, so a group is one run of memory. */
#include <math.h>
#include <stddef.h>

typedef struct {
    float mean;
    float rstd;
} stats_t;

static stats_t group_stats(const float *p, int count, float eps)
{
    stats_t s;
    float sum = 0.0f;
#pragma omp simd reduction(+ : sum)
    for (int i = 0; i < count; ++i)
        sum += p[i];
    s.mean = sum / (float)count;

    float sq = 0.0f;
#pragma omp simd reduction(+ : sq)
    for (int i = 0; i < count; ++i) {
        const float d = p[i] - s.mean;
        sq += d * d;
    }
    s.rstd = 1.0f / sqrtf(sq / (float)count + eps);
    return s;
}

void group_norm(const float *restrict x, const float *restrict gamma, const float *restrict beta, float *restrict y,
                int N, int C, int HxW, int G, float eps)
{
    const int cpg = C / G;

#pragma omp parallel for
    for (int ng = 0; ng < N * G; ++ng) {
        const int g = ng % G;
        const float *src = x + (ptrdiff_t)ng * cpg * HxW;
        float *dst = y + (ptrdiff_t)ng * cpg * HxW;
        const stats_t s = group_stats(src, cpg * HxW, eps);

        for (int c = 0; c < cpg; ++c) {
            const float a = gamma[g * cpg + c] * s.rstd;
            const float b = beta[g * cpg + c] - s.mean * a;
#pragma omp simd
            for (int i = 0; i < HxW; ++i)
                dst[c * HxW + i] = src[c * HxW + i] * a + b;
        }
    }
}
