// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-reroll)' -split-input-file | FileCheck %s

// What is no iteration written out stays: each function has as many stores, and no loop.
// CHECK-LABEL: func.func @other_expressions
// CHECK-NOT: scf.for
func.func @other_expressions(%x: memref<?xf32>, %y: memref<?xf32>, %a: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %e0 = memref.load %x[%c0] : memref<?xf32>
  %r0 = arith.addf %e0, %a : f32
  memref.store %r0, %y[%c0] : memref<?xf32>
  %e1 = memref.load %x[%c1] : memref<?xf32>
  %r1 = arith.mulf %e1, %a : f32
  memref.store %r1, %y[%c1] : memref<?xf32>
  return
}

// -----

// CHECK-LABEL: func.func @other_attributes
// CHECK-NOT: scf.for
func.func @other_attributes(%x: memref<?xf32>, %y: memref<?xi1>, %a: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %e0 = memref.load %x[%c0] : memref<?xf32>
  %r0 = arith.cmpf olt, %e0, %a : f32
  memref.store %r0, %y[%c0] : memref<?xi1>
  %e1 = memref.load %x[%c1] : memref<?xf32>
  %r1 = arith.cmpf ogt, %e1, %a : f32
  memref.store %r1, %y[%c1] : memref<?xi1>
  return
}

// -----

// The third lane is missing.
// CHECK-LABEL: func.func @missing
// CHECK-NOT: scf.for
func.func @missing(%y: memref<?xf32>, %a: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  memref.store %a, %y[%c0] : memref<?xf32>
  memref.store %a, %y[%c1] : memref<?xf32>
  memref.store %a, %y[%c3] : memref<?xf32>
  return
}

// -----

// CHECK-LABEL: func.func @backwards
// CHECK-NOT: scf.for
func.func @backwards(%y: memref<?xf32>, %a: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  memref.store %a, %y[%c1] : memref<?xf32>
  memref.store %a, %y[%c0] : memref<?xf32>
  return
}

// -----

// CHECK-LABEL: func.func @two_apart
// CHECK-NOT: scf.for
func.func @two_apart(%y: memref<?xf32>, %a: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  memref.store %a, %y[%c0] : memref<?xf32>
  memref.store %a, %y[%c2] : memref<?xf32>
  return
}

// -----

// CHECK-LABEL: func.func @somewhere
// CHECK-NOT: scf.for
func.func @somewhere(%y: memref<?xf32>, %a: f32, %p: index, %q: index) attributes {xpiler.entry} {
  memref.store %a, %y[%p] : memref<?xf32>
  memref.store %a, %y[%q] : memref<?xf32>
  return
}

// -----

// A lane reads what the one before wrote.
// CHECK-LABEL: func.func @carried
// CHECK-NOT: scf.for
func.func @carried(%y: memref<?xf32>, %p: index, %a: f32) attributes {xpiler.entry} {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %p1 = arith.addi %p, %c1 : index
  %p2 = arith.addi %p, %c2 : index
  %e0 = memref.load %y[%p] : memref<?xf32>
  %r0 = arith.mulf %e0, %a : f32
  memref.store %r0, %y[%p1] : memref<?xf32>
  %e1 = memref.load %y[%p1] : memref<?xf32>
  %r1 = arith.mulf %e1, %a : f32
  memref.store %r1, %y[%p2] : memref<?xf32>
  return
}

// -----

// A place that nothing is known of may be what another lane writes.
// CHECK-LABEL: func.func @unknown_place
// CHECK-NOT: scf.for
func.func @unknown_place(%y: memref<?xf32>, %p: index, %q: index) attributes {xpiler.entry} {
  %c1 = arith.constant 1 : index
  %p1 = arith.addi %p, %c1 : index
  %q1 = arith.addi %q, %c1 : index
  %e0 = memref.load %y[%q] : memref<?xf32>
  memref.store %e0, %y[%p] : memref<?xf32>
  %e1 = memref.load %y[%q1] : memref<?xf32>
  memref.store %e1, %y[%p1] : memref<?xf32>
  return
}

