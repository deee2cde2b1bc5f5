// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-reroll,canonicalize,cse)' -split-input-file | FileCheck %s

// A vector that is read, changed in variables and written: one loop, and no array is left.
// CHECK-LABEL: func.func @vector
// CHECK-SAME: %[[X:.*]]: memref<?xf32>, %[[Y:.*]]: memref<?xf32>, %[[P:.*]]: index, %[[A:.*]]: f32
// CHECK-NOT: memref.alloca
// CHECK: scf.for %[[LANE:.*]] = %c0 to %c4 step %c1 {
// CHECK-NEXT: %[[AT:.*]] = arith.addi %[[P]], %[[LANE]]
// CHECK-NEXT: %[[V:.*]] = memref.load %[[X]][%[[AT]]]
// CHECK-NEXT: %[[W:.*]] = arith.mulf %[[V]], %[[A]]
// CHECK-NEXT: %[[R:.*]] = arith.addf %[[W]], %[[W]]
// CHECK-NEXT: memref.store %[[R]], %[[Y]][%[[AT]]]
// CHECK-NEXT: } {xpiler.name = "lane.1", xpiler.parallel}
// CHECK-NEXT: return
func.func @vector(%x: memref<?xf32>, %y: memref<?xf32>, %p: index, %a: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %v = memref.alloca() {xpiler.name = "v"} : memref<4xf32>
  %t = memref.alloca() {xpiler.name = "t"} : memref<f32>
  scf.for %l = %c0 to %c4 step %c1 {
    %at = arith.addi %p, %l : index
    %e = memref.load %x[%at] : memref<?xf32>
    memref.store %e, %v[%l] : memref<4xf32>
  } {xpiler.name = "lane", xpiler.parallel}
  %v0 = memref.load %v[%c0] : memref<4xf32>
  %t0 = arith.mulf %v0, %a : f32
  memref.store %t0, %t[] : memref<f32>
  %w0 = memref.load %t[] : memref<f32>
  %r0 = arith.addf %w0, %w0 : f32
  memref.store %r0, %v[%c0] : memref<4xf32>
  %v1 = memref.load %v[%c1] : memref<4xf32>
  %t1 = arith.mulf %v1, %a : f32
  memref.store %t1, %t[] : memref<f32>
  %w1 = memref.load %t[] : memref<f32>
  %r1 = arith.addf %w1, %w1 : f32
  memref.store %r1, %v[%c1] : memref<4xf32>
  %v2 = memref.load %v[%c2] : memref<4xf32>
  %t2 = arith.mulf %v2, %a : f32
  memref.store %t2, %t[] : memref<f32>
  %w2 = memref.load %t[] : memref<f32>
  %r2 = arith.addf %w2, %w2 : f32
  memref.store %r2, %v[%c2] : memref<4xf32>
  %v3 = memref.load %v[%c3] : memref<4xf32>
  %t3 = arith.mulf %v3, %a : f32
  memref.store %t3, %t[] : memref<f32>
  %w3 = memref.load %t[] : memref<f32>
  %r3 = arith.addf %w3, %w3 : f32
  memref.store %r3, %v[%c3] : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %at = arith.addi %p, %l : index
    %e = memref.load %v[%l] : memref<4xf32>
    memref.store %e, %y[%at] : memref<?xf32>
  } {xpiler.name = "lane.1", xpiler.parallel}
  return
}

// -----

// Two runs, one store of each by turns; places 3 apart are loaded; a number that grows with the lane.
// CHECK-LABEL: func.func @turns
// CHECK: scf.for %[[L:.*]] = %c0 to %c2 step %c1 {
// CHECK: %[[L3:.*]] = arith.muli %[[L]], %c3
// CHECK: %[[AT:.*]] = arith.addi %{{.*}}, %[[L3]]
// CHECK: memref.load %{{.*}}[%[[AT]]]
// CHECK: memref.store %{{.*}}, %arg1[%[[L]], %c1]
// CHECK: {xpiler.name = "lane", xpiler.parallel}
// CHECK: scf.for %[[M:.*]] = %c0 to %c2 step %c1 {
// CHECK: %[[N:.*]] = arith.index_cast %[[M]] : index to i32
// CHECK: memref.store %{{.*}}, %arg2[%{{.*}}]
// CHECK: {xpiler.name = "lane.1", xpiler.parallel}
// CHECK-NOT: memref.store
func.func @turns(%x: memref<?xf32>, %y: memref<2x2xf32>, %z: memref<?xi32>, %p: index, %q: i32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %i1 = arith.constant 1 : i32
  %p1 = arith.addi %p, %c1 : index
  %p3 = arith.addi %p, %c3 : index
  %e0 = memref.load %x[%p] : memref<?xf32>
  memref.store %e0, %y[%c0, %c1] : memref<2x2xf32>
  memref.store %q, %z[%p] : memref<?xi32>
  %e1 = memref.load %x[%p3] : memref<?xf32>
  memref.store %e1, %y[%c1, %c1] : memref<2x2xf32>
  %q1 = arith.addi %q, %i1 : i32
  memref.store %q1, %z[%p1] : memref<?xi32>
  return
}
