/* 1-D convolution of a padded signal, four neighbouring outputs at a time; the last ones of a row one by one. */

void conv1d(const float *x, const float *w, const float *bias, float *y, int cin, int cout, int length, int taps)
{
    const int row = length + taps - 1;

    for (int o = 0; o < cout; o++) {
        const float *filter = w + o * cin * taps;
        float *out = y + o * length;
        int l = 0;

        for (; l + 4 <= length; l += 4) {
            float s0 = bias[o], s1 = bias[o], s2 = bias[o], s3 = bias[o];
            for (int c = 0; c < cin; c++) {
                const float *in = x + c * row + l;
                for (int t = 0; t < taps; t++) {
                    const float f = filter[c * taps + t];
                    s0 += f * in[t];
                    s1 += f * in[t + 1];
                    s2 += f * in[t + 2];
                    s3 += f * in[t + 3];
                }
            }
            out[l] = s0;
            out[l + 1] = s1;
            out[l + 2] = s2;
            out[l + 3] = s3;
        }

        for (; l < length; l++) {
            float s = bias[o];
            for (int c = 0; c < cin; c++)
                for (int t = 0; t < taps; t++)
                    s += filter[c * taps + t] * x[c * row + l + t];
            out[l] = s;
        }
    }
}
