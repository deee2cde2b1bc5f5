// Depthwise 3x3, "same" padding. The block's tile with a border of one goes to LDS, zeros outside of the image, and the
// nine weights of the channel to registers.
#include <hip/hip_runtime.h>

#define TX 32
#define TY 8

__global__ void depthwise_conv(const float *x, const float *w, const float *bias, float *y, int C, int H, int W)
{
    __shared__ float tile[TY + 2][TX + 2];

    const int c = blockIdx.z;
    const int left = blockIdx.x * TX - 1;
    const int top = blockIdx.y * TY - 1;
    const float *plane = x + c * H * W;

    for (int i = threadIdx.y * TX + threadIdx.x; i < (TY + 2) * (TX + 2); i += TX * TY) {
        const int r = i / (TX + 2), q = i % (TX + 2);
        const int iy = top + r, ix = left + q;
        const bool inside = iy >= 0 && iy < H && ix >= 0 && ix < W;
        tile[r][q] = inside ? plane[iy * W + ix] : 0.0f;
    }

    float k[9];
    for (int i = 0; i < 9; i++)
        k[i] = w[c * 9 + i];
    __syncthreads();

    const int col = blockIdx.x * TX + threadIdx.x;
    const int row = blockIdx.y * TY + threadIdx.y;
    if (row < H && col < W) {
        float acc = bias[c];
#pragma unroll
        for (int i = 0; i < 3; i++)
#pragma unroll
            for (int j = 0; j < 3; j++)
                acc += tile[threadIdx.y + i][threadIdx.x + j] * k[3 * i + j];
        y[(c * H + row) * W + col] = acc;
    }
}
