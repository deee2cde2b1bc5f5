// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-recovery{order=forward})' -split-input-file | FileCheck %s

// What the text lets run in parallel may do so on the target, where no analysis of the places could tell.
// CHECK-LABEL: func.func @scattered(
// CHECK: scf.for
// CHECK: memref.store
// CHECK: } {xpiler.name = "i", xpiler.parallel}
func.func @scattered(%at: memref<?xindex>, %y: memref<?xf32>, %n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %own = memref.alloca() : memref<f32>
    memref.store %v, %own[] : memref<f32>
    %place = memref.load %at[%i] : memref<?xindex>
    %w = memref.load %own[] : memref<f32>
    memref.store %w, %y[%place] : memref<?xf32>
  } {xpiler.name = "i", xpiler.bind = "omp"}
  return
}

// -----

// A variable of all iterations, which the text calls private.
// CHECK-LABEL: func.func @private(
// CHECK: } {xpiler.name = "i"}
func.func @private(%y: memref<?xf32>, %n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %outer = memref.alloca() : memref<f32>
  scf.for %i = %c0 to %n step %c1 {
    memref.store %v, %outer[] : memref<f32>
    %w = memref.load %outer[] : memref<f32>
    memref.store %w, %y[%i] : memref<?xf32>
  } {xpiler.name = "i", xpiler.bind = "omp"}
  return
}
