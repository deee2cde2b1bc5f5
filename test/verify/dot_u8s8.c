// args: m=6 k=20
// extents: a=m*k b=k c=m
// Signed times signed bytes, and the bytes of a shifted to unsigned with the shift compensated.
#include <stdint.h>

void src(const int8_t *a, const int8_t *b, int *c, int m, int k) {
  for (int i = 0; i < m; i++) {
    int acc = 0;
    for (int p = 0; p < k; p++)
      acc += (int)a[i * k + p] * (int)b[p];
    c[i] = acc;
  }
}

void tgt(const int8_t *a, const int8_t *b, int *c, int m, int k) {
  int comp = 0;
  for (int p = 0; p < k; p++)
    comp += 128 * b[p];
  for (int i = 0; i < m; i++) {
    int acc = 0;
    for (int p = 0; p < k; p += 4)
      for (int q = 0; q < 4; q++) {
        uint8_t u = (uint8_t)(a[i * k + p + q] + 128);
        acc += (int)u * (int)b[p + q];
      }
    c[i] = acc - comp;
  }
}
