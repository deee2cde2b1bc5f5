// Loops that do not qualify stay as they are.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize)' | FileCheck %s
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=vnni})' | FileCheck %s

// CHECK-LABEL: func.func @kept
// CHECK-NOT: intrin.call
// CHECK: return
func.func @kept(%x: memref<?xf32>, %y: memref<?xf32>, %m: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  // A stride that is not one.
  scf.for %i = %c0 to %n step %c1 {
    %at = arith.muli %i, %m : index
    %v = memref.load %x[%at] : memref<?xf32>
    memref.store %v, %y[%i] : memref<?xf32>
  }
  // The element written now is read in the next iteration.
  scf.for %i = %c0 to %n step %c1 {
    %at = arith.addi %i, %c1 : index
    %v = memref.load %y[%i] : memref<?xf32>
    memref.store %v, %y[%at] : memref<?xf32>
  }
  // A running value that is more than accumulated.
  %acc = memref.alloca() : memref<f32>
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %old = memref.load %acc[] : memref<f32>
    %new = arith.addf %old, %v : f32
    memref.store %new, %acc[] : memref<f32>
    memref.store %new, %y[%i] : memref<?xf32>
  }
  // Three iterations are not worth it.
  scf.for %i = %c0 to %c3 step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    memref.store %v, %y[%i] : memref<?xf32>
  }
  return
}
