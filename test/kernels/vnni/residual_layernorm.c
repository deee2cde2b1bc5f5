/*
 * Fused residual + LayerNorm. The sum is written to y first and normalized in place;
 * the loops are left to the compiler's vectorizer.
 */
#include <math.h>
#include <stddef.h>

static void normalize_row(float *restrict row, const float *restrict gamma,
                          const float *restrict beta, int dim, float eps)
{
    float mean = 0.0f, var = 0.0f;

#pragma omp simd reduction(+ : mean)
    for (int i = 0; i < dim; i++)
        mean += row[i];
    mean /= dim;

#pragma omp simd reduction(+ : var)
    for (int i = 0; i < dim; i++)
        var += (row[i] - mean) * (row[i] - mean);
    var /= dim;

    const float rstd = 1.0f / sqrtf(var + eps);
#pragma omp simd
    for (int i = 0; i < dim; i++)
        row[i] = (row[i] - mean) * rstd * gamma[i] + beta[i];
}

void residual_layernorm(const float *x, const float *residual, const float *gamma,
                        const float *beta, float *y, int rows, int dim, float eps)
{
#pragma omp parallel for
    for (int r = 0; r < rows; r++) {
        const size_t offset = (size_t)r * dim;
        float *row = y + offset;
        for (int i = 0; i < dim; i++)
            row[i] = x[offset + i] + residual[offset + i];
        normalize_row(row, gamma, beta, dim, eps);
    }
}
