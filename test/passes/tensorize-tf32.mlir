// Products of floats in tf32, where that is allowed: fragments go through the row that rounds them.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=cuda allow=tf32},canonicalize,cse)' | FileCheck %s
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=cuda allow=approx},canonicalize,cse)' | FileCheck %s --check-prefix=KEPT
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=cuda allow=fp8})' 2>&1 | FileCheck %s --check-prefix=UNKNOWN

// KEPT-NOT: intrin.call
// UNKNOWN: `fp8` is nothing that can be allowed
// CHECK-LABEL: func.func @rows
// CHECK-DAG: %[[ACC:.*]] = memref.alloca() {xpiler.fragment = "wmma::accumulator, 16, 16, 8, float", xpiler.name = "acc", xpiler.warp = 32 : i32} : memref<1x1x16x16xf32>
// CHECK: %[[A:.*]] = memref.alloca() {xpiler.fragment = "wmma::matrix_a, 16, 16, 8, wmma::precision::tf32, wmma::row_major"
// CHECK: intrin.call "cuda" "load_matrix_sync_row_tf32_a"(%[[A]], {{.*}}, %c32)
// CHECK: intrin.call "cuda" "__float_to_tf32_a"(%[[A]])
// CHECK: %[[B:.*]] = memref.alloca() {xpiler.fragment = "wmma::matrix_b, 16, 16, 8, wmma::precision::tf32, wmma::row_major"
// CHECK: intrin.call "cuda" "load_matrix_sync_row_tf32_b"(%[[B]], {{.*}}, %c16)
// CHECK: intrin.call "cuda" "__float_to_tf32_b"(%[[B]])
// CHECK: intrin.call "cuda" "mma_sync_tf32"({{.*}}, %[[A]], %[[B]], {{.*}})
// CHECK: intrin.call "cuda" "store_matrix_sync_mem_row"
func.func @rows(%C: memref<?xf32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %kn = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  scf.for %block = %c0 to %c4 step %c1 {
  %A = memref.alloca() {xpiler.name = "A_tile", xpiler.space = "shared"} : memref<64x32xf32>
  %B = memref.alloca() {xpiler.name = "B_tile", xpiler.space = "shared"} : memref<32x16xf32>
  %acc = memref.alloca() {xpiler.name = "acc"} : memref<64x16xf32>
  scf.for %w = %c0 to %c4 step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        %first = arith.muli %w, %c16 : index
        %row = arith.addi %first, %i : index
        memref.store %zero, %acc[%row, %j] : memref<64x16xf32>
      }
    }
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  scf.for %w = %c0 to %c4 step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %k = %c0 to %kn step %c1 {
          %first = arith.muli %w, %c16 : index
          %row = arith.addi %first, %i : index
          %a = memref.load %A[%row, %k] : memref<64x32xf32>
          %b = memref.load %B[%k, %j] : memref<32x16xf32>
          %p = arith.mulf %b, %a : f32
          %s = memref.load %acc[%row, %j] : memref<64x16xf32>
          %t = arith.addf %s, %p : f32
          memref.store %t, %acc[%row, %j] : memref<64x16xf32>
        }
      }
    }
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  scf.for %y = %c0 to %c64 step %c1 {
    scf.for %x = %c0 to %c16 step %c1 {
      %v = memref.load %acc[%y, %x] : memref<64x16xf32>
      %first = arith.muli %y, %c16 : index
      %at = arith.addi %first, %x : index
      memref.store %v, %C[%at] : memref<?xf32>
    } {xpiler.bind = "threadIdx.x", xpiler.parallel}
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  } {xpiler.bind = "blockIdx.x", xpiler.parallel}
  return
}
