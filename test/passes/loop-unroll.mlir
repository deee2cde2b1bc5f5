// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-unroll{loops=i,j},canonicalize)' | FileCheck %s

// Inner loops first, in the order of the iterations.
// CHECK: module attributes {xpiler.obligations = ["loop-unroll{loops=i,j}: the same iterations in the same order (by construction)"]}
// CHECK-NOT: scf.for
// CHECK: memref.store %arg1, %arg0[%c1, %c0]
// CHECK: memref.store %arg1, %arg0[%c1, %c1]
// CHECK: memref.store %arg1, %arg0[%c4, %c0]
// CHECK: memref.store %arg1, %arg0[%c4, %c1]
// CHECK: return
func.func @f(%x: memref<8x2xf32>, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c6 = arith.constant 6 : index
  scf.for %i = %c1 to %c6 step %c3 {
    scf.for %j = %c0 to %c2 step %c1 {
      memref.store %v, %x[%i, %j] : memref<8x2xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  return
}
