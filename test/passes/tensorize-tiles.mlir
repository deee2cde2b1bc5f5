// Products of matrices in the tiles of x86: which rows compute them is said by types, signs and places of the elements; the architecture must have them.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=vnni arch=sapphirerapids},canonicalize,cse)' -split-input-file | FileCheck %s
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=vnni})' -split-input-file | FileCheck %s --check-prefix=WITHOUT
// WITHOUT-NOT: _tile_

// A step of the sum after the other, two by two tiles of the result at a time, the columns that are left behind them.
// CHECK-LABEL: func.func @bytes
// CHECK-DAG: %[[C0:.*]] = memref.alloca() {xpiler.name = "tile0", xpiler.tile = 0 : i64} : memref<16x16xi32>
// CHECK-DAG: %[[C3:.*]] = memref.alloca() {xpiler.name = "tile3", xpiler.tile = 3 : i64} : memref<16x16xi32>
// CHECK-DAG: %[[A0:.*]] = memref.alloca() {xpiler.name = "tile4", xpiler.tile = 4 : i64} : memref<16x64xi8>
// CHECK-DAG: %[[A1:.*]] = memref.alloca() {xpiler.name = "tile5", xpiler.tile = 5 : i64} : memref<16x64xi8>
// CHECK-DAG: %[[B0:.*]] = memref.alloca() {xpiler.name = "tile6", xpiler.tile = 6 : i64} : memref<16x64xi8>
// CHECK-DAG: %[[B1:.*]] = memref.alloca() {xpiler.name = "tile7", xpiler.tile = 7 : i64} : memref<16x64xi8>
// CHECK-COUNT-4: intrin.call "vnni" "_tile_loadd"(%{{.*}}, %arg2, %c192)
// CHECK: scf.for %[[K:.*]] = %c0 to %arg4
// CHECK:   intrin.call "vnni" "_tile_loadd"(%[[A0]], %arg0, %arg3)
// CHECK:   intrin.call "vnni" "_tile_loadd"(%[[A1]], %arg0, %arg3)
// CHECK:   intrin.call "vnni" "_tile_loadd"(%[[B0]], %arg1, %c192)
// CHECK:   intrin.call "vnni" "_tile_loadd"(%[[B1]], %arg1, %c192)
// CHECK:   intrin.call "vnni" "_tile_dpbusd"(%[[C0]], %[[A0]], %[[B0]])
// CHECK:   intrin.call "vnni" "_tile_dpbusd"(%{{.*}}, %[[A0]], %[[B1]])
// CHECK:   intrin.call "vnni" "_tile_dpbusd"(%{{.*}}, %[[A1]], %[[B0]])
// CHECK:   intrin.call "vnni" "_tile_dpbusd"(%[[C3]], %[[A1]], %[[B1]])
// CHECK-NEXT: }
// CHECK-COUNT-4: intrin.call "vnni" "_tile_stored"(%{{.*}}, %arg2, %c192)
// CHECK-COUNT-2: intrin.call "vnni" "_tile_loadd"(%{{.*}}, %arg2, %c192)
// CHECK: scf.for
// CHECK-COUNT-2: "_tile_dpbusd"
// CHECK-NEXT: }
// CHECK-COUNT-2: "_tile_stored"
// CHECK-NOT: scf.for
func.func @bytes(%A: memref<?xi8>, %B: memref<8x16x48x4xi8>, %sums: memref<32x48xi32>, %lda: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %c48 = arith.constant 48 : index
  %c64 = arith.constant 64 : index
  scf.for %k = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c32 step %c1 {
      scf.for %j = %c0 to %c48 step %c1 {
        scf.for %g = %c0 to %c16 step %c1 {
          scf.for %e = %c0 to %c4 step %c1 {
            %row = arith.muli %i, %lda : index
            %step = arith.muli %k, %c64 : index
            %group = arith.muli %g, %c4 : index
            %in_row = arith.addi %row, %step : index
            %in_step = arith.addi %in_row, %group : index
            %at = arith.addi %in_step, %e : index
            %x = memref.load %A[%at] : memref<?xi8>
            %y = memref.load %B[%k, %g, %j, %e] : memref<8x16x48x4xi8>
            %xw = arith.extui %x : i8 to i32
            %yw = arith.extsi %y : i8 to i32
            %p = arith.muli %xw, %yw : i32
            %old = memref.load %sums[%i, %j] : memref<32x48xi32>
            %new = arith.addi %old, %p : i32
            memref.store %new, %sums[%i, %j] : memref<32x48xi32>
          }
        }
      }
    }
  }
  return
}

// -----

// CHECK-LABEL: func.func @signed
// CHECK: "_tile_dpbssd"
// CHECK-NOT: memref.load
func.func @signed(%A: memref<?xi8>, %B: memref<8x16x16x4xi8>, %sums: memref<16x16xi32>, %lda: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  scf.for %k = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %g = %c0 to %c16 step %c1 {
          scf.for %e = %c0 to %c4 step %c1 {
            %row = arith.muli %i, %lda : index
            %step = arith.muli %k, %c64 : index
            %group = arith.muli %g, %c4 : index
            %in_row = arith.addi %row, %step : index
            %in_step = arith.addi %in_row, %group : index
            %at = arith.addi %in_step, %e : index
            %x = memref.load %A[%at] : memref<?xi8>
            %y = memref.load %B[%k, %g, %j, %e] : memref<8x16x16x4xi8>
            %xw = arith.extsi %x : i8 to i32
            %yw = arith.extsi %y : i8 to i32
            %p = arith.muli %xw, %yw : i32
            %old = memref.load %sums[%i, %j] : memref<16x16xi32>
            %new = arith.addi %old, %p : i32
            memref.store %new, %sums[%i, %j] : memref<16x16xi32>
          }
        }
      }
    }
  }
  return
}

