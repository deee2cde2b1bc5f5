/* Exact GELU, x/2 (1 + erf(x / sqrt 2)), one OpenMP loop with simd lanes in each thread. */
#include <math.h>

#define SQRT1_2 0.70710678f

void gelu(const float *restrict x, float *restrict y, int n)
{
#pragma omp parallel for simd
    for (int i = 0; i < n; ++i) {
        float v = x[i];
        y[i] = 0.5f * v * (1.0f + erff(v * SQRT1_2));
    }
}
