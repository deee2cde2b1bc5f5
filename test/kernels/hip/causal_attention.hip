// Causal attention, flash style: a wavefront owns 64 queries of a head, one per lane, and streams keys and values through
// dynamic LDS in tiles of kKeys rows. Tiles behind the last query of the block are never loaded.
#include <hip/hip_runtime.h>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#define HIP_CHECK(expr)                                                                                \
  if (hipError_t e = (expr); e != hipSuccess) {                                                        \
    std::fprintf(stderr, "%s: %s (%s:%d)\n", #expr, hipGetErrorString(e), __FILE__, __LINE__);         \
    std::exit(1);                                                                                      \
  }

constexpr int kQueries = 64;
constexpr int kKeys = 16;

template <int kMaxDim>
__global__ __launch_bounds__(kQueries) void causal_attention_kernel(const float *__restrict__ q,
                                                                    const float *__restrict__ k,
                                                                    const float *__restrict__ v, float *__restrict__ o,
                                                                    int seq, int d, float scale) {
  extern __shared__ float lds[];
  float *k_tile = lds;              // kKeys x d
  float *v_tile = lds + kKeys * d;  // kKeys x d

  const size_t head = (size_t)blockIdx.y * seq * d;
  const int row = blockIdx.x * kQueries + threadIdx.x;
  const int last = min((int)(blockIdx.x + 1) * kQueries, seq);

  float query[kMaxDim];
  float acc[kMaxDim];
  for (int c = 0; c < d; ++c) {
    query[c] = row < seq ? q[head + row * d + c] * scale : 0.0f;
    acc[c] = 0.0f;
  }
  float m = -INFINITY, l = 0.0f;

  for (int k0 = 0; k0 < last; k0 += kKeys) {
    const int keys = min(kKeys, last - k0);
    for (int i = threadIdx.x; i < keys * d; i += kQueries) {
      k_tile[i] = k[head + k0 * d + i];
      v_tile[i] = v[head + k0 * d + i];
    }
    __syncthreads();

    const int visible = min(keys, row - k0 + 1);
    for (int j = 0; j < visible; ++j) {
      float s = 0.0f;
      for (int c = 0; c < d; ++c) s = fmaf(query[c], k_tile[j * d + c], s);
      if (s > m) {
        // A new maximum: what was summed so far shrinks.
        const float shrink = expf(m - s);
        l *= shrink;
        for (int c = 0; c < d; ++c) acc[c] *= shrink;
        m = s;
      }
      const float p = expf(s - m);
      l += p;
      for (int c = 0; c < d; ++c) acc[c] = fmaf(p, v_tile[j * d + c], acc[c]);
    }
    __syncthreads();
  }

  if (row >= seq) return;
  const float inv = 1.0f / l;
  for (int c = 0; c < d; ++c) o[head + row * d + c] = acc[c] * inv;
}

void causal_attention(const float *q, const float *k, const float *v, float *o, int heads, int seq, int d) {
  const size_t bytes = sizeof(float) * heads * seq * d;
  float *d_q, *d_k, *d_v, *d_o;
  HIP_CHECK(hipMalloc(&d_q, bytes));
  HIP_CHECK(hipMalloc(&d_k, bytes));
  HIP_CHECK(hipMalloc(&d_v, bytes));
  HIP_CHECK(hipMalloc(&d_o, bytes));
  HIP_CHECK(hipMemcpy(d_q, q, bytes, hipMemcpyHostToDevice));
  HIP_CHECK(hipMemcpy(d_k, k, bytes, hipMemcpyHostToDevice));
  HIP_CHECK(hipMemcpy(d_v, v, bytes, hipMemcpyHostToDevice));

  const dim3 grid((seq + kQueries - 1) / kQueries, heads);
  const size_t lds_bytes = 2 * kKeys * d * sizeof(float);
  causal_attention_kernel<64><<<grid, kQueries, lds_bytes, 0>>>(d_q, d_k, d_v, d_o, seq, d, 1.0f / std::sqrt((float)d));
  HIP_CHECK(hipGetLastError());
  HIP_CHECK(hipDeviceSynchronize());

  HIP_CHECK(hipMemcpy(o, d_o, bytes, hipMemcpyDeviceToHost));
  HIP_CHECK(hipFree(d_q));
  HIP_CHECK(hipFree(d_k));
  HIP_CHECK(hipFree(d_v));
  HIP_CHECK(hipFree(d_o));
}
