// Multi-scale deformable attention, two levels of four points: a thread per query, head and channel gathers bilinearly.
#include <hip/hip_runtime.h>

constexpr int kLevels = 2;
constexpr int kPoints = 4;

// The image at (py, px), between the centres of pixels; outside of it is zero. Pixels are `pitch` floats apart.
__device__ float bilinear(const float *image, int height, int width, int pitch, float py, float px) {
  const int y0 = (int)floorf(py), x0 = (int)floorf(px);
  const int y1 = y0 + 1, x1 = x0 + 1;
  const float wy = py - y0, wx = px - x0;

  float v = 0.0f;
  if (y0 >= 0 && y0 < height && x0 >= 0 && x0 < width) v += (1.0f - wy) * (1.0f - wx) * image[(y0 * width + x0) * pitch];
  if (y0 >= 0 && y0 < height && x1 >= 0 && x1 < width) v += (1.0f - wy) * wx * image[(y0 * width + x1) * pitch];
  if (y1 >= 0 && y1 < height && x0 >= 0 && x0 < width) v += wy * (1.0f - wx) * image[(y1 * width + x0) * pitch];
  if (y1 >= 0 && y1 < height && x1 >= 0 && x1 < width) v += wy * wx * image[(y1 * width + x1) * pitch];
  return v;
}

__global__ void deformable_attention(const float *__restrict__ value, const float *__restrict__ loc,
                                     const float *__restrict__ weight, float *__restrict__ out, int H, int W, int heads,
                                     int channels, int queries) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= queries * heads * channels) return;
  const int channel = i % channels;
  const int head = i / channels % heads;
  const int sample = i / channels * kLevels * kPoints;  // (query, head), then level and point
  const int pitch = heads * channels;

  const float *image = value + head * channels + channel;
  int height = H, width = W;
  float acc = 0.0f;
  for (int level = 0; level < kLevels; ++level) {
    for (int point = 0; point < kPoints; ++point) {
      const int s = sample + level * kPoints + point;
      const float px = loc[2 * s] * width - 0.5f;
      const float py = loc[2 * s + 1] * height - 0.5f;
      acc += weight[s] * bilinear(image, height, width, pitch, py, px);
    }
    image += height * width * pitch;
    height /= 2;
    width /= 2;
  }
  out[i] = acc;
}
