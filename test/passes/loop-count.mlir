// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-count{loop=i},canonicalize)' | FileCheck %s

// CHECK-LABEL: func.func @by_four
// CHECK-DAG: %[[C4:.*]] = arith.constant 4 : index
// CHECK-DAG: %[[C16:.*]] = arith.constant 16 : index
// CHECK: scf.for %[[I:.*]] = %{{.*}} to %[[C16]] step %c1
// CHECK:   %[[AT:.*]] = arith.muli %[[I]], %[[C4]]
// CHECK:   memref.store %arg1, %arg0[%[[AT]]]
// CHECK: xpiler.name = "i"
func.func @by_four(%x: memref<?xf32>, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 63 : index
  scf.for %i = %c0 to %n step %c4 {
    memref.store %v, %x[%i] : memref<?xf32>
  } {xpiler.name = "i"}
  return
}
