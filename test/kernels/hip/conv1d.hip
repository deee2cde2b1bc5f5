// 1D convolution with bias, "valid" on an input that is padded already. A block makes 64 positions of one output
// channel; for each input channel it stages the positions and their halo in LDS.
#include <hip/hip_runtime.h>

#define BLOCK 64
#define MAX_TAPS 16

__global__ void conv1d(const float *x, const float *w, const float *bias, float *y,
                       int cin, int cout, int length, int taps)
{
    __shared__ float window[BLOCK + MAX_TAPS - 1];

    const int t = threadIdx.x;
    const int first = blockIdx.x * BLOCK;
    const int oc = blockIdx.y;
    const int padded = length + taps - 1;

    float acc = bias[oc];
    for (int ic = 0; ic < cin; ++ic) {
        for (int i = t; i < BLOCK + taps - 1; i += BLOCK)
            window[i] = first + i < padded ? x[ic * padded + first + i] : 0.0f;
        __syncthreads();

        for (int k = 0; k < taps; ++k)
            acc += window[t + k] * w[(oc * cin + ic) * taps + k];
        __syncthreads();
    }

    if (first + t < length)
        y[oc * length + first + t] = acc;
}
