// RUN: xpiler-translate --import-vnni %s | FileCheck %s
// RUN: xpiler-translate --import-vnni %s | xpiler-translate --export-vnni | FileCheck %s --check-prefix=TEXT
// RUN: xpiler-translate --import-vnni %s | xpiler-translate --export-vnni | xpiler-translate --import-vnni | FileCheck %s

// A tile is configured again: the array is another one.
// CHECK-LABEL: func.func @copy(
// CHECK: memref.alloca() {xpiler.name = "tile1", xpiler.tile = 1 : i64} : memref<16x16xf32>
// CHECK: intrin.call "vnni" "_tile_loadd"({{.*}}) at({{.*}}) : (memref<16x16xf32>, memref<?xf32>, index) -> ()
// CHECK: intrin.call "vnni" "_tile_stored"
// CHECK: memref.alloca() {xpiler.name = "tile1{{.*}}", xpiler.tile = 1 : i64} : memref<4x8xf32>
// CHECK: intrin.call "vnni" "_tile_loadd"({{.*}}) at({{.*}}) : (memref<4x8xf32>, memref<?xf32>, index) -> ()

// TEXT: typedef struct { unsigned char palette, start, reserved[14]; unsigned short row_bytes[16]; unsigned char rows[16]; } tile_sizes;
// TEXT-LABEL: int copy(
// TEXT-NEXT: if (syscall(SYS_arch_prctl, 0x1023, 18) != 0) {
// TEXT-NEXT: return 1;
// TEXT: static const tile_sizes tiles = {1, 0, {0}, {0, 64, 0, 0, 0, 0, 0, 0}, {0, 16, 0, 0, 0, 0, 0, 0}};
// TEXT-NEXT: _tile_loadconfig(&tiles);
// TEXT-NEXT: _tile_loadd(1, x, 64);
// TEXT-NEXT: _tile_stored(1, y, 64);
// TEXT-NEXT: static const tile_sizes tiles_1 = {1, 0, {0}, {0, 32, 0, 0, 0, 0, 0, 0}, {0, 4, 0, 0, 0, 0, 0, 0}};
// TEXT-NEXT: _tile_loadconfig(&tiles_1);
// TEXT-NEXT: _tile_loadd(1, x + 256, 32);
// TEXT-NEXT: _tile_stored(1, y + 256, 32);
// TEXT-NEXT: _tile_release();
// TEXT-NEXT: return 0;
#include <immintrin.h>
void copy(const float *x, float *y) {
  unsigned char sizes[64] = {1, [18] = 64, [49] = 16};
  _tile_loadconfig(sizes);
  _tile_loadd(1, x, 64);
  _tile_stored(1, y, 64);
  sizes[18] = 32;
  sizes[49] = 4;
  _tile_loadconfig(sizes);
  _tile_loadd(1, x + 256, 32);
  _tile_stored(1, y + 256, 32);
  _tile_release();
}