// -----

// CHECK-LABEL: func.func @turned
// CHECK: "_tile_dpbsud"
// CHECK-NOT: memref.load
func.func @turned(%A: memref<?xi8>, %B: memref<8x16x16x4xi8>, %sums: memref<16x16xi32>, %lda: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  scf.for %k = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %g = %c0 to %c16 step %c1 {
          scf.for %e = %c0 to %c4 step %c1 {
            %row = arith.muli %i, %lda : index
            %step = arith.muli %k, %c64 : index
            %group = arith.muli %g, %c4 : index
            %in_row = arith.addi %row, %step : index
            %in_step = arith.addi %in_row, %group : index
            %at = arith.addi %in_step, %e : index
            %x = memref.load %A[%at] : memref<?xi8>
            %y = memref.load %B[%k, %g, %j, %e] : memref<8x16x16x4xi8>
            %xw = arith.extsi %x : i8 to i32
            %yw = arith.extui %y : i8 to i32
            %p = arith.muli %xw, %yw : i32
            %old = memref.load %sums[%i, %j] : memref<16x16xi32>
            %new = arith.addi %old, %p : i32
            memref.store %new, %sums[%i, %j] : memref<16x16xi32>
          }
        }
      }
    }
  }
  return
}

// -----

// CHECK-LABEL: func.func @unsigned
// CHECK: "_tile_dpbuud"
// CHECK-NOT: memref.load
func.func @unsigned(%A: memref<?xi8>, %B: memref<8x16x16x4xi8>, %sums: memref<16x16xi32>, %lda: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  scf.for %k = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %g = %c0 to %c16 step %c1 {
          scf.for %e = %c0 to %c4 step %c1 {
            %row = arith.muli %i, %lda : index
            %step = arith.muli %k, %c64 : index
            %group = arith.muli %g, %c4 : index
            %in_row = arith.addi %row, %step : index
            %in_step = arith.addi %in_row, %group : index
            %at = arith.addi %in_step, %e : index
            %x = memref.load %A[%at] : memref<?xi8>
            %y = memref.load %B[%k, %g, %j, %e] : memref<8x16x16x4xi8>
            %xw = arith.extui %x : i8 to i32
            %yw = arith.extui %y : i8 to i32
            %p = arith.muli %xw, %yw : i32
            %old = memref.load %sums[%i, %j] : memref<16x16xi32>
            %new = arith.addi %old, %p : i32
            memref.store %new, %sums[%i, %j] : memref<16x16xi32>
          }
        }
      }
    }
  }
  return
}

// -----

// CHECK-LABEL: func.func @bfloats
// CHECK: xpiler.tile = 4 : i64} : memref<16x32xbf16>
// CHECK: "_tile_dpbf16ps"
// CHECK-NOT: memref.load
func.func @bfloats(%A: memref<?xbf16>, %B: memref<8x16x16x2xbf16>, %sums: memref<16x16xf32>, %lda: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  scf.for %k = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %g = %c0 to %c16 step %c1 {
          scf.for %e = %c0 to %c2 step %c1 {
            %row = arith.muli %i, %lda : index
            %step = arith.muli %k, %c32 : index
            %group = arith.muli %g, %c2 : index
            %in_row = arith.addi %row, %step : index
            %in_step = arith.addi %in_row, %group : index
            %at = arith.addi %in_step, %e : index
            %x = memref.load %A[%at] : memref<?xbf16>
            %y = memref.load %B[%k, %g, %j, %e] : memref<8x16x16x2xbf16>
            %xw = arith.extf %x : bf16 to f32
            %yw = arith.extf %y : bf16 to f32
            %p = arith.mulf %xw, %yw : f32
            %old = memref.load %sums[%i, %j] : memref<16x16xf32>
            %new = arith.addf %old, %p : f32
            memref.store %new, %sums[%i, %j] : memref<16x16xf32>
          }
        }
      }
    }
  }
  return
}

// -----

// CHECK-LABEL: func.func @small
// CHECK: xpiler.tile = 0 : i64} : memref<8x16xi32>
// CHECK: xpiler.tile = 4 : i64} : memref<8x32xi8>
// CHECK: xpiler.tile = 6 : i64} : memref<8x64xi8>
// CHECK: "_tile_dpbusd"
// CHECK-NOT: memref.load
func.func @small(%A: memref<?xi8>, %B: memref<8x8x16x4xi8>, %sums: memref<8x16xi32>, %lda: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  scf.for %k = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c8 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %g = %c0 to %c8 step %c1 {
          scf.for %e = %c0 to %c4 step %c1 {
            %row = arith.muli %i, %lda : index
            %step = arith.muli %k, %c32 : index
            %group = arith.muli %g, %c4 : index
            %in_row = arith.addi %row, %step : index
            %in_step = arith.addi %in_row, %group : index
            %at = arith.addi %in_step, %e : index
            %x = memref.load %A[%at] : memref<?xi8>
            %y = memref.load %B[%k, %g, %j, %e] : memref<8x8x16x4xi8>
            %xw = arith.extui %x : i8 to i32
            %yw = arith.extsi %y : i8 to i32
            %p = arith.muli %xw, %yw : i32
            %old = memref.load %sums[%i, %j] : memref<8x16xi32>
            %new = arith.addi %old, %p : i32
            memref.store %new, %sums[%i, %j] : memref<8x16xi32>
          }
        }
      }
    }
  }
  return
}
