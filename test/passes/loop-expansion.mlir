// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-expansion,canonicalize,cse)' | FileCheck %s

// The columns of a matrix product: one accumulator a column, the reduction outside.
// CHECK-LABEL: func.func @columns
// CHECK: scf.for %[[FIRST:.*]] = %c0 to %arg4 step %c256
// CHECK:   %[[N:.*]] = arith.minsi
// CHECK:   %[[ACC:.*]] = memref.alloca() {xpiler.name = "acc"} : memref<256xf32>
// CHECK:   scf.for %[[J:.*]] = %c0 to %[[N]] step %c1
// CHECK:     memref.store %{{.*}}, %[[ACC]][%[[J]]]
// CHECK:   scf.for %{{.*}} = %c0 to %arg3 step %c1
// CHECK:     scf.for %[[K:.*]] = %c0 to %[[N]] step %c1
// CHECK:       memref.load %[[ACC]][%[[K]]]
// CHECK:   scf.for
// CHECK:     memref.store %{{.*}}, %arg2
func.func @columns(%a: memref<?xf32>, %b: memref<?xf32>, %c: memref<?xf32>, %k: index, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  scf.for %j = %c0 to %n step %c1 {
    %acc = memref.alloca() {xpiler.name = "acc"} : memref<f32>
    memref.store %zero, %acc[] : memref<f32>
    scf.for %l = %c0 to %k step %c1 {
      %x = memref.load %a[%l] : memref<?xf32>
      %row = arith.muli %l, %n : index
      %at = arith.addi %row, %j : index
      %y = memref.load %b[%at] : memref<?xf32>
      %p = arith.mulf %x, %y : f32
      %old = memref.load %acc[] : memref<f32>
      %new = arith.addf %old, %p : f32
      memref.store %new, %acc[] : memref<f32>
    } {xpiler.name = "l"}
    %r = memref.load %acc[] : memref<f32>
    memref.store %r, %c[%j] : memref<?xf32>
  } {xpiler.name = "j", xpiler.parallel}
  return
}

// Threads that stride through a row: rounds, with a guard on each thread's own element.
// CHECK-LABEL: func.func @strided
// CHECK: scf.for %[[ROUND:.*]] = %c0 to %arg1 step %c128
// CHECK:   scf.for %[[T:.*]] = %c0 to %c128 step %c1
// CHECK:     %[[OWN:.*]] = arith.addi %[[ROUND]], %[[T]]
// CHECK:     arith.cmpi slt, %[[OWN]], %arg1
// CHECK:     scf.if
func.func @strided(%x: memref<?xf32>, %n: index, %f: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c128 = arith.constant 128 : index
  scf.for %t = %c0 to %c128 step %c1 {
    scf.for %i = %t to %n step %c128 {
      memref.store %f, %x[%i] : memref<?xf32>
    }
  } {xpiler.parallel}
  return
}

// Rows instead of columns: each iteration walks memory of its own, nothing is gained.
// CHECK-LABEL: func.func @rows
// CHECK: scf.for
// CHECK-NEXT: arith.muli
// CHECK-NEXT: scf.for
// CHECK: } {xpiler.name = "row", xpiler.parallel}
func.func @rows(%x: memref<?xf32>, %n: index, %m: index, %f: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %r = %c0 to %n step %c1 {
    %base = arith.muli %r, %m : index
    scf.for %j = %c0 to %m step %c1 {
      %at = arith.addi %base, %j : index
      memref.store %f, %x[%at] : memref<?xf32>
    }
  } {xpiler.name = "row", xpiler.parallel}
  return
}
