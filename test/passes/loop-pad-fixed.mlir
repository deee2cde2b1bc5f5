// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-pad{loop=i})' -split-input-file -verify-diagnostics | FileCheck %s

// What all iterations read, of which there is one, added ones may read, too; rows of a tile that do not depend on the loop are those that are there.
// CHECK-LABEL: func.func @fixed
// CHECK: scf.for %{{.*}} = %c0 to %c8{{.*}} step %c1 {
// CHECK: memref.load %arg0[
// CHECK: } {xpiler.name = "i"}
func.func @fixed(%x: memref<?xf32>, %y: memref<?xf32>, %N: index, %r: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.for %io = %c0 to %N step %c8 {
    %left = arith.subi %N, %io : index
    %m = arith.minsi %left, %c8 : index
    %acc = memref.alloca() : memref<4x8xf32>
    scf.for %i = %c0 to %m step %c1 {
      %a = memref.load %x[%r] : memref<?xf32>
      memref.store %a, %acc[%r, %i] : memref<4x8xf32>
    } {xpiler.name = "i"}
    scf.for %i = %c0 to %m step %c1 {
      %a = memref.load %acc[%r, %i] : memref<4x8xf32>
      %at = arith.addi %io, %i : index
      memref.store %a, %y[%at] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "io"}
  return
}

// -----

// There may be no iteration that reads it.
func.func @may_not_run(%x: memref<?xf32>, %N: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %m = arith.minsi %N, %c8 : index
  %acc = memref.alloca() : memref<8xf32>
  scf.for %i = %c0 to %m step %c1 {
    // expected-error @+1 {{the added iterations would touch memory that the kernel was given}}
    %a = memref.load %x[%c0] : memref<?xf32>
    memref.store %a, %acc[%i] : memref<8xf32>
  } {xpiler.name = "i"}
  return
}
