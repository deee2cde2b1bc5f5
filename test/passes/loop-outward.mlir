// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-outward,canonicalize,cse)' | FileCheck %s

// CHECK-LABEL: func.func @product
// CHECK: scf.for %[[J:.*]] = %c0 to %arg3 step %c16
// CHECK: scf.for %[[L:.*]] = %c0 to %c16 step %c1
// CHECK-NEXT: %[[ACC:.*]] = memref.alloca() {xpiler.name = "acc"} : memref<f32>
// CHECK-NEXT: memref.store %arg4, %[[ACC]][]
// CHECK-NEXT: scf.for %[[K:.*]] = %c0 to %arg3
// CHECK: memref.load %[[ACC]][]
// CHECK: memref.store %{{.*}}, %[[ACC]][]
// CHECK: memref.store %{{.*}}, %arg2[%{{.*}}]
func.func @product(%a: memref<?xf32>, %b: memref<?xf32>, %c: memref<?xf32>, %n: index, %zero: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %j = %c0 to %n step %c16 {
    %acc = memref.alloca() {xpiler.name = "acc"} : memref<16xf32>
    scf.for %l = %c0 to %c16 step %c1 {
      memref.store %zero, %acc[%l] : memref<16xf32>
    }
    scf.for %k = %c0 to %n step %c1 {
      %x = memref.load %a[%k] : memref<?xf32>
      scf.for %l = %c0 to %c16 step %c1 {
        %at = arith.addi %k, %l : index
        %y = memref.load %b[%at] : memref<?xf32>
        %p = arith.mulf %x, %y : f32
        %s = memref.load %acc[%l] : memref<16xf32>
        %r = arith.addf %s, %p : f32
        memref.store %r, %acc[%l] : memref<16xf32>
      }
    }
    scf.for %l = %c0 to %c16 step %c1 {
      %at = arith.addi %j, %l : index
      %r = memref.load %acc[%l] : memref<16xf32>
      memref.store %r, %c[%at] : memref<?xf32>
    }
  }
  return
}

// A lane that reads its neighbour's element is no thread of its own.
// CHECK-LABEL: func.func @neighbours
// CHECK: memref.alloca() : memref<16xf32>
func.func @neighbours(%c: memref<?xf32>, %n: index, %zero: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  scf.for %j = %c0 to %n step %c16 {
    %acc = memref.alloca() : memref<16xf32>
    scf.for %l = %c0 to %c16 step %c1 {
      memref.store %zero, %acc[%l] : memref<16xf32>
    }
    scf.for %l = %c0 to %c16 step %c1 {
      %at = arith.addi %j, %l : index
      %o = arith.subi %c15, %l : index
      %r = memref.load %acc[%o] : memref<16xf32>
      memref.store %r, %c[%at] : memref<?xf32>
    }
  }
  return
}

// What one lane writes, another one reads.
// CHECK-LABEL: func.func @chained
// CHECK: memref.alloca() : memref<16xf32>
func.func @chained(%c: memref<?xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %j = %c0 to %n step %c16 {
    %v = memref.alloca() : memref<16xf32>
    scf.for %l = %c0 to %c16 step %c1 {
      %at = arith.addi %j, %l : index
      %x = memref.load %c[%at] : memref<?xf32>
      memref.store %x, %v[%l] : memref<16xf32>
    }
    scf.for %l = %c0 to %c16 step %c1 {
      %at = arith.addi %j, %l : index
      %next = arith.addi %at, %c1 : index
      %x = memref.load %v[%l] : memref<16xf32>
      memref.store %x, %c[%next] : memref<?xf32>
    }
  }
  return
}

// Rows as long as columns: the lanes are those of the arrays' last dimension, a symbolic distance apart or not.
// CHECK-LABEL: func.func @square
// CHECK: scf.for %[[B:.*]] = %c0 to %arg1
// CHECK-NEXT: scf.for %[[L:.*]] = %c0 to %c16 step %c1
// CHECK-NEXT: memref.alloca() {xpiler.name = "acc"} : memref<16xf32>
// CHECK: scf.for %[[R:.*]] = %c0 to %c16
// CHECK-NEXT: memref.store %arg2, %{{.*}}[%[[R]]]
// CHECK: scf.for %[[S:.*]] = %c0 to %c16
// CHECK-NOT: scf.for
// CHECK: memref.store %{{.*}}, %arg0[
func.func @square(%c: memref<?xf32>, %n: index, %zero: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %b = %c0 to %n step %c1 {
    %acc = memref.alloca() {xpiler.name = "acc"} : memref<16x16xf32>
    scf.for %r = %c0 to %c16 step %c1 {
      scf.for %l = %c0 to %c16 step %c1 {
        memref.store %zero, %acc[%r, %l] : memref<16x16xf32>
      } {xpiler.parallel}
    } {xpiler.parallel}
    scf.for %r = %c0 to %c16 step %c1 {
      scf.for %l = %c0 to %c16 step %c1 {
        %v = memref.load %acc[%r, %l] : memref<16x16xf32>
        %row = arith.muli %r, %n : index
        %at = arith.addi %row, %l : index
        memref.store %v, %c[%at] : memref<?xf32>
      } {xpiler.parallel}
    } {xpiler.parallel}
  }
  return
}
