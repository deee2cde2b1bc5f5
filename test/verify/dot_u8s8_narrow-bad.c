// args: n=32
// extents: a=n b=n out=1
// Wrong: the pair is kept in 16 bits and overflows.
#include <stdint.h>

void src(const uint8_t *a, const int8_t *b, int *out, int n) {
  int s = 0;
  for (int i = 0; i < n; i++)
    s += a[i] * b[i];
  out[0] = s;
}

void tgt(const uint8_t *a, const int8_t *b, int *out, int n) {
  int s = 0;
  for (int i = 0; i < n; i += 2) {
    int16_t pair = (int16_t)(a[i] * b[i] + a[i + 1] * b[i + 1]);
    s += pair;
  }
  out[0] = s;
}
