// RUN: xpiler-opt %s --pass-pipeline='builtin.module(forward-variables,canonicalize,cse)' -split-input-file | FileCheck %s

// A pointer that is moved.
// CHECK-LABEL: func.func @pointer
// CHECK-NOT: memref.alloca
// CHECK: %[[AT:.*]] = arith.muli %arg2, %arg3
// CHECK-NOT: memref.alloca
// CHECK: scf.for %[[I:.*]] =
// CHECK: %[[PLACE:.*]] = arith.addi %[[AT]], %[[I]]
// CHECK: memref.load %arg0[%[[PLACE]]]
func.func @pointer(%x: memref<?xf32>, %y: memref<?xf32>, %h: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %at = memref.alloca() {xpiler.name = "x_at"} : memref<index>
  memref.store %c0, %at[] : memref<index>
  %old = memref.load %at[] : memref<index>
  %by = arith.muli %h, %n : index
  %new = arith.addi %old, %by : index
  memref.store %new, %at[] : memref<index>
  scf.for %i = %c0 to %n step %c1 {
    %a = memref.load %at[] : memref<index>
    %place = arith.addi %a, %i : index
    %v = memref.load %x[%place] : memref<?xf32>
    memref.store %v, %y[%i] : memref<?xf32>
  } {xpiler.name = "i"}
  return
}

// -----

// What becomes of a sum behind its loop.
// CHECK-LABEL: func.func @scaled
// CHECK: %[[S:.*]] = memref.alloca() {xpiler.name = "s"} : memref<f32>
// CHECK: memref.store %{{.*}}, %[[S]][]
// CHECK: } {xpiler.name = "i"}
// CHECK-NEXT: %[[SUM:.*]] = memref.load %[[S]][]
// CHECK-NEXT: %[[SCALED:.*]] = arith.mulf %[[SUM]], %arg3
// CHECK-NEXT: memref.store %[[SCALED]], %arg1[%c0]
func.func @scaled(%x: memref<?xf32>, %y: memref<?xf32>, %n: index, %f: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
  memref.store %zero, %s[] : memref<f32>
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %o = memref.load %s[] : memref<f32>
    %t = arith.addf %o, %v : f32
    memref.store %t, %s[] : memref<f32>
  } {xpiler.name = "i"}
  %sum = memref.load %s[] : memref<f32>
  %scaled = arith.mulf %sum, %f : f32
  memref.store %scaled, %s[] : memref<f32>
  %r = memref.load %s[] : memref<f32>
  memref.store %r, %y[%c0] : memref<?xf32>
  return
}

// -----

// What a loop or a branch assigns to is not known; nor is a number that no loop gathers.
// CHECK-LABEL: func.func @kept
// CHECK: memref.alloca() {xpiler.name = "at"}
// CHECK: memref.alloca() {xpiler.name = "v"}
// CHECK: memref.load %{{.*}}[] : memref<index>
// CHECK: memref.load %{{.*}}[] : memref<f32>
func.func @kept(%y: memref<?xf32>, %n: index, %f: f32, %c: i1) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %at = memref.alloca() {xpiler.name = "at"} : memref<index>
  %v = memref.alloca() {xpiler.name = "v"} : memref<f32>
  memref.store %c0, %at[] : memref<index>
  memref.store %f, %v[] : memref<f32>
  scf.if %c {
    memref.store %n, %at[] : memref<index>
  }
  %a = memref.load %at[] : memref<index>
  %b = memref.load %v[] : memref<f32>
  memref.store %b, %y[%a] : memref<?xf32>
  return
}

// -----

// The value goes by the variable's name.
// CHECK-LABEL: func.func @named
// CHECK: %[[FIRST:.*]] = arith.maxsi %arg1, %c0 {xpiler.name = "first"} : index
// CHECK: memref.store %arg2, %arg0[%[[FIRST]]]
func.func @named(%y: memref<?xf32>, %n: index, %f: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %first = memref.alloca() {xpiler.name = "first"} : memref<index>
  memref.store %n, %first[] : memref<index>
  %old = memref.load %first[] : memref<index>
  %new = arith.maxsi %old, %c0 : index
  memref.store %new, %first[] : memref<index>
  %at = memref.load %first[] : memref<index>
  memref.store %f, %y[%at] : memref<?xf32>
  return
}
