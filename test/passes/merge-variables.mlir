// RUN: xpiler-opt %s --pass-pipeline='builtin.module(merge-variables,canonicalize,cse)' -split-input-file | FileCheck %s

// A sum that goes on in a variable is added to the element itself.
// CHECK-LABEL: func.func @sum
// CHECK-NOT: memref.alloca() {xpiler.name = "v"}
// CHECK: scf.for
// CHECK: %[[OLD:[0-9]+]] = memref.load %[[S:[a-z0-9_]+]][%c1]
// CHECK: %[[NEW:[0-9]+]] = arith.addf %[[OLD]]
// CHECK: memref.store %[[NEW]], %[[S]][%c1]
// CHECK: }
// CHECK-NOT: memref.store %{{.*}}, %[[S]]
func.func @sum(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %s = memref.alloca() {xpiler.name = "s"} : memref<4xf32>
  memref.store %zero, %s[%c1] : memref<4xf32>
  %old = memref.load %s[%c1] : memref<4xf32>
  %v = memref.alloca() {xpiler.name = "v"} : memref<f32>
  memref.store %old, %v[] : memref<f32>
  scf.for %k = %c0 to %n step %c1 {
    %a = memref.load %x[%k] : memref<?xf32>
    %b = memref.load %v[] : memref<f32>
    %t = arith.addf %b, %a : f32
    memref.store %t, %v[] : memref<f32>
  }
  %new = memref.load %v[] : memref<f32>
  memref.store %new, %s[%c1] : memref<4xf32>
  %r = memref.load %s[%c1] : memref<4xf32>
  memref.store %r, %y[%c0] : memref<?xf32>
  return
}

// -----

// The element is read meanwhile.
// CHECK-LABEL: func.func @read
// CHECK: memref.alloca() {xpiler.name = "v"}
func.func @read(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %s = memref.alloca() {xpiler.name = "s"} : memref<4xf32>
  memref.store %zero, %s[%c1] : memref<4xf32>
  %old = memref.load %s[%c1] : memref<4xf32>
  %v = memref.alloca() {xpiler.name = "v"} : memref<f32>
  memref.store %old, %v[] : memref<f32>
  scf.for %k = %c0 to %n step %c1 {
    %a = memref.load %s[%c1] : memref<4xf32>
    %b = memref.load %v[] : memref<f32>
    %t = arith.addf %b, %a : f32
    memref.store %t, %v[] : memref<f32>
  }
  %new = memref.load %v[] : memref<f32>
  memref.store %new, %s[%c1] : memref<4xf32>
  %r = memref.load %s[%c1] : memref<4xf32>
  memref.store %r, %y[%c0] : memref<?xf32>
  return
}

// -----

// The variable is read afterwards.
// CHECK-LABEL: func.func @later
// CHECK: memref.alloca() {xpiler.name = "v"}
func.func @later(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %s = memref.alloca() {xpiler.name = "s"} : memref<4xf32>
  memref.store %zero, %s[%c1] : memref<4xf32>
  %old = memref.load %s[%c1] : memref<4xf32>
  %v = memref.alloca() {xpiler.name = "v"} : memref<f32>
  memref.store %old, %v[] : memref<f32>
  scf.for %k = %c0 to %n step %c1 {
    %a = memref.load %x[%k] : memref<?xf32>
    %b = memref.load %v[] : memref<f32>
    %t = arith.addf %b, %a : f32
    memref.store %t, %v[] : memref<f32>
  }
  %new = memref.load %v[] : memref<f32>
  memref.store %new, %s[%c1] : memref<4xf32>
  memref.store %zero, %s[%c1] : memref<4xf32>
  %r = memref.load %v[] : memref<f32>
  memref.store %r, %y[%c0] : memref<?xf32>
  return
}

// -----

// It goes back to another place.
// CHECK-LABEL: func.func @elsewhere
// CHECK: memref.alloca() {xpiler.name = "v"}
func.func @elsewhere(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %old = memref.load %y[%c1] : memref<?xf32>
  %v = memref.alloca() {xpiler.name = "v"} : memref<f32>
  memref.store %old, %v[] : memref<f32>
  scf.for %k = %c0 to %n step %c1 {
    %a = memref.load %x[%k] : memref<?xf32>
    %b = memref.load %v[] : memref<f32>
    %t = arith.addf %b, %a : f32
    memref.store %t, %v[] : memref<f32>
  }
  %new = memref.load %v[] : memref<f32>
  memref.store %new, %y[%c0] : memref<?xf32>
  return
}
