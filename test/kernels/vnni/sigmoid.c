// Logistic function, shared out among OpenMP threads in chunks that fit the first cache.
#include <math.h>

#define CHUNK 2048

static inline float logistic(float v) {
  return 1.0f / (1.0f + expf(-v));
}

void sigmoid(const float *x, float *y, int n) {
#pragma omp parallel for schedule(static)
  for (int start = 0; start < n; start += CHUNK) {
    const int end = start + CHUNK < n ? start + CHUNK : n;
    for (int i = start; i < end; i++)
      y[i] = logistic(x[i]);
  }
}
