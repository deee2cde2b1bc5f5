/* Multi-head self-attention in one pass over the keys: running maximum and sum, the output so far is rescaled when the maximum grows. */
#include <math.h>

void self_attention_online(const float *restrict q, const float *restrict k, const float *restrict v, float *restrict o, int heads, int seq, int d)
{
    const float scale = 1.0f / sqrtf((float)d);

#pragma omp parallel for
    for (int row = 0; row < heads * seq; row++) {
        const float *qi = q + row * d;
        const float *kh = k + row / seq * seq * d;
        const float *vh = v + row / seq * seq * d;
        float *out = o + row * d;
        float peak = -INFINITY, sum = 0.0f;

        for (int c = 0; c < d; c++)
            out[c] = 0.0f;
        for (int j = 0; j < seq; j++) {
            float s = 0.0f;
            for (int c = 0; c < d; c++)
                s += qi[c] * kh[j * d + c];
            s *= scale;

            const float next = fmaxf(peak, s);
            const float keep = expf(peak - next);
            const float weight = expf(s - next);
            sum = sum * keep + weight;
            for (int c = 0; c < d; c++)
                out[c] = out[c] * keep + weight * vh[j * d + c];
            peak = next;
        }
        for (int c = 0; c < d; c++)
            out[c] /= sum;
    }
}
