// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-merge,canonicalize)' | FileCheck %s

// CHECK-LABEL: func.func @tasks
// CHECK-COUNT-1: scf.for
// CHECK-NOT: scf.for
// CHECK: } {xpiler.name = "i", xpiler.parallel}
func.func @tasks(%y: memref<?xi32>, %n: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %c32_i32 = arith.constant 32 : i32
  scf.for %t = %c0 to %c32 step %c1 {
    %first = arith.index_cast %t : index to i32
    scf.for %i = %first to %n step %c32_i32 : i32 {
      %ii = arith.index_cast %i : i32 to index
      memref.store %i, %y[%ii] : memref<?xi32>
    } {xpiler.name = "i"}
  } {xpiler.name = "taskIdX", xpiler.parallel}
  return
}

// The worker's number is used inside, or the stride is not the number of workers.
// CHECK-LABEL: func.func @kept
// CHECK-COUNT-4: scf.for
func.func @kept(%y: memref<?xi32>, %n: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %c32_i32 = arith.constant 32 : i32
  %c33_i32 = arith.constant 33 : i32
  scf.for %t = %c0 to %c32 step %c1 {
    %first = arith.index_cast %t : index to i32
    scf.for %i = %first to %n step %c32_i32 : i32 {
      %ii = arith.index_cast %i : i32 to index
      memref.store %first, %y[%ii] : memref<?xi32>
    }
  } {xpiler.parallel}
  scf.for %t = %c0 to %c32 step %c1 {
    %first = arith.index_cast %t : index to i32
    scf.for %i = %first to %n step %c33_i32 : i32 {
      %ii = arith.index_cast %i : i32 to index
      memref.store %i, %y[%ii] : memref<?xi32>
    }
  } {xpiler.parallel}
  return
}
