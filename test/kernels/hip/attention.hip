// Attention with 48 keys, a wavefront per query: lane j scores key j, shuffles give the softmax, and for the second product
// lanes are channels that fetch the weights from each other.
#include <hip/hip_runtime.h>
#include <math.h>

constexpr int kKeys = 48;
constexpr int kWave = 64;

__global__ void attention(const float *__restrict__ q, const float *__restrict__ k, const float *__restrict__ v,
                          float *__restrict__ o, int queries, int d) {
  const int lane = threadIdx.x;
  const int query = blockIdx.x * blockDim.y + threadIdx.y;
  if (query >= queries) return;

  float score = -INFINITY;
  if (lane < kKeys) {
    float dot = 0.0f;
    for (int c = 0; c < d; ++c) dot += q[query * d + c] * k[lane * d + c];
    score = dot * rsqrtf((float)d);
  }

  float peak = score;
#pragma unroll
  for (int mask = kWave / 2; mask > 0; mask /= 2) peak = fmaxf(peak, __shfl_xor(peak, mask));
  const float p = expf(score - peak);
  float total = p;
#pragma unroll
  for (int mask = kWave / 2; mask > 0; mask /= 2) total += __shfl_xor(total, mask);

  for (int c0 = 0; c0 < d; c0 += kWave) {
    const int c = c0 + lane;
    float acc = 0.0f;
    for (int j = 0; j < kKeys; ++j) {
      const float weight = __shfl(p, j);
      if (c < d) acc += weight * v[j * d + c];
    }
    if (c < d) o[query * d + c] = acc / total;
  }
}
