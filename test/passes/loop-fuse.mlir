// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-fuse)' | FileCheck %s

// CHECK-LABEL: func.func @fused
// CHECK: %[[N:.*]] = arith.muli %{{.*}}, %c64
// CHECK: scf.for %[[I:.*]] = %c0 to %[[N]] step %c1
// CHECK-NOT: scf.for
// CHECK: memref.store %{{.*}}, %{{.*}}[%{{.*}}]
// CHECK: } {xpiler.name = "i", xpiler.parallel}
func.func @fused(%y: memref<?xi32>, %g: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %c64_i32 = arith.constant 64 : i32
  scf.for %b = %c0 to %g step %c1 {
    scf.for %t = %c0 to %c64 step %c1 {
      %bi = arith.index_cast %b : index to i32
      %ti = arith.index_cast %t : index to i32
      %m = arith.muli %bi, %c64_i32 : i32
      %i = arith.addi %m, %ti {xpiler.name = "i"} : i32
      %ii = arith.index_cast %i : i32 to index
      memref.store %i, %y[%ii] : memref<?xi32>
    } {xpiler.parallel}
  } {xpiler.parallel}
  return
}

// The thread's own index is used: nothing to fuse.
// CHECK-LABEL: func.func @kept
// CHECK-COUNT-2: scf.for
func.func @kept(%y: memref<?xi32>, %g: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %c64_i32 = arith.constant 64 : i32
  scf.for %b = %c0 to %g step %c1 {
    scf.for %t = %c0 to %c64 step %c1 {
      %bi = arith.index_cast %b : index to i32
      %ti = arith.index_cast %t : index to i32
      %m = arith.muli %bi, %c64_i32 : i32
      %i = arith.addi %m, %ti : i32
      %ii = arith.index_cast %i : i32 to index
      memref.store %ti, %y[%ii] : memref<?xi32>
    } {xpiler.parallel}
  } {xpiler.parallel}
  return
}

// Scaled by something else than the number of threads.
// CHECK-LABEL: func.func @strided
// CHECK-COUNT-2: scf.for
func.func @strided(%y: memref<?xi32>, %g: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %c65_i32 = arith.constant 65 : i32
  scf.for %b = %c0 to %g step %c1 {
    scf.for %t = %c0 to %c64 step %c1 {
      %bi = arith.index_cast %b : index to i32
      %ti = arith.index_cast %t : index to i32
      %m = arith.muli %bi, %c65_i32 : i32
      %i = arith.addi %m, %ti : i32
      %ii = arith.index_cast %i : i32 to index
      memref.store %i, %y[%ii] : memref<?xi32>
    } {xpiler.parallel}
  } {xpiler.parallel}
  return
}
