// 3 x 3 convolution with channels last: the lanes are output channels, two pixels of a row share each vector of weights.
#include <immintrin.h>

void conv2d_nhwc(const float *x, const float *w, float *y, int h, int wd, int cin, int cout, int stride) {
  const int pitch = ((wd - 1) * stride + 3) * cin;
  const int step = stride * cin;

  for (int i = 0; i < h; i++) {
    const float *rows = x + i * stride * pitch;
    for (int o = 0; o < cout; o += 16) {
      const __mmask16 m = (__mmask16)(cout - o < 16 ? (1 << (cout - o)) - 1 : 0xFFFF);
      for (int j = 0; j < wd; j += 2) {
        const int second = j + 1 < wd ? step : 0;  // an odd last pixel is computed twice and stored once
        __m512 acc0 = _mm512_setzero_ps();
        __m512 acc1 = _mm512_setzero_ps();
        const float *f = w + o;
        for (int dy = 0; dy < 3; dy++) {
          const float *in = rows + dy * pitch + j * step;
          // The three pixels of a window's row lie side by side.
          for (int c = 0; c < 3 * cin; c++, f += cout) {
            const __m512 weights = _mm512_maskz_loadu_ps(m, f);
            acc0 = _mm512_fmadd_ps(_mm512_set1_ps(in[c]), weights, acc0);
            acc1 = _mm512_fmadd_ps(_mm512_set1_ps(in[c + second]), weights, acc1);
          }
        }
        float *out = y + (i * wd + j) * cout + o;
        _mm512_mask_storeu_ps(out, m, acc0);
        if (second)
          _mm512_mask_storeu_ps(out + cout, m, acc1);
      }
    }
  }
}
