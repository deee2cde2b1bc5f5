// C = A B with half inputs, widened to float on the way into registers (vcvtph2ps): 4 rows x 16 columns of C at a time.
#include <immintrin.h>

#define ROWS 4

static inline __m512 load_half16(const _Float16 *p, __mmask16 m)
{
    return _mm512_cvtph_ps(_mm256_maskz_loadu_epi16(m, p));
}

void gemm_f16(const _Float16 *A, const _Float16 *B, float *C, int M, int N, int K)
{
#pragma omp parallel for
    for (int i = 0; i < M; i += ROWS) {
        const int rows = M - i < ROWS ? M - i : ROWS;
        for (int j = 0; j < N; j += 16) {
            const __mmask16 m = N - j < 16 ? (__mmask16)((1u << (N - j)) - 1) : (__mmask16)0xFFFF;
            __m512 acc[ROWS];
            for (int r = 0; r < ROWS; ++r)
                acc[r] = _mm512_setzero_ps();

            for (int k = 0; k < K; ++k) {
                const __m512 b = load_half16(B + k * N + j, m);
                for (int r = 0; r < rows; ++r)
                    acc[r] = _mm512_fmadd_ps(_mm512_set1_ps((float)A[(i + r) * K + k]), b, acc[r]);
            }
            for (int r = 0; r < rows; ++r)
                _mm512_mask_storeu_ps(C + (i + r) * N + j, m, acc[r]);
        }
    }
}
