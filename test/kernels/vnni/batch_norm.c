// Batch normalization for inference with AVX-512, NCHW: scale and shift of a channel are worked out once per plane and
// applied 16 elements at a time, the rest under a mask.
#include <immintrin.h>
#include <math.h>

void batch_norm(const float *x, const float *gamma, const float *beta, const float *mean, const float *var, float *y,
                int batch, int channels, int height, int width, float eps)
{
    const int plane = height * width;

#pragma omp parallel for collapse(2) schedule(static)
    for (int n = 0; n < batch; n++) {
        for (int c = 0; c < channels; c++) {
            const float scale = gamma[c] / sqrtf(var[c] + eps);
            const __m512 vscale = _mm512_set1_ps(scale);
            const __m512 vshift = _mm512_set1_ps(beta[c] - mean[c] * scale);
            const float *src = x + (n * channels + c) * plane;
            float *dst = y + (n * channels + c) * plane;

            int i = 0;
            for (; i + 32 <= plane; i += 32) {
                __m512 v0 = _mm512_loadu_ps(src + i);
                __m512 v1 = _mm512_loadu_ps(src + i + 16);
                _mm512_storeu_ps(dst + i, _mm512_fmadd_ps(v0, vscale, vshift));
                _mm512_storeu_ps(dst + i + 16, _mm512_fmadd_ps(v1, vscale, vshift));
            }
            for (; i < plane; i += 16) {
                const __mmask16 m = plane - i >= 16 ? 0xFFFF : (__mmask16)((1u << (plane - i)) - 1);
                const __m512 v = _mm512_maskz_loadu_ps(m, src + i);
                _mm512_mask_storeu_ps(dst + i, m, _mm512_fmadd_ps(v, vscale, vshift));
            }
        }
    }
}
