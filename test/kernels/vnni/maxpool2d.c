/* Max pooling without padding: plain C, pointers that step through planes, windows and outputs. */
#define MAX(a, b) ((a) > (b) ? (a) : (b))

void maxpool2d(const float *x, float *y, int planes, int height, int width, int window, int stride)
{
    const int out_h = (height - window) / stride + 1;
    const int out_w = (width - window) / stride + 1;

    for (int p = 0; p < planes; p++, x += height * width) {
        for (int i = 0; i < out_h; i++) {
            const float *corner = x + i * stride * width;
            for (int j = 0; j < out_w; j++, corner += stride) {
                float best = *corner;
                const float *row = corner;
                for (int a = 0; a < window; a++, row += width)
                    for (int b = 0; b < window; b++)
                        best = MAX(best, row[b]);
                *y++ = best;
            }
        }
    }
}
