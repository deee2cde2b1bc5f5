/* Row-wise softmax in scalar C. The maximum of a row is taken by four running maxima, so that they do not wait for each other. */
#include <math.h>

static inline float row_max(const float *v, int n)
{
    float m0 = -INFINITY, m1 = -INFINITY, m2 = -INFINITY, m3 = -INFINITY;
    int i = 0;
    for (; i + 3 < n; i += 4) {
        m0 = fmaxf(m0, v[i]);
        m1 = fmaxf(m1, v[i + 1]);
        m2 = fmaxf(m2, v[i + 2]);
        m3 = fmaxf(m3, v[i + 3]);
    }
    for (; i < n; ++i)
        m0 = fmaxf(m0, v[i]);
    return fmaxf(fmaxf(m0, m1), fmaxf(m2, m3));
}

void softmax(const float *restrict x, float *restrict y, int rows, int cols)
{
    for (int r = 0; r < rows; ++r) {
        const float *in = x + (long)r * cols;
        float *out = y + (long)r * cols;
        const float peak = row_max(in, cols);

        float total = 0.0f;
        for (int c = 0; c < cols; ++c) {
            out[c] = expf(in[c] - peak);
            total += out[c];
        }

        const float scale = 1.0f / total;
        for (int c = 0; c < cols; ++c)
            out[c] *= scale;
    }
}
