// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-variables,canonicalize,cse)' | FileCheck %s

// Both values of the next iteration are computed before either is kept.
// CHECK-LABEL: func.func @two
// CHECK: memref.alloca() {xpiler.name = "acc"} : memref<f32>
// CHECK: memref.alloca() {xpiler.name = "acc.1"} : memref<i32>
// CHECK: scf.for %[[I:.*]] = %c0 to %{{.*}} step %c1 {
// CHECK-DAG: %[[SUM:.*]] = memref.load %[[A:.*]][] : memref<f32>
// CHECK-DAG: %[[COUNT:.*]] = memref.load %[[B:.*]][] : memref<i32>
// CHECK: arith.addf %[[SUM]]
// CHECK: arith.addi %[[COUNT]]
// CHECK: memref.store %{{.*}}, %[[A]][]
// CHECK: memref.store %{{.*}}, %[[B]][]
// CHECK: } {xpiler.name = "i", xpiler.reduction}
// CHECK: memref.load %[[A]][]
// CHECK: memref.load %[[B]][]
func.func @two(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %none = arith.constant 0 : i32
  %one = arith.constant 1 : i32
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%s = %zero, %k = %none) -> (f32, i32) {
    %v = memref.load %x[%i] : memref<?xf32>
    %t = arith.addf %s, %v : f32
    %m = arith.addi %k, %one : i32
    scf.yield %t, %m : f32, i32
  } {xpiler.name = "i", xpiler.reduction}
  %w = arith.sitofp %r#1 : i32 to f32
  %z = arith.divf %r#0, %w : f32
  memref.store %z, %y[%c0] : memref<?xf32>
  return
}

// A loop that carries nothing is left alone, and what an inner loop gives to the outer one goes through both variables.
// CHECK-LABEL: func.func @nested
// CHECK-COUNT-2: memref.alloca()
// CHECK-NOT: iter_args
func.func @nested(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%s = %zero) -> (f32) {
    %in = scf.for %j = %c0 to %i step %c1 iter_args(%u = %s) -> (f32) {
      %v = memref.load %x[%j] : memref<?xf32>
      %t = arith.addf %u, %v : f32
      scf.yield %t : f32
    } {xpiler.name = "j"}
    scf.yield %in : f32
  } {xpiler.name = "i"}
  memref.store %r, %y[%c0] : memref<?xf32>
  scf.for %i = %c0 to %n step %c1 {
    memref.store %zero, %x[%i] : memref<?xf32>
  } {xpiler.name = "k"}
  return
}

// One value is the other's of this iteration: Fibonacci's numbers.
// CHECK-LABEL: func.func @change_places
// CHECK: scf.for
// CHECK-DAG: %[[A:.*]] = memref.load %[[P:.*]][] : memref<f32>
// CHECK-DAG: %[[B:.*]] = memref.load %[[Q:.*]][] : memref<f32>
// CHECK: %[[S:.*]] = arith.addf %[[A]], %[[B]]
// CHECK: memref.store %[[B]], %[[P]][]
// CHECK: memref.store %[[S]], %[[Q]][]
func.func @change_places(%y: memref<?xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%a = %zero, %b = %one) -> (f32, f32) {
    %t = arith.addf %a, %b : f32
    scf.yield %b, %t : f32, f32
  } {xpiler.name = "i"}
  memref.store %r#0, %y[%c0] : memref<?xf32>
  memref.store %r#1, %y[%c1] : memref<?xf32>
  return
}
