/* Index of the first maximum of each row. */
void argmax_plain(const float *x, int *index, int rows, int cols)
{
    int r, c;

    for (r = 0; r < rows; r++) {
        float best = x[r * cols];
        index[r] = 0;
        for (c = 1; c < cols; c++) {
            if (x[r * cols + c] > best) {
                best = x[r * cols + c];
                index[r] = c;
            }
        }
    }
}
