// LayerNorm of x + residual, a wavefront per row and four rows per block. Statistics by Welford, merged across the 64 lanes with shuffles
// (Chan et al.): no LDS and no barrier.
#include <hip/hip_runtime.h>

#define WAVE 64
#define ROWS_PER_BLOCK 4

struct Welford {
  float mean;
  float m2;
  float count;
};

__device__ inline void welford_add(Welford &w, float v) {
  w.count += 1.0f;
  const float delta = v - w.mean;
  w.mean += delta / w.count;
  w.m2 += delta * (v - w.mean);
}

__device__ inline Welford welford_merge(const Welford &a, const Welford &b) {
  Welford r;
  r.count = a.count + b.count;
  if (r.count == 0.0f) return a;
  const float delta = b.mean - a.mean;
  const float share = b.count / r.count;
  r.mean = a.mean + delta * share;
  r.m2 = a.m2 + b.m2 + delta * delta * a.count * share;
  return r;
}

__global__ void residual_layernorm(const float *__restrict__ x, const float *__restrict__ residual,
                                   const float *__restrict__ gamma, const float *__restrict__ beta,
                                   float *__restrict__ y, int rows, int dim, float eps) {
  const int row = blockIdx.x * ROWS_PER_BLOCK + threadIdx.y;
  if (row >= rows) return;
  const int lane = threadIdx.x;
  const size_t base = (size_t)row * dim;

  Welford stat = {0.0f, 0.0f, 0.0f};
  for (int i = lane; i < dim; i += WAVE) welford_add(stat, x[base + i] + residual[base + i]);

  for (int step = 1; step < WAVE; step <<= 1) {
    Welford other;
    other.mean = __shfl_xor(stat.mean, step, WAVE);
    other.m2 = __shfl_xor(stat.m2, step, WAVE);
    other.count = __shfl_xor(stat.count, step, WAVE);
    stat = welford_merge(stat, other);
  }

  const float rstd = rsqrtf(stat.m2 / stat.count + eps);
  for (int i = lane; i < dim; i += WAVE) {
    const float v = x[base + i] + residual[base + i];
    y[base + i] = (v - stat.mean) * rstd * gamma[i] + beta[i];
  }
}
