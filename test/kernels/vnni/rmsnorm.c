// RMS normalization of tokens: OpenMP threads over tokens, simd reductions within.
#include <math.h>

void rmsnorm(const float *x, const float *w, float *y, int tokens, int hidden) {
#pragma omp parallel for
  for (int t = 0; t < tokens; t++) {
    const float *xt = x + t * hidden;
    float *yt = y + t * hidden;

    float ss = 0.0f;
#pragma omp simd reduction(+ : ss)
    for (int j = 0; j < hidden; j++)
      ss += xt[j] * xt[j];

    const float scale = 1.0f / sqrtf(ss / hidden + 1e-6f);
#pragma omp simd
    for (int j = 0; j < hidden; j++)
      yt[j] = w[j] * (scale * xt[j]);
  }
}
