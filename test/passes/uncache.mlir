// RUN: xpiler-opt %s --pass-pipeline='builtin.module(uncache,canonicalize,cse)' -split-input-file | FileCheck %s
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(uncache{buffers=T},canonicalize,cse)' -split-input-file | FileCheck %s
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(uncache{buffers=T,U})' 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: there is no buffer `U`; there are `A`, `y`, `T`

// What is padded with zeros is read with the padding, at the place of each read; the array and the loops that filled it go.
// CHECK: xpiler.obligations = ["uncache: `T` holds what it was copied from, which nobody writes"]
// CHECK-LABEL: func.func @padded
// CHECK-NOT: memref<8x4xf32>
// CHECK: scf.for %[[R:[a-z0-9]+]] = %c0 to %c8
// CHECK: scf.for %[[C:[a-z0-9]+]] = %c0 to %c8
// CHECK: scf.for %[[K:[a-z0-9]+]] = %c0 to %c4
// CHECK: %[[BELOW:[0-9]+]] = arith.cmpi slt, %[[K]], %arg2
// CHECK: %[[V:[0-9]+]] = scf.if %[[BELOW]] -> (f32) {
// CHECK: %[[ROW:[0-9]+]] = arith.muli %[[R]], %arg2
// CHECK: %[[AT:[0-9]+]] = arith.addi %[[ROW]], %[[K]]
// CHECK: memref.load %arg0[%[[AT]]]
// CHECK: } else {
// CHECK: arith.mulf %[[V]], %[[V]]
func.func @padded(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T"} : memref<8x4xf32>
  scf.for %i = %c0 to %c8 step %c1 {
    scf.for %j = %c0 to %c4 step %c1 {
      %below = arith.cmpi slt, %j, %n : index
      %v = scf.if %below -> f32 {
        %row = arith.muli %i, %n : index
        %at = arith.addi %row, %j : index
        %a = memref.load %A[%at] : memref<?xf32>
        scf.yield %a : f32
      } else {
        scf.yield %zero : f32
      }
      memref.store %v, %T[%i, %j] : memref<8x4xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  scf.for %r = %c0 to %c8 step %c1 {
    scf.for %c = %c0 to %c8 step %c1 {
      scf.for %k = %c0 to %c4 step %c1 {
        %t = memref.load %T[%r, %k] : memref<8x4xf32>
        %p = arith.mulf %t, %t : f32
        %at = arith.addi %r, %c : index
        memref.store %p, %y[%at] : memref<?xf32>
      } {xpiler.name = "k"}
    } {xpiler.name = "c"}
  } {xpiler.name = "r"}
  return
}

// -----

// Each side of a branch stores.
// CHECK-LABEL: func.func @either
// CHECK-NOT: memref<4xf32>
// CHECK: scf.for %[[C:[a-z0-9]+]] = %c0 to %c4
// CHECK: scf.for %[[K:[a-z0-9]+]] = %c0 to %c4
// CHECK: %[[BELOW:[0-9]+]] = arith.cmpi slt, %[[K]], %arg2
// CHECK: %[[V:[0-9]+]] = scf.if %[[BELOW]] -> (f32) {
// CHECK: memref.load %arg0[%[[K]]]
// CHECK: } else {
// CHECK: memref.store %[[V]], %arg1[%[[C]]]
func.func @either(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T"} : memref<4xf32>
  scf.for %i = %c0 to %c4 step %c1 {
    %below = arith.cmpi slt, %i, %n : index
    scf.if %below {
      %a = memref.load %A[%i] : memref<?xf32>
      memref.store %a, %T[%i] : memref<4xf32>
    } else {
      memref.store %zero, %T[%i] : memref<4xf32>
    }
  } {xpiler.name = "i"}
  scf.for %c = %c0 to %c4 step %c1 {
    scf.for %k = %c0 to %c4 step %c1 {
      %t = memref.load %T[%k] : memref<4xf32>
      memref.store %t, %y[%c] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "c"}
  return
}
