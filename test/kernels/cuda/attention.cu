// One head of attention: softmax(scale * Q K^T) V with kKeys keys and queries of d numbers each, one thread per query.
#include <cuda_runtime.h>
#include <math.h>

constexpr int kKeys = 48;

__global__ void attention(const float *q, const float *k, const float *v, float *o, int queries, int d) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= queries) return;

  float p[kKeys];
  float peak = -INFINITY;
  for (int j = 0; j < kKeys; ++j) {
    float score = 0.0f;
    for (int c = 0; c < d; ++c) score += q[i * d + c] * k[j * d + c];
    p[j] = score / sqrtf((float)d);
    peak = fmaxf(peak, p[j]);
  }
  float total = 0.0f;
  for (int j = 0; j < kKeys; ++j) {
    p[j] = expf(p[j] - peak);
    total += p[j];
  }
  for (int c = 0; c < d; ++c) {
    float acc = 0.0f;
    for (int j = 0; j < kKeys; ++j) acc += p[j] * v[j * d + c];
    o[i * d + c] = acc / total;
  }
}
