// RMSNorm, a block per token: float4 loads where rows are aligned for them, scalars for the rest; block reduction by shuffles.
#include <cuda_runtime.h>

constexpr int kThreads = 128;
constexpr float kEps = 1e-6f;

__global__ void rmsnorm_vec4(const float *__restrict__ x, const float *__restrict__ w, float *__restrict__ y, int tokens, int hidden)
{
    __shared__ float warp_sums[kThreads / 32];
    const float *in = x + blockIdx.x * hidden;
    float *out = y + blockIdx.x * hidden;
    const float4 *in4 = reinterpret_cast<const float4 *>(in);
    const float4 *w4 = reinterpret_cast<const float4 *>(w);
    float4 *out4 = reinterpret_cast<float4 *>(out);

    // Rows start on 16 bytes only if hidden is a multiple of 4.
    const int vectors = hidden % 4 == 0 ? hidden / 4 : 0;

    float ss = 0.0f;
    for (int i = threadIdx.x; i < vectors; i += kThreads) {
        const float4 v = in4[i];
        ss += v.x * v.x + v.y * v.y + v.z * v.z + v.w * v.w;
    }
    for (int i = vectors * 4 + threadIdx.x; i < hidden; i += kThreads)
        ss += in[i] * in[i];

    for (int mask = 16; mask > 0; mask >>= 1)
        ss += __shfl_xor_sync(0xffffffff, ss, mask);
    if (threadIdx.x % 32 == 0)
        warp_sums[threadIdx.x / 32] = ss;
    __syncthreads();
    float total = 0.0f;
    for (int i = 0; i < kThreads / 32; ++i)
        total += warp_sums[i];
    const float scale = rsqrtf(total / hidden + kEps);

    for (int i = threadIdx.x; i < vectors; i += kThreads) {
        const float4 v = in4[i];
        const float4 g = w4[i];
        out4[i] = make_float4(v.x * scale * g.x, v.y * scale * g.y, v.z * scale * g.z, v.w * scale * g.w);
    }
    for (int i = vectors * 4 + threadIdx.x; i < hidden; i += kThreads)
        out[i] = in[i] * scale * w[i];
}
