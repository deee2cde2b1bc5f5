// z = x + y, sixteen floats at a time; what is left over goes through a mask.
#include <immintrin.h>

void add(const float *x, const float *y, float *z, int n) {
  int i = 0;
  for (; i + 16 <= n; i += 16)
    _mm512_storeu_ps(z + i, _mm512_add_ps(_mm512_loadu_ps(x + i), _mm512_loadu_ps(y + i)));
  if (i < n) {
    __mmask16 rest = (__mmask16)((1u << (n - i)) - 1);
    __m512 sum = _mm512_add_ps(_mm512_maskz_loadu_ps(rest, x + i), _mm512_maskz_loadu_ps(rest, y + i));
    _mm512_mask_storeu_ps(z + i, rest, sum);
  }
}
