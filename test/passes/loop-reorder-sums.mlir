// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-reorder{loops=j,i})' | FileCheck %s

// A sum over two loops, gathered column by column.
// CHECK: xpiler.obligations = ["loop-reorder{loops=j,i}: the same elements are gathered, in another order (reassociation)"]
// CHECK-LABEL: func.func @sum
// CHECK: } {xpiler.name = "i"}
// CHECK: } {xpiler.name = "j"}
func.func @sum(%x: memref<?x8xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %c8 step %c1 {
      %v = memref.load %x[%i, %j] : memref<?x8xf32>
      %t = memref.load %s[] : memref<f32>
      %u = arith.addf %t, %v : f32
      memref.store %u, %s[] : memref<f32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  return
}
