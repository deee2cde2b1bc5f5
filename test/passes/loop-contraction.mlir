// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-contraction{producer=p consumer=c})' -split-input-file | FileCheck %s

// CHECK: xpiler.obligations = ["loop-contraction{producer=p consumer=c}: an iteration reads what the same iteration wrote (dependence)"]
// CHECK-NOT: memref.alloc(
// CHECK: scf.for %[[I:.*]] = %c0 to %arg2 step %c1
// CHECK-NEXT: %[[T:.*]] = memref.alloca() {xpiler.name = "t"} : memref<f32>
// CHECK-NEXT: %[[X:.*]] = memref.load %arg0[%[[I]]]
// CHECK:   memref.store %[[X]], %[[T]][]
// CHECK:   memref.load %[[T]][]
// CHECK: } {xpiler.name = "c", xpiler.parallel}
// CHECK-NOT: scf.for
// CHECK-NOT: dealloc
func.func @elements(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = memref.alloc(%n) {xpiler.name = "t", xpiler.device} : memref<?xf32>
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    memref.store %v, %t[%i] : memref<?xf32>
  } {xpiler.name = "p", xpiler.parallel}
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %t[%i] : memref<?xf32>
    memref.store %v, %y[%i] : memref<?xf32>
  } {xpiler.name = "c", xpiler.parallel}
  memref.dealloc %t : memref<?xf32>
  return
}

// -----

// A row of 16 for each iteration, in a flat buffer; a loop of the consumer reads it in another order. One loop is not parallel.
// CHECK-LABEL: func.func @rows
// CHECK: scf.for
// CHECK-NEXT: %[[T:.*]] = memref.alloca() {xpiler.name = "t", xpiler.space = "shared"} : memref<16xf32>
// CHECK: scf.for %[[J:.*]] = %c0 to %c16
// CHECK:   memref.store %{{.*}}, %[[T]][%[[J]]]
// CHECK: scf.for %[[K:.*]] = %c0 to %c16
// CHECK:   memref.load %[[T]]
// CHECK: } {xpiler.name = "c"}
func.func @rows(%x: memref<?x16xf32>, %y: memref<?x16xf32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %t = memref.alloca() {xpiler.name = "t", xpiler.space = "shared"} : memref<128xf32>
  scf.for %i = %c0 to %c8 step %c1 {
    %row = arith.muli %i, %c16 : index
    scf.for %j = %c0 to %c16 step %c1 {
      %at = arith.addi %row, %j : index
      %v = memref.load %x[%i, %j] : memref<?x16xf32>
      memref.store %v, %t[%at] : memref<128xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "p"}
  scf.for %i = %c0 to %c8 step %c1 {
    %row = arith.muli %i, %c16 : index
    scf.for %k = %c0 to %c16 step %c1 {
      %back = arith.subi %c15, %k : index
      %at = arith.addi %row, %back : index
      %v = memref.load %t[%at] : memref<128xf32>
      memref.store %v, %y[%i, %k] : memref<?x16xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "c", xpiler.parallel}
  return
}
