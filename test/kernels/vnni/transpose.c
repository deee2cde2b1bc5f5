/* Transposition in cache blocks of 32 x 32. */
#define BLOCK 32

static inline int min(int a, int b) { return a < b ? a : b; }

void transpose(const float *in, float *out, int rows, int cols)
{
#pragma omp parallel for collapse(2)
    for (int r0 = 0; r0 < rows; r0 += BLOCK)
        for (int c0 = 0; c0 < cols; c0 += BLOCK) {
            const int r1 = min(r0 + BLOCK, rows);
            const int c1 = min(c0 + BLOCK, cols);
            for (int c = c0; c < c1; c++)
                for (int r = r0; r < r1; r++)
                    out[c * rows + r] = in[r * cols + c];
        }
}
