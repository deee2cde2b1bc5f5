// Multi-scale deformable attention, two levels, four points a level: a thread per query, head and channel gathers its
// points bilinearly; corners outside the level count as zero.
#include <cuda_runtime.h>

constexpr int kLevels = 2;
constexpr int kPoints = 4;

// The value between the four pixels around (x, y); a pixel is `pitch` numbers.
__device__ float bilinear(const float *level, int height, int width, int pitch, float x, float y) {
  const int left = (int)floorf(x), top = (int)floorf(y);
  const float fx = x - left, fy = y - top;

  float sum = 0.0f;
  if (top >= 0 && top < height) {
    if (left >= 0 && left < width) sum += (1.0f - fy) * (1.0f - fx) * level[(top * width + left) * pitch];
    if (left + 1 >= 0 && left + 1 < width) sum += (1.0f - fy) * fx * level[(top * width + left + 1) * pitch];
  }
  if (top + 1 >= 0 && top + 1 < height) {
    if (left >= 0 && left < width) sum += fy * (1.0f - fx) * level[((top + 1) * width + left) * pitch];
    if (left + 1 >= 0 && left + 1 < width) sum += fy * fx * level[((top + 1) * width + left + 1) * pitch];
  }
  return sum;
}

__global__ void deformable_attention(const float *value, const float *loc, const float *weight, float *out,
                                     int H, int W, int heads, int channels, int queries) {
  const int idx = blockIdx.x * blockDim.x + threadIdx.x;
  if (idx >= queries * heads * channels) return;

  const int c = idx % channels;
  const int query_head = idx / channels;
  const int head = query_head % heads;
  const int pitch = heads * channels;

  float acc = 0.0f;
  const float *level = value + head * channels + c;
  for (int l = 0; l < kLevels; ++l) {
    const int height = H >> l, width = W >> l;
    for (int p = 0; p < kPoints; ++p) {
      const int point = (query_head * kLevels + l) * kPoints + p;
      const float x = loc[point * 2] * width - 0.5f;
      const float y = loc[point * 2 + 1] * height - 0.5f;
      acc += weight[point] * bilinear(level, height, width, pitch, x, y);
    }
    level += height * width * pitch;
  }
  out[idx] = acc;
}
