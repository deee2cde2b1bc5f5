// RUN: xpiler-opt %s --pass-pipeline='builtin.module(uncache,canonicalize,cse)' -split-input-file | FileCheck %s
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(uncache{buffers=T},canonicalize,cse)' -split-input-file | FileCheck %s
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(uncache{buffers=T,U})' 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: there is no buffer `U`; there are `A`, `y`, `T`

// What is padded with zeros is read with the padding, at the place of each read; the array and the loops that filled it go.
// CHECK: xpiler.obligations = ["uncache: `T` holds what it was copied from, which nobody writes before it is read"]
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

// -----

// The first elements alone, where no others are read: counted to the same end, or the first where there is one.
// CHECK-LABEL: func.func @prefix
// CHECK-NOT: memref<4096xf32>
// CHECK: %[[FIRST:[0-9]+]] = memref.load %arg0[%[[AT:.*]]]
// CHECK: memref.store %[[FIRST]]
// CHECK: scf.for
// CHECK-NEXT: %[[NEXT:[0-9]+]] = arith.addi %[[AT]],
// CHECK-NEXT: memref.load %arg0[%[[NEXT]]]
func.func @prefix(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4096 = arith.constant 4096 : index
  %T = memref.alloca() {xpiler.name = "T"} : memref<4096xf32>
  scf.for %at = %c0 to %n step %c4096 {
    %left = arith.subi %n, %at : index
    %short = arith.cmpi slt, %left, %c4096 : index
    %len = arith.select %short, %left, %c4096 : index
    scf.for %e = %c0 to %len step %c1 {
      %from = arith.addi %at, %e : index
      %a = memref.load %A[%from] : memref<?xf32>
      memref.store %a, %T[%e] : memref<4096xf32>
    } {xpiler.name = "e"}
    %first = memref.load %T[%c0] : memref<4096xf32>
    memref.store %first, %y[%c0] : memref<?xf32>
    scf.for %e = %c1 to %len step %c1 {
      %v = memref.load %T[%e] : memref<4096xf32>
      memref.store %v, %y[%e] : memref<?xf32>
    } {xpiler.name = "e.1"}
  } {xpiler.name = "at"}
  return
}
