// Sum pooling in two steps: the window's rows are added up column by column, sixteen columns at a time, then neighbouring columns.
#include <immintrin.h>

#define MAX_WIDTH 64

void sumpool2d(const float *x, float *y, int planes, int height, int width, int window, int stride) {
  const int out_h = (height - window) / stride + 1;
  const int out_w = (width - window) / stride + 1;
  float column[MAX_WIDTH];

  for (int p = 0; p < planes; p++) {
    for (int i = 0; i < out_h; i++) {
      const float *top = x + (p * height + i * stride) * width;
      for (int c = 0; c < width; c += 16) {
        const __mmask16 m = width - c < 16 ? (__mmask16)((1u << (width - c)) - 1) : (__mmask16)0xFFFF;
        __m512 sum = _mm512_setzero_ps();
        for (int a = 0; a < window; a++)
          sum = _mm512_add_ps(sum, _mm512_maskz_loadu_ps(m, top + a * width + c));
        _mm512_storeu_ps(column + c, sum);
      }

      float *out = y + (p * out_h + i) * out_w;
      for (int j = 0; j < out_w; j++) {
        float sum = 0.0f;
        for (int b = 0; b < window; b++)
          sum += column[j * stride + b];
        out[j] = sum;
      }
    }
  }
}
