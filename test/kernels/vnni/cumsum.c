/* Inclusive prefix sums of the rows. */
void cumsum(const float *x, float *y, int rows, int cols)
{
#pragma omp parallel for
    for (int r = 0; r < rows; r++) {
        const float *in = x + r * cols;
        float *out = y + r * cols;
        float sum = 0.0f;
        for (int c = 0; c < cols; c++) {
            sum += *in++;
            *out++ = sum;
        }
    }
}
