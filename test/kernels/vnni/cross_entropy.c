/* Cross entropy from logits and class indices, straightforward: maximum, sum of exponentials, log. */
#include <float.h>
#include <math.h>

void cross_entropy(const float *logits, const int *labels, float *loss, int rows, int classes)
{
    int r, c;

#pragma omp parallel for private(c)
    for (r = 0; r < rows; ++r) {
        const float *x = &logits[(long)r * classes];
        float peak = -FLT_MAX;
        float sum = 0.f;

        for (c = 0; c < classes; ++c)
            if (x[c] > peak)
                peak = x[c];
        for (c = 0; c < classes; ++c)
            sum += expf(x[c] - peak);

        loss[r] = logf(sum) + peak - x[labels[r]];
    }
}
