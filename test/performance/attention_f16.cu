// Attention of every head over 64 keys: softmax(q k^T / sqrt(d)) v, a thread a query. Halves, sums in floats.
#include <cuda_fp16.h>

__global__ void attention_f16(const half *q, const half *k, const half *v, float *o, int heads, int queries, int d) {
  int i = blockIdx.x * blockDim.x + threadIdx.x, h = blockIdx.y;
  if (i < queries) {
    half p[64];
    float peak = -INFINITY, total = 0.0f;
    for (int j = 0; j < 64; ++j) {
      float score = 0.0f;
      for (int c = 0; c < d; ++c)
        score += (float)q[(h * queries + i) * d + c] * (float)k[(h * 64 + j) * d + c];
      p[j] = (half)(score / sqrtf((float)d));
      peak = fmaxf(peak, (float)p[j]);
    }
    for (int j = 0; j < 64; ++j) {
      p[j] = (half)expf((float)p[j] - peak);
      total += (float)p[j];
    }
    for (int c = 0; c < d; ++c) {
      float sum = 0.0f;
      for (int j = 0; j < 64; ++j)
        sum += (float)p[j] * (float)v[(h * 64 + j) * d + c];
      o[(h * queries + i) * d + c] = sum / total;
    }
  }
}
