// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-pad{loop=i},loop-pad{loop=i.1},loop-pad{loop=k},canonicalize)' | FileCheck %s

// Tiles of sums at full length: the rows that nobody writes back, and the products that are zero.
// CHECK: "loop-pad{loop=i}: what the added iterations compute is not looked at (linear)"
// CHECK: scf.for %{{.*}} = %c0 to %c8 step %c1 {
// CHECK: } {xpiler.name = "i"}
// CHECK: scf.for %{{.*}} = %c0 to %c8 step %c1 {
// CHECK: scf.for %{{.*}} = %c0 to %c16 step %c1 {
// CHECK: } {xpiler.name = "k"}
// CHECK: } {xpiler.name = "i.1"}
// CHECK: scf.for %{{.*}} = %c0 to %[[M:.*]] step %c1 {
// CHECK: } {xpiler.name = "i.2"}
func.func @f(%y: memref<?xf32> {xpiler.name = "y"}, %left: index, %depth: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  %m = arith.minsi %left, %c8 : index
  %n = arith.minsi %depth, %c16 : index
  %acc = memref.alloca() {xpiler.name = "acc"} : memref<8xf32>
  %A = memref.alloca() {xpiler.name = "A", xpiler.padded} : memref<8x16xf32>
  %B = memref.alloca() {xpiler.name = "B", xpiler.padded} : memref<16xf32>
  scf.for %i = %c0 to %m step %c1 {
    memref.store %zero, %acc[%i] : memref<8xf32>
  } {xpiler.name = "i"}
  scf.for %i = %c0 to %m step %c1 {
    scf.for %k = %c0 to %n step %c1 {
      %a = memref.load %A[%i, %k] : memref<8x16xf32>
      %b = memref.load %B[%k] : memref<16xf32>
      %p = arith.mulf %a, %b : f32
      %s = memref.load %acc[%i] : memref<8xf32>
      %t = arith.addf %s, %p : f32
      memref.store %t, %acc[%i] : memref<8xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "i.1"}
  scf.for %i = %c0 to %m step %c1 {
    %s = memref.load %acc[%i] : memref<8xf32>
    memref.store %s, %y[%i] : memref<?xf32>
  } {xpiler.name = "i.2"}
  return
}
