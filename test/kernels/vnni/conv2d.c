// 3 x 3 convolution of a padded image (NCHW): sixteen outputs of a row share each broadcast weight; OpenMP over output channels and rows.
#include <immintrin.h>

void conv2d(const float *x, const float *w, float *y, int cin, int cout, int H, int W) {
  const int pitch = W + 2, plane = (H + 2) * (W + 2);

#pragma omp parallel for collapse(2)
  for (int o = 0; o < cout; ++o)
    for (int i = 0; i < H; ++i)
      for (int j = 0; j < W; j += 16) {
        const __mmask16 m = W - j >= 16 ? 0xFFFF : (__mmask16)((1u << (W - j)) - 1);
        __m512 acc = _mm512_setzero_ps();
        for (int c = 0; c < cin; ++c) {
          const float *in = x + c * plane + i * pitch + j;
          const float *f = w + (o * cin + c) * 9;
          for (int dy = 0; dy < 3; ++dy)
            for (int dx = 0; dx < 3; ++dx)
              acc = _mm512_fmadd_ps(_mm512_set1_ps(f[dy * 3 + dx]), _mm512_maskz_loadu_ps(m, in + dy * pitch + dx), acc);
        }
        _mm512_mask_storeu_ps(y + (o * H + i) * W + j, m, acc);
      }
}
