// RUN: xpiler-opt %s --split-input-file --pass-pipeline='builtin.module(tensorize{platform=bang})' | FileCheck %s

// A product of tiles: the right operand is turned, put in order and brought to WRAM; the product is added to the sums at once.
// CHECK-LABEL: func.func @product
// CHECK: intrin.call "bang" "__bang_transpose"
// CHECK: intrin.call "bang" "__bang_reshape_filter"(%[[ORDERED:.*]], %{{.*}}, %c64{{.*}}, %c1{{.*}}, %c1{{.*}}, %c32{{.*}})
// CHECK: cluster.copy %[[ORDERED]][{{.*}}] nram to %[[W:.*]][{{.*}}] wram
// CHECK: intrin.call "bang" "__bang_matmul"(%[[PART:.*]], %{{.*}}, %[[W]], %c16{{.*}}, %c32{{.*}}, %c64{{.*}})
// CHECK: intrin.call "bang" "__bang_add"(%[[ACC:.*]], %[[ACC]], %[[PART]], %c1024{{.*}})
// CHECK: cluster.copy %[[ACC]][{{.*}}] nram to %arg0
// CHECK-SAME: strides({{.*}}) count
func.func @product(%C: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  scf.for %t = %c0 to %n step %c1 {
    %acc = memref.alloca() {xpiler.name = "acc"} : memref<16x64xf32>
    %A = memref.alloca() {xpiler.name = "A"} : memref<16x32xf32>
    %B = memref.alloca() {xpiler.name = "B"} : memref<32x64xf32>
    scf.for %k = %c0 to %c32 step %c1 {
      scf.for %j = %c0 to %c64 step %c1 {
        scf.for %i = %c0 to %c16 step %c1 {
          %a = memref.load %A[%i, %k] : memref<16x32xf32>
          %b = memref.load %B[%k, %j] : memref<32x64xf32>
          %s = memref.load %acc[%i, %j] : memref<16x64xf32>
          %p = arith.mulf %b, %a : f32
          %r = arith.addf %p, %s : f32
          memref.store %r, %acc[%i, %j] : memref<16x64xf32>
        }
      }
    }
    %first = arith.muli %t, %c64 : index
    scf.for %i = %c0 to %c16 step %c1 {
      %row = arith.muli %i, %c64 : index
      scf.for %j = %c0 to %c64 step %c1 {
        %at = arith.addi %row, %j : index
        %to = arith.addi %at, %first : index
        %v = memref.load %acc[%i, %j] : memref<16x64xf32>
        memref.store %v, %C[%to] : memref<?xf32>
      }
    }
  } {xpiler.parallel}
  return
}

// -----
// Near misses: 48 rows of weights have no documented order; rows that overlap are no copy.
// CHECK-LABEL: func.func @kept
// CHECK-NOT: __bang_matmul
// CHECK-NOT: strides
// CHECK: return
module {
func.func @kept(%C: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c48 = arith.constant 48 : index
  scf.for %t = %c0 to %n step %c1 {
    %acc = memref.alloca() {xpiler.name = "acc"} : memref<8x48xf32>
    %A = memref.alloca() {xpiler.name = "A"} : memref<8x8xf32>
    %B = memref.alloca() {xpiler.name = "B"} : memref<8x48xf32>
    scf.for %k = %c0 to %c8 step %c1 {
      scf.for %j = %c0 to %c48 step %c1 {
        scf.for %i = %c0 to %c8 step %c1 {
          %a = memref.load %A[%i, %k] : memref<8x8xf32>
          %b = memref.load %B[%k, %j] : memref<8x48xf32>
          %s = memref.load %acc[%i, %j] : memref<8x48xf32>
          %p = arith.mulf %a, %b : f32
          %r = arith.addf %s, %p : f32
          memref.store %r, %acc[%i, %j] : memref<8x48xf32>
        }
      }
    }
    scf.for %i = %c0 to %c8 step %c1 {
      scf.for %j = %c0 to %c48 step %c1 {
        %to = arith.addi %i, %j : index
        %v = memref.load %acc[%i, %j] : memref<8x48xf32>
        memref.store %v, %C[%to] : memref<?xf32>
      }
    }
  } {xpiler.parallel}
  return
}
}

// -----
// Two of the four elements of each row: a fill of as many elements would reach others.
// CHECK-LABEL: func.func @holes
// CHECK-NOT: __bang_write_value"({{.*}}%c16
// CHECK: return
module {
func.func @holes(%C: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  scf.for %t = %c0 to %n step %c1 {
    %tile = memref.alloca() {xpiler.name = "tile"} : memref<8x4xf32>
    scf.for %i = %c0 to %c8 step %c1 {
      scf.for %j = %c0 to %c2 step %c1 {
        memref.store %zero, %tile[%i, %j] : memref<8x4xf32>
      }
    }
    scf.for %i = %c0 to %c8 step %c1 {
      %row = arith.muli %i, %c4 : index
      scf.for %j = %c0 to %c4 step %c1 {
        %at = arith.addi %row, %j : index
        %v = memref.load %tile[%i, %j] : memref<8x4xf32>
        memref.store %v, %C[%at] : memref<?xf32>
      }
    }
  } {xpiler.parallel}
  return
}
}
