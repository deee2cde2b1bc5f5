// RUN: xpiler-opt %s --pass-pipeline='builtin.module(pipeline{loop=i buffers=As},canonicalize,cse)' | FileCheck %s

// A loop that has iterations needs no guard in front; it may start anywhere.
// CHECK-LABEL: func.func @constant
// CHECK: %[[AS:.*]] = memref.alloca() {xpiler.name = "As", xpiler.space = "shared"} : memref<2x4xf32>
// CHECK-NOT: scf.if
// CHECK: %[[FIRST:.*]] = memref.load %arg0
// CHECK: memref.store %[[FIRST]], %[[AS]][%c0, %{{.*}}]
// CHECK: scf.for %[[I:.*]] = %c8 to %c20 step %c4 {
// CHECK: %[[FROM:.*]] = arith.subi %[[I]], %c8
// CHECK: %[[NUMBER:.*]] = arith.divsi %[[FROM]], %c4
// CHECK: arith.remsi %[[NUMBER]], %c2
func.func @constant(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c20 = arith.constant 20 : index
  %As = memref.alloca() {xpiler.name = "As", xpiler.space = "shared"} : memref<4xf32>
  scf.for %i = %c8 to %c20 step %c4 {
    scf.for %j = %c0 to %c4 step %c1 {
      %at = arith.addi %i, %j : index
      %a = memref.load %A[%at] : memref<?xf32>
      memref.store %a, %As[%j] : memref<4xf32>
    } {xpiler.name = "As.0"}
    scf.for %j = %c0 to %c4 step %c1 {
      %a = memref.load %As[%j] : memref<4xf32>
      memref.store %a, %y[%j] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  return
}