// -----

// What the first lane loads is written in between.
// CHECK-LABEL: func.func @written_between
// CHECK-NOT: scf.for
func.func @written_between(%x: memref<?xf32>, %y: memref<?xf32>, %p: index, %a: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %e0 = memref.load %x[%c0] : memref<?xf32>
  memref.store %e0, %y[%c0] : memref<?xf32>
  memref.store %a, %x[%p] : memref<?xf32>
  %e1 = memref.load %x[%c1] : memref<?xf32>
  memref.store %e1, %y[%c1] : memref<?xf32>
  return
}

// -----

// What the first lane writes is read in between.
// CHECK-LABEL: func.func @read_between
// CHECK-NOT: scf.for
func.func @read_between(%y: memref<?xf32>, %z: memref<?xf32>, %p: index, %a: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  memref.store %a, %y[%c0] : memref<?xf32>
  %e = memref.load %y[%p] : memref<?xf32>
  memref.store %e, %z[%c0] : memref<?xf32>
  memref.store %a, %y[%c1] : memref<?xf32>
  return
}

// -----

// Nothing is known of what stands in between.
// CHECK-LABEL: func.func @assertion
// CHECK-NOT: scf.for
func.func @assertion(%y: memref<?xf32>, %a: f32, %c: i1) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  memref.store %a, %y[%c0] : memref<?xf32>
  cf.assert %c, "it holds"
  memref.store %a, %y[%c1] : memref<?xf32>
  return
}

// -----

// A loop in between reads the array.
// CHECK-LABEL: func.func @loop_between
// CHECK: memref.store %{{.*}}, %[[V:.*]][%c0] : memref<2xf32>
// CHECK: scf.for
// CHECK: memref.store %{{.*}}, %[[V]][%c1] : memref<2xf32>
func.func @loop_between(%y: memref<?xf32>, %n: index, %a: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %v = memref.alloca() {xpiler.name = "v"} : memref<2xf32>
  memref.store %a, %v[%c0] : memref<2xf32>
  scf.for %i = %c0 to %n step %c1 {
    %e = memref.load %v[%c0] : memref<2xf32>
    memref.store %e, %y[%i] : memref<?xf32>
  } {xpiler.name = "i"}
  memref.store %a, %v[%c1] : memref<2xf32>
  return
}

// -----

// Another lane's element is read: the array stays, and both loops.
// CHECK-LABEL: func.func @turned
// CHECK: memref.alloca
// CHECK: scf.for
// CHECK: scf.for
func.func @turned(%x: memref<?xf32>, %y: memref<?xf32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %v = memref.alloca() {xpiler.name = "v"} : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %e = memref.load %x[%l] : memref<?xf32>
    memref.store %e, %v[%l] : memref<4xf32>
  } {xpiler.name = "a"}
  scf.for %l = %c0 to %c4 step %c1 {
    %m = arith.subi %c3, %l : index
    %e = memref.load %v[%m] : memref<4xf32>
    memref.store %e, %y[%l] : memref<?xf32>
  } {xpiler.name = "b"}
  return
}

// -----

// The array keeps its elements from one iteration to the next.
// CHECK-LABEL: func.func @kept_array
// CHECK: memref.alloca
// CHECK: scf.for
// CHECK: scf.for
// CHECK: scf.for
func.func @kept_array(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %v = memref.alloca() {xpiler.name = "v"} : memref<4xf32>
  scf.for %i = %c0 to %n step %c1 {
    scf.for %l = %c0 to %c4 step %c1 {
      %e = memref.load %v[%l] : memref<4xf32>
      memref.store %e, %y[%l] : memref<?xf32>
    } {xpiler.name = "a"}
    scf.for %l = %c0 to %c4 step %c1 {
      %e = memref.load %x[%l] : memref<?xf32>
      memref.store %e, %v[%l] : memref<4xf32>
    } {xpiler.name = "b"}
  } {xpiler.name = "i"}
  return
}
