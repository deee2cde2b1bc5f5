// RUN: xpiler-opt %s --pass-pipeline='builtin.module(prefetch{loop=k buffer=B distance=3})' -split-input-file | FileCheck %s

// A hint in front of the first read of a line, for the place three iterations on; elements less than 64 bytes further have none of their own.
// CHECK-LABEL: func.func @lines
// CHECK: scf.for %[[K:[a-z0-9]+]] = {{.*}} step %c2
// CHECK:   scf.for %[[J:[a-z0-9]+]] =
// CHECK:     memref.load %arg0[%[[K]]]
// CHECK:     %[[SIX:[a-z0-9_]+]] = arith.constant 6 : index
// CHECK:     %[[LATER:[a-z0-9]+]] = arith.addi %[[K]], %[[SIX]] overflow<nsw>
// CHECK:     %[[ROW:[a-z0-9]+]] = arith.muli %[[LATER]], %arg3
// CHECK:     %[[PLACE:[a-z0-9]+]] = arith.addi %[[ROW]], %[[J]]
// CHECK:     memref.prefetch %arg1[%[[PLACE]]], read, locality<3>, data
// CHECK-NEXT: memref.load %arg1
// CHECK-NOT: prefetch
// CHECK:     memref.load %arg1
// CHECK:     memref.prefetch %arg1
// CHECK-NEXT: memref.load %arg1
// CHECK-NOT: prefetch
// CHECK: } {xpiler.name = "k"}
func.func @lines(%A: memref<?xf32> {xpiler.name = "A"}, %B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  scf.for %k = %c0 to %n step %c2 {
    scf.for %j = %c0 to %n step %c1 {
      %a = memref.load %A[%k] : memref<?xf32>
      %row = arith.muli %k, %n : index
      %at = arith.addi %row, %j : index
      %b = memref.load %B[%at] : memref<?xf32>
      %near = arith.addi %at, %c15 : index
      %c = memref.load %B[%near] : memref<?xf32>
      %far = arith.addi %at, %c16 : index
      %d = memref.load %B[%far] : memref<?xf32>
      %s = arith.mulf %a, %b : f32
      %t = arith.addf %s, %c : f32
      %u = arith.addf %t, %d : f32
      memref.store %u, %y[%j] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "k"}
  return
}

// -----

// What a vector's row reads; in a branch, where the branch is.
// CHECK-LABEL: func.func @vectors
// CHECK: scf.for %[[K:[a-z0-9]+]] =
// CHECK:   scf.if
// CHECK:     %[[LATER:[a-z0-9]+]] = arith.addi %[[K]], %{{.*}} overflow<nsw>
// CHECK:     memref.prefetch %arg0[%[[LATER]]], read
// CHECK-NEXT: intrin.call "vnni" "_mm512_loadu_ps"(%arg0) at(%[[K]])
func.func @vectors(%B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  scf.for %k = %c0 to %n step %c16 {
    %some = arith.cmpi slt, %k, %c32 : index
    scf.if %some {
      %v = intrin.call "vnni" "_mm512_loadu_ps"(%B) at(%k) : (memref<?xf32>) -> vector<16xf32>
      intrin.call "vnni" "_mm512_storeu_ps"(%y, %v) at(%k) : (memref<?xf32>, vector<16xf32>) -> ()
    }
  } {xpiler.name = "k"}
  return
}

// -----

// CHECK-LABEL: func.func @two_dimensions
// CHECK: %[[LATER:[a-z0-9]+]] = arith.addi %{{.*}} overflow<nsw> : i32
// CHECK: %[[ROW:[a-z0-9]+]] = arith.index_cast %[[LATER]]
// CHECK: memref.prefetch %[[B:[a-z0-9_]+]][%[[ROW]], %c1]
// CHECK-NEXT: memref.load %[[B]][%{{.*}}, %c1]
// CHECK: memref.prefetch %[[B]][%{{.*}}, %{{.*}}]
// CHECK-NEXT: memref.load
func.func @two_dimensions(%y: memref<?xf32> {xpiler.name = "y"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c1 = arith.constant 1 : index
  %i0 = arith.constant 0 : i32
  %i1 = arith.constant 1 : i32
  %B = memref.alloca() {xpiler.name = "B"} : memref<8x40xf32>
  scf.for %k = %i0 to %n step %i1 : i32 {
    %row = arith.index_cast %k : i32 to index
    %b = memref.load %B[%row, %c1] : memref<8x40xf32>
    %next = arith.addi %row, %c1 : index
    %c = memref.load %B[%next, %c1] : memref<8x40xf32>
    %s = arith.addf %b, %c : f32
    memref.store %s, %y[%row] : memref<?xf32>
  } {xpiler.name = "k"}
  return
}

// -----

// A line has as many elements as fit: 64 bytes.
// CHECK-LABEL: func.func @bytes
// CHECK-COUNT-1: memref.prefetch
// CHECK-NOT: memref.prefetch
func.func @bytes(%B: memref<?xi8> {xpiler.name = "B"}, %y: memref<?xi8> {xpiler.name = "y"}, %n: index {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c63 = arith.constant 63 : index
  scf.for %k = %c0 to %n step %c1 {
    %a = memref.load %B[%k] : memref<?xi8>
    %far = arith.addi %k, %c63 : index
    %b = memref.load %B[%far] : memref<?xi8>
    %s = arith.addi %a, %b : i8
    memref.store %s, %y[%k] : memref<?xi8>
  } {xpiler.name = "k"}
  return
}
