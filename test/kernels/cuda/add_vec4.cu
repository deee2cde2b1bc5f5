// z = x + y, four elements per thread as a float4; what is left over goes to the first threads one by one.
#include <cuda_runtime.h>

__global__ void add_vec4(const float *__restrict__ x, const float *__restrict__ y, float *__restrict__ z, int n)
{
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    const int n4 = n / 4;

    if (i < n4) {
        const float4 a = reinterpret_cast<const float4 *>(x)[i];
        const float4 b = reinterpret_cast<const float4 *>(y)[i];
        float4 c;
        c.x = a.x + b.x;
        c.y = a.y + b.y;
        c.z = a.z + b.z;
        c.w = a.w + b.w;
        reinterpret_cast<float4 *>(z)[i] = c;
    }

    const int tail = n4 * 4 + i;
    if (tail < n)
        z[tail] = x[tail] + y[tail];
}
