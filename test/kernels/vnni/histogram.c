/* Histogram of grey values: four partial histograms, so that equal neighbours do not wait for one another's store. */
#include <stdint.h>
#include <string.h>

#define WAYS 4
#define MAX_BINS 256

void histogram(const uint8_t *pixels, int32_t *hist, int count, int bins)
{
    int32_t part[WAYS][MAX_BINS];
    int i;

    memset(part, 0, sizeof(part));
    for (i = 0; i + WAYS <= count; i += WAYS) {
        part[0][pixels[i] * bins >> 8]++;
        part[1][pixels[i + 1] * bins >> 8]++;
        part[2][pixels[i + 2] * bins >> 8]++;
        part[3][pixels[i + 3] * bins >> 8]++;
    }
    for (; i < count; i++)
        part[0][pixels[i] * bins >> 8]++;

    for (int b = 0; b < bins; b++)
        hist[b] = part[0][b] + part[1][b] + part[2][b] + part[3][b];
}
