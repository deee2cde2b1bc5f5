// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-peel{loop=k.o},canonicalize,cse)' -split-input-file | FileCheck %s

// All tiles but the last are whole; the last has a loop of its own.
// CHECK-LABEL: func.func @f
// CHECK: %[[TILES:.*]] = arith.divsi %arg1, %c32
// CHECK: %[[END:.*]] = arith.muli %[[TILES]], %c32
// CHECK: scf.for %{{.*}} = %c0 to %[[END]] step %c32
// CHECK: scf.for %{{.*}} = %c0 to %c32 step %c1
// CHECK: } {xpiler.name = "k.i"}
// CHECK: } {xpiler.name = "k.o"}
// CHECK: scf.for %[[K:.*]] = %[[END]] to %arg1 step %c32
// CHECK: %[[LEFT:.*]] = arith.subi %arg1, %[[K]]
// CHECK: %[[N:.*]] = arith.minsi %[[LEFT]], %c32
// CHECK: scf.for %{{.*}} = %c0 to %[[N]] step %c1
// CHECK: } {xpiler.name = "k.i.tail"}
// CHECK: } {xpiler.name = "k.o.tail"}
func.func @f(%x: memref<?xf32> {xpiler.name = "x"}, %n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  scf.for %o = %c0 to %n step %c32 {
    %left = arith.subi %n, %o : index
    %m = arith.minsi %left, %c32 : index
    scf.for %i = %c0 to %m step %c1 {
      %k = arith.addi %o, %i : index
      memref.store %v, %x[%k] : memref<?xf32>
    } {xpiler.name = "k.i"}
  } {xpiler.name = "k.o"}
  return
}

// -----

// A bound that another value may shorten stays a minimum: whole tiles say nothing about it.
// CHECK-LABEL: func.func @another
// CHECK: arith.minsi %arg2, %c32
// CHECK: scf.for %{{.*}} = %c0 to %{{.*}} step %c32
// CHECK-NOT: to %c32 step %c1
// CHECK: return
func.func @another(%x: memref<?xf32> {xpiler.name = "x"}, %n: index, %most: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %m = arith.minsi %most, %c32 : index
  scf.for %o = %c0 to %n step %c32 {
    scf.for %i = %c0 to %m step %c1 {
      %k = arith.addi %o, %i : index
      memref.store %v, %x[%k] : memref<?xf32>
    } {xpiler.name = "k.i"}
  } {xpiler.name = "k.o"}
  return
}
