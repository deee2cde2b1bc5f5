// RUN: xpiler-opt %s --pass-pipeline='builtin.module(cache{buffer=p loop=k.o space=shared name=ps pad=true},canonicalize,cse)' -split-input-file -verify-diagnostics | FileCheck %s

// A tile of a local array of two dimensions.
// CHECK: %[[P:.*]] = memref.alloca() {xpiler.name = "p"} : memref<8x50xf32>
// CHECK: %[[T:.*]] = memref.alloca() {xpiler.name = "ps", xpiler.padded, xpiler.space = "shared"} : memref<8x16xf32>
// CHECK: scf.for %[[KO:.*]] = %c0 to %c50 step %c16
// CHECK: scf.for %[[R:.*]] = %c0 to %c8 step %c1
// CHECK: scf.for %[[C:.*]] = %c0 to %c16 step %c1
// CHECK: scf.if
// CHECK: %[[AT:.*]] = arith.addi %[[KO]], %[[C]]
// CHECK: %[[V:.*]] = memref.load %[[P]][%[[R]], %[[AT]]]
// CHECK: memref.store %[[V]], %[[T]][%[[R]], %[[C]]]
// CHECK: } {xpiler.name = "ps.0", xpiler.parallel}
// CHECK: memref.load %[[T]][%{{.*}}, %{{.*}}] : memref<8x16xf32>
// CHECK-NOT: memref.load %[[P]]
func.func @two(%y: memref<?xf32> {xpiler.name = "y"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %c50 = arith.constant 50 : index
  %p = memref.alloca() {xpiler.name = "p"} : memref<8x50xf32>
  scf.for %ko = %c0 to %c50 step %c16 {
    %left = arith.subi %c50, %ko : index
    %n = arith.minsi %left, %c16 : index
    scf.for %i = %c0 to %c8 step %c1 {
      scf.for %k = %c0 to %n step %c1 {
        %col = arith.addi %ko, %k : index
        %a = memref.load %p[%i, %col] : memref<8x50xf32>
        memref.store %a, %y[%col] : memref<?xf32>
      } {xpiler.name = "k.i"}
    } {xpiler.name = "i"}
  } {xpiler.name = "k.o"}
  return
}

// -----

// Two loops move by multiples of one stride: which index is whose is not known.
func.func @joined(%y: memref<?xf32> {xpiler.name = "y"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %p = memref.alloca() {xpiler.name = "p"} : memref<2x32xf32>
  scf.for %ko = %c0 to %c4 step %c1 {
    scf.for %i = %c0 to %c4 step %c1 {
      scf.for %k = %c0 to %c4 step %c1 {
        %four = arith.muli %i, %c4 : index
        %at = arith.addi %four, %k : index
        // expected-error @+1 {{loops share a dimension of the tile of an array that has several}}
        %a = memref.load %p[%c1, %at] : memref<2x32xf32>
        memref.store %a, %y[%at] : memref<?xf32>
      } {xpiler.name = "k.i"}
    } {xpiler.name = "i"}
  } {xpiler.name = "k.o"}
  return
}
