// args: n=33
// extents: x=n y=n
// Two passes, and Welford's update.
#include <math.h>

void src(const float *x, float *y, int n) {
  float sum = 0.0f;
  for (int i = 0; i < n; i++)
    sum += x[i];
  float mean = sum / (float)n;
  float var = 0.0f;
  for (int i = 0; i < n; i++)
    var += (x[i] - mean) * (x[i] - mean);
  float scale = 1.0f / sqrtf(var / (float)n + 1e-5f);
  for (int i = 0; i < n; i++)
    y[i] = (x[i] - mean) * scale;
}

void tgt(const float *x, float *y, int n) {
  float mean = 0.0f, m2 = 0.0f;
  for (int i = 0; i < n; i++) {
    float delta = x[i] - mean;
    mean += delta / (float)(i + 1);
    m2 += delta * (x[i] - mean);
  }
  float scale = 1.0f / sqrtf(m2 / (float)n + 1e-5f);
  for (int i = 0; i < n; i++)
    y[i] = (x[i] - mean) * scale;
}
