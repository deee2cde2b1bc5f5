// RUN: xpiler-translate --import-vnni %s | FileCheck %s
// RUN: xpiler-translate --import-vnni %s | xpiler-translate --export-vnni | FileCheck %s --check-prefix=TEXT
// RUN: xpiler-translate --import-vnni %s | xpiler-translate --export-vnni | xpiler-translate --import-vnni | FileCheck %s

// `__m512i` is 16 ints where it has a name; rows see the lanes they are about, and the text has no word for that.
// CHECK-LABEL: func.func @dot(
// CHECK: memref.alloca() {xpiler.name = "acc"} : memref<vector<16xi32>>
// CHECK: %[[B:.*]] = intrin.call "vnni" "_mm512_loadu_si512"(%arg1) at(%{{.*}}) : (memref<?xi8>) -> vector<64xi8>
// CHECK: %[[A:.*]] = intrin.call "vnni" "_mm512_maskz_loadu_epi8"({{.*}}) -> vector<64xi8>
// CHECK: intrin.call "vnni" "_mm512_dpbusd_epi32"(%{{.*}}, %[[A]], %[[B]]) : (vector<16xi32>, vector<64xi8>, vector<64xi8>) -> vector<16xi32>
// CHECK: arith.constant dense<[true, false, true, false, true, false, true, false, true, false, true, false, true, false, true, false]> : vector<16xi1>
// TEXT: __m512i acc = _mm512_setzero_si512();
// TEXT: const __m512i [[B:v[0-9]+]] = _mm512_loadu_si512(b + k);
// TEXT: const __m512i [[A:v[0-9]+]] = _mm512_maskz_loadu_epi8(m, a + k);
// TEXT: acc = _mm512_dpbusd_epi32(acc, [[A]], [[B]]);
// TEXT: _mm512_mask_reduce_add_epi32((__mmask16)0x5555, acc)
#include <immintrin.h>
#include <stdint.h>
void dot(const uint8_t *a, const int8_t *b, int *c, int n) {
  __m512i acc = _mm512_setzero_si512();
  for (int k = 0; k < n; k += 64) {
    int left = n - k < 64 ? n - k : 64;
    __mmask64 m = left < 64 ? (1ull << left) - 1 : ~0ull;
    __m512i vb = _mm512_loadu_si512((const __m512i *)(b + k));
    acc = _mm512_dpbusd_epi32(acc, _mm512_maskz_loadu_epi8(m, a + k), vb);
  }
  c[0] = _mm512_mask_reduce_add_epi32(0x5555, acc);
}
