// RUN: xpiler-translate --import-vnni %s | FileCheck %s
// RUN: xpiler-translate --import-vnni %s | xpiler-translate --export-vnni | xpiler-translate --import-vnni | FileCheck %s

// CHECK: module attributes {xpiler.platform = "vnni"}
// CHECK-LABEL: func.func @scale(
// CHECK: intrin.call "vnni" "_mm512_set1_ps"
// CHECK: scf.for
// CHECK: vector.create_mask
// CHECK: intrin.call "vnni" "_mm512_maskz_loadu_ps"
// CHECK: intrin.call "vnni" "_mm512_mul_ps"
// CHECK: intrin.call "vnni" "_mm512_mask_storeu_ps"
#include <immintrin.h>
void scale(const float *x, float *y, float s, int n) {
  __m512 v = _mm512_set1_ps(s);
  for (int i = 0; i < n; i += 16) {
    int len = n - i < 16 ? n - i : 16;
    __mmask16 m = (__mmask16)((1u << len) - 1u);
    _mm512_mask_storeu_ps(y + i, m, _mm512_mul_ps(_mm512_maskz_loadu_ps(m, x + i), v));
  }
}
