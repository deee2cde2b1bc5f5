/* C = A B in scalar C with cache blocks: a block of B is used by all rows of a block of A before the next one is fetched. */
#define BM 32
#define BN 64
#define BK 32
#define MIN(a, b) ((a) < (b) ? (a) : (b))

void gemm_blocked(const float *restrict A, const float *restrict B, float *restrict C, int M, int N, int K)
{
    for (int i = 0; i < M * N; i++)
        C[i] = 0.0f;

    for (int i0 = 0; i0 < M; i0 += BM)
        for (int k0 = 0; k0 < K; k0 += BK)
            for (int j0 = 0; j0 < N; j0 += BN) {
                const int i1 = MIN(i0 + BM, M);
                const int k1 = MIN(k0 + BK, K);
                const int j1 = MIN(j0 + BN, N);
                for (int i = i0; i < i1; i++)
                    for (int k = k0; k < k1; k++) {
                        const float a = A[i * K + k];
                        for (int j = j0; j < j1; j++)
                            C[i * N + j] += a * B[k * N + j];
                    }
            }
}
