// Sums that no row over the bytes of integers computes stay loops.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=cuda})' -split-input-file | FileCheck %s
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=hip})' -split-input-file | FileCheck %s
// CHECK-NOT: intrin.call

// A byte with a sign, and one without.
func.func @signs(%A: memref<?xi8>, %B: memref<?xi8>, %y: memref<?xi32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %e = %c0 to %c4 step %c1 {
    %a = memref.load %A[%e] : memref<?xi8>
    %b = memref.load %B[%e] : memref<?xi8>
    %x = arith.extui %a : i8 to i32
    %z = arith.extsi %b : i8 to i32
    %p = arith.muli %x, %z : i32
    %s = memref.load %y[%c0] : memref<?xi32>
    %t = arith.addi %s, %p : i32
    memref.store %t, %y[%c0] : memref<?xi32>
  } {xpiler.name = "e"}
  return
}

// -----

// Three elements, and four that are two apart.
func.func @groups(%A: memref<?xi8>, %B: memref<?xi8>, %y: memref<?xi32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  scf.for %e = %c0 to %c3 step %c1 {
    %a = memref.load %A[%e] : memref<?xi8>
    %b = memref.load %B[%e] : memref<?xi8>
    %x = arith.extsi %a : i8 to i32
    %z = arith.extsi %b : i8 to i32
    %p = arith.muli %x, %z : i32
    %s = memref.load %y[%c0] : memref<?xi32>
    %t = arith.addi %s, %p : i32
    memref.store %t, %y[%c0] : memref<?xi32>
  } {xpiler.name = "e"}
  scf.for %e = %c0 to %c4 step %c1 {
    %at = arith.muli %e, %c2 : index
    %a = memref.load %A[%at] : memref<?xi8>
    %b = memref.load %B[%e] : memref<?xi8>
    %x = arith.extsi %a : i8 to i32
    %z = arith.extsi %b : i8 to i32
    %p = arith.muli %x, %z : i32
    %s = memref.load %y[%c0] : memref<?xi32>
    %t = arith.addi %s, %p : i32
    memref.store %t, %y[%c0] : memref<?xi32>
  } {xpiler.name = "f"}
  return
}

// -----

// Another element of the result in every iteration; words of 16 bits; products that are not added but combined by another operation.
func.func @others(%A: memref<?xi8>, %B: memref<?xi8>, %H: memref<?xi16>, %y: memref<?xi32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %e = %c0 to %c4 step %c1 {
    %a = memref.load %A[%e] : memref<?xi8>
    %b = memref.load %B[%e] : memref<?xi8>
    %x = arith.extsi %a : i8 to i32
    %z = arith.extsi %b : i8 to i32
    %p = arith.muli %x, %z : i32
    %s = memref.load %y[%e] : memref<?xi32>
    %t = arith.addi %s, %p : i32
    memref.store %t, %y[%e] : memref<?xi32>
  } {xpiler.name = "e"}
  scf.for %e = %c0 to %c4 step %c1 {
    %a = memref.load %H[%e] : memref<?xi16>
    %b = memref.load %B[%e] : memref<?xi8>
    %x = arith.extsi %a : i16 to i32
    %z = arith.extsi %b : i8 to i32
    %p = arith.muli %x, %z : i32
    %s = memref.load %y[%c0] : memref<?xi32>
    %t = arith.addi %s, %p : i32
    memref.store %t, %y[%c0] : memref<?xi32>
  } {xpiler.name = "f"}
  scf.for %e = %c0 to %c4 step %c1 {
    %a = memref.load %A[%e] : memref<?xi8>
    %b = memref.load %B[%e] : memref<?xi8>
    %x = arith.extsi %a : i8 to i32
    %z = arith.extsi %b : i8 to i32
    %p = arith.muli %x, %z : i32
    %s = memref.load %y[%c0] : memref<?xi32>
    %t = arith.maxsi %s, %p : i32
    memref.store %t, %y[%c0] : memref<?xi32>
  } {xpiler.name = "g"}
  return
}
