// 1D convolution over an input that comes with its border. A thread per output position, blockIdx.y is the output channel.
#include <cuda_runtime.h>

__global__ void conv1d(const float *__restrict__ x, const float *__restrict__ w, const float *__restrict__ bias,
                       float *__restrict__ y, int cin, int cout, int length, int taps)
{
    const int pos = blockIdx.x * blockDim.x + threadIdx.x;
    const int oc = blockIdx.y;
    if (pos >= length)
        return;

    const int in_length = length + taps - 1;
    const float *filter = w + oc * cin * taps;

    float acc = bias[oc];
    for (int ic = 0; ic < cin; ++ic) {
        const float *in = x + ic * in_length + pos;
        for (int t = 0; t < taps; ++t)
            acc += in[t] * filter[ic * taps + t];
    }
    y[oc * length + pos] = acc;
}
