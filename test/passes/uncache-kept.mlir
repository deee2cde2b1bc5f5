// RUN: xpiler-opt %s --pass-pipeline='builtin.module(uncache)' -split-input-file | FileCheck %s --implicit-check-not='uncache:'

// Not all elements are filled.
// CHECK-LABEL: func.func @partly
// CHECK: memref<4xf32>
// CHECK: memref.store %{{.*}} : memref<4xf32>
func.func @partly(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %yes: i1) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T"} : memref<4xf32>
  scf.for %i = %c0 to %c3 step %c1 {
    %a = memref.load %A[%i] : memref<?xf32>
    memref.store %a, %T[%i] : memref<4xf32>
  } {xpiler.name = "i"}
  scf.for %c = %c0 to %c4 step %c1 {
    scf.for %k = %c0 to %c4 step %c1 {
      %t = memref.load %T[%k] : memref<4xf32>
      memref.store %t, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "c"}
  return
}

// -----

// Or not always.
// CHECK-LABEL: func.func @guarded
// CHECK: memref<4xf32>
// CHECK: memref.store %{{.*}} : memref<4xf32>
func.func @guarded(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %yes: i1) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T"} : memref<4xf32>
  scf.for %i = %c0 to %c4 step %c1 {
    %a = memref.load %A[%i] : memref<?xf32>
    scf.if %yes {
      memref.store %a, %T[%i] : memref<4xf32>
    }
  } {xpiler.name = "i"}
  scf.for %c = %c0 to %c4 step %c1 {
    scf.for %k = %c0 to %c4 step %c1 {
      %t = memref.load %T[%k] : memref<4xf32>
      memref.store %t, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "c"}
  return
}

// -----

// An element is changed later.
// CHECK-LABEL: func.func @twice
// CHECK: memref<4xf32>
// CHECK: memref.store %{{.*}} : memref<4xf32>
func.func @twice(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %yes: i1) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T"} : memref<4xf32>
  scf.for %i = %c0 to %c4 step %c1 {
    %a = memref.load %A[%i] : memref<?xf32>
    memref.store %a, %T[%i] : memref<4xf32>
  } {xpiler.name = "i"}
  memref.store %zero, %T[%c0] : memref<4xf32>
  scf.for %c = %c0 to %c4 step %c1 {
    scf.for %k = %c0 to %c4 step %c1 {
      %t = memref.load %T[%k] : memref<4xf32>
      memref.store %t, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "c"}
  return
}

// -----

// What it is copied from is written.
// CHECK-LABEL: func.func @written
// CHECK: memref<4xf32>
// CHECK: memref.store %{{.*}} : memref<4xf32>
func.func @written(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %yes: i1) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T"} : memref<4xf32>
  scf.for %i = %c0 to %c4 step %c1 {
    %a = memref.load %A[%i] : memref<?xf32>
    memref.store %a, %T[%i] : memref<4xf32>
  } {xpiler.name = "i"}
  memref.store %zero, %A[%c0] : memref<?xf32>
  scf.for %c = %c0 to %c4 step %c1 {
    scf.for %k = %c0 to %c4 step %c1 {
      %t = memref.load %T[%k] : memref<4xf32>
      memref.store %t, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "c"}
  return
}

// -----

// It is read before it is filled.
// CHECK-LABEL: func.func @before
// CHECK: memref<4xf32>
// CHECK: memref.store %{{.*}} : memref<4xf32>
func.func @before(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %yes: i1) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T"} : memref<4xf32>
  %early = memref.load %T[%c0] : memref<4xf32>
  memref.store %early, %y[%c0] : memref<?xf32>
  scf.for %i = %c0 to %c4 step %c1 {
    %a = memref.load %A[%i] : memref<?xf32>
    memref.store %a, %T[%i] : memref<4xf32>
  } {xpiler.name = "i"}
  scf.for %c = %c0 to %c4 step %c1 {
    scf.for %k = %c0 to %c4 step %c1 {
      %t = memref.load %T[%k] : memref<4xf32>
      memref.store %t, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "c"}
  return
}

// -----

// Elements that the loops do not count.
// CHECK-LABEL: func.func @turned
// CHECK: memref<4xf32>
// CHECK: memref.store %{{.*}} : memref<4xf32>
func.func @turned(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %yes: i1) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T"} : memref<4xf32>
  scf.for %i = %c0 to %c4 step %c1 {
    %a = memref.load %A[%i] : memref<?xf32>
    %j = arith.subi %c3, %i : index
    memref.store %a, %T[%j] : memref<4xf32>
  } {xpiler.name = "i"}
  scf.for %c = %c0 to %c4 step %c1 {
    scf.for %k = %c0 to %c4 step %c1 {
      %t = memref.load %T[%k] : memref<4xf32>
      memref.store %t, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "c"}
  return
}

// -----

// What is stored is a sum that the loop gathers.
// CHECK-LABEL: func.func @summed
// CHECK: memref<4xf32>
// CHECK: memref.store %{{.*}} : memref<4xf32>
func.func @summed(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %yes: i1) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T"} : memref<4xf32>
  %sum = memref.alloca() {xpiler.name = "sum"} : memref<f32>
  memref.store %zero, %sum[] : memref<f32>
  scf.for %i = %c0 to %c4 step %c1 {
    %a = memref.load %A[%i] : memref<?xf32>
    %s = memref.load %sum[] : memref<f32>
    %p = arith.addf %s, %a : f32
    memref.store %p, %sum[] : memref<f32>
    memref.store %p, %T[%i] : memref<4xf32>
  } {xpiler.name = "i"}
  scf.for %c = %c0 to %c4 step %c1 {
    scf.for %k = %c0 to %c4 step %c1 {
      %t = memref.load %T[%k] : memref<4xf32>
      memref.store %t, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "c"}
  return
}

// -----

// Another end than that of the reads; and a first element that there may not be.
// CHECK-LABEL: func.func @ends
// CHECK: "T"} : memref<4096xf32>
// CHECK: "U"} : memref<4096xf32>
// CHECK: memref.store %{{.*}} : memref<4096xf32>
// CHECK: memref.store %{{.*}} : memref<4096xf32>
func.func @ends(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %T = memref.alloca() {xpiler.name = "T"} : memref<4096xf32>
  %U = memref.alloca() {xpiler.name = "U"} : memref<4096xf32>
  scf.for %e = %c0 to %n step %c1 {
    %a = memref.load %A[%e] : memref<?xf32>
    memref.store %a, %T[%e] : memref<4096xf32>
  } {xpiler.name = "e"}
  scf.for %e = %c0 to %m step %c1 {
    %v = memref.load %T[%e] : memref<4096xf32>
    memref.store %v, %y[%e] : memref<?xf32>
  } {xpiler.name = "e.1"}
  scf.for %e = %c0 to %n step %c1 {
    %a = memref.load %A[%e] : memref<?xf32>
    memref.store %a, %U[%e] : memref<4096xf32>
  } {xpiler.name = "e.2"}
  %first = memref.load %U[%c0] : memref<4096xf32>
  memref.store %first, %y[%c0] : memref<?xf32>
  return
}
