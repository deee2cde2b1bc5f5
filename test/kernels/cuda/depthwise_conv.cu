// Depthwise 3x3 convolution with "same" padding: channel c is filtered with its own kernel w[c].
// Layout CHW; blockIdx.z is the channel.
#include <cuda_runtime.h>

#define KSIZE 3
#define RADIUS (KSIZE / 2)

__global__ void depthwise_conv(const float *x, const float *w, const float *bias, float *y,
                               int C, int H, int W)
{
    const int col = blockIdx.x * blockDim.x + threadIdx.x;
    const int row = blockIdx.y * blockDim.y + threadIdx.y;
    const int c   = blockIdx.z;

    if (row < H && col < W) {
        float acc = bias[c];
        for (int i = 0; i < KSIZE; i++) {
            for (int j = 0; j < KSIZE; j++) {
                int r = row + i - RADIUS;
                int q = col + j - RADIUS;
                if (r < 0 || r >= H || q < 0 || q >= W)
                    continue;
                acc += x[c * H * W + r * W + q] * w[c * KSIZE * KSIZE + i * KSIZE + j];
            }
        }
        y[c * H * W + row * W + col] = acc;
    }
}
