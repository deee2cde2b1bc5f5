// Multi-scale deformable attention, two levels and four points: each point adds its four corners, all channels at a time; OpenMP over queries and heads.
#include <math.h>

#define LEVELS 2
#define POINTS 4

// out += share * value(row, col) for one head, and nothing outside of the level.
static inline void add_corner(float *out, const float *value, float share, int row, int col, int height, int width, int pitch, int channels) {
  if (row < 0 || row >= height || col < 0 || col >= width)
    return;
  const float *pixel = value + (row * width + col) * pitch;
  for (int c = 0; c < channels; c++)
    out[c] += share * pixel[c];
}

void deformable_attention(const float *value, const float *loc, const float *weight, float *out, int H, int W, int heads, int channels, int queries) {
  const int pitch = heads * channels;

#pragma omp parallel for collapse(2)
  for (int q = 0; q < queries; q++) {
    for (int h = 0; h < heads; h++) {
      const int item = q * heads + h;
      float *o = out + item * channels;
      for (int c = 0; c < channels; c++)
        o[c] = 0.0f;

      for (int l = 0; l < LEVELS; l++) {
        const int height = H >> l, width = W >> l;
        const float *level = value + l * H * W * pitch + h * channels;
        for (int p = 0; p < POINTS; p++) {
          const int at = (item * LEVELS + l) * POINTS + p;
          const float x = loc[2 * at] * width - 0.5f;
          const float y = loc[2 * at + 1] * height - 0.5f;
          const float a = weight[at];
          const int x0 = (int)floorf(x), y0 = (int)floorf(y);
          const float fx = x - x0, fy = y - y0;
          add_corner(o, level, a * (1 - fy) * (1 - fx), y0, x0, height, width, pitch, channels);
          add_corner(o, level, a * (1 - fy) * fx, y0, x0 + 1, height, width, pitch, channels);
          add_corner(o, level, a * fy * (1 - fx), y0 + 1, x0, height, width, pitch, channels);
          add_corner(o, level, a * fy * fx, y0 + 1, x0 + 1, height, width, pitch, channels);
        }
      }
    }
  }
}
