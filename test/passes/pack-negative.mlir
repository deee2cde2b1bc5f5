// RUN: xpiler-opt %s --pass-pipeline='builtin.module(pack{buffer=T factor=16},canonicalize,cse)' | FileCheck %s

// CHECK-LABEL: func.func @below
// CHECK: %[[AT:.*]] = arith.{{subi|addi}} %{{.*}}, %c{{-?}}3
// CHECK: %[[G:.*]] = arith.divui %[[AT]], %c16
// CHECK: %[[P:.*]] = arith.remui %[[AT]], %c16
// CHECK: memref.store %{{.*}}, %{{.*}}[%[[G]], %c0, %[[P]]]
// An index that may be below zero is divided, whatever it is made of.
func.func @below(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %one = arith.constant 1.0 : f32
  %c3 = arith.constant 3 : index
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "shared"} : memref<2x64xf32>
  scf.for %c = %c1 to %c4 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %g = arith.muli %c, %c16 : index
      %s = arith.addi %g, %j : index
      %at = arith.subi %s, %c3 : index
      memref.store %one, %T[%c0, %at] : memref<2x64xf32>
      %b = memref.load %T[%c0, %at] : memref<2x64xf32>
      memref.store %b, %y[%at] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "c"}
  return
}
