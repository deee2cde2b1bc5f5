// RUN: xpiler-opt %s --pass-pipeline='builtin.module(scalar-replacement)' -split-input-file | FileCheck %s

// One element of 64, assigned to first in the loop: a variable of the iteration.
// CHECK-LABEL: func.func @one
// CHECK-NOT: memref.alloca
// CHECK: scf.for
// CHECK: %[[V:[a-z0-9_]+]] = memref.alloca() {xpiler.name = "peak"} : memref<f32>
// CHECK-NEXT: memref.store %{{.*}}, %[[V]][] : memref<f32>
// CHECK: memref.load %[[V]][] : memref<f32>
func.func @one(%x: memref<?xf32> {xpiler.name = "x"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %peak = memref.alloca() {xpiler.name = "peak"} : memref<64xf32>
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    memref.store %v, %peak[%c3] : memref<64xf32>
    %w = memref.load %peak[%c3] : memref<64xf32>
    memref.store %w, %x[%i] : memref<?xf32>
  } {xpiler.name = "i"}
  return
}

// -----

// What an iteration leaves to the next one, or may not assign to, stays where it is declared.
// CHECK-LABEL: func.func @carried
// CHECK: memref.alloca() {xpiler.name = "a"} : memref<f32>
// CHECK: memref.alloca() {xpiler.name = "b"} : memref<f32>
// CHECK: scf.for
// CHECK-NOT: memref.alloca
func.func @carried(%x: memref<?xf32> {xpiler.name = "x"}, %n: index, %yes: i1) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloca() {xpiler.name = "a"} : memref<4xf32>
  %b = memref.alloca() {xpiler.name = "b"} : memref<4xf32>
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %old = memref.load %a[%c0] : memref<4xf32>
    memref.store %v, %a[%c0] : memref<4xf32>
    scf.if %yes {
      memref.store %old, %b[%c1] : memref<4xf32>
    }
    %w = memref.load %b[%c1] : memref<4xf32>
    memref.store %w, %x[%i] : memref<?xf32>
  } {xpiler.name = "i"}
  return
}

// -----

// Two elements, and one that is not known.
// CHECK-LABEL: func.func @several
// CHECK: memref.alloca() {xpiler.name = "a"} : memref<4xf32>
// CHECK: memref.alloca() {xpiler.name = "b"} : memref<4xf32>
func.func @several(%x: memref<?xf32> {xpiler.name = "x"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloca() {xpiler.name = "a"} : memref<4xf32>
  %b = memref.alloca() {xpiler.name = "b"} : memref<4xf32>
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    memref.store %v, %a[%c0] : memref<4xf32>
    memref.store %v, %a[%c1] : memref<4xf32>
    memref.store %v, %b[%i] : memref<4xf32>
  } {xpiler.name = "i"}
  return
}
