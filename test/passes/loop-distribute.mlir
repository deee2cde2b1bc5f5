// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-distribute{loop=j})' -split-input-file | FileCheck %s

// What is gathered is read where the iteration stored it; the first loop's iterations are independent.
// CHECK: xpiler.obligations = ["loop-distribute{loop=j}: what is gathered depends on its iteration alone (dependence)"]
// CHECK-LABEL: func.func @stored
// CHECK-NOT: "kept"
// CHECK: scf.for %[[J:.*]] = %c0 to %c8 step %c1 {
// CHECK:   memref.store %{{.*}}, %[[P:.*]][%[[J]]] : memref<8xf32>
// CHECK-NOT: arith.maxnumf
// CHECK: } {xpiler.name = "j"}
// CHECK-NEXT: scf.for %[[L:.*]] = %c0 to %c8 step %c1 {
// CHECK-NEXT:   %[[V:.*]] = memref.load %[[P]][%[[L]]]
// CHECK-NEXT:   %[[OLD:.*]] = memref.load %[[PEAK:.*]][]
// CHECK-NEXT:   %[[NEW:.*]] = arith.maxnumf %[[OLD]], %[[V]]
// CHECK-NEXT:   memref.store %[[NEW]], %[[PEAK]][]
// CHECK-NEXT: } {xpiler.name = "j.1"}
func.func @stored(%x: memref<?xf32>, %y: memref<?xf32>, %n: index, %low: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  %p = memref.alloca() {xpiler.name = "p"} : memref<8xf32>
  %peak = memref.alloca() {xpiler.name = "peak"} : memref<f32>
  memref.store %low, %peak[] : memref<f32>
  scf.for %j = %c0 to %c8 step %c1 {
    %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
    memref.store %zero, %s[] : memref<f32>
    scf.for %k = %c0 to %n step %c1 {
      %v = memref.load %x[%k] : memref<?xf32>
      %o = memref.load %s[] : memref<f32>
      %t = arith.addf %o, %v : f32
      memref.store %t, %s[] : memref<f32>
    } {xpiler.name = "k"}
    %sum = memref.load %s[] : memref<f32>
    %old = memref.load %peak[] : memref<f32>
    %new = arith.maxnumf %old, %sum : f32
    memref.store %new, %peak[] : memref<f32>
    memref.store %sum, %p[%j] : memref<8xf32>
  } {xpiler.name = "j"}
  return
}

// -----

// What was loaded from memory that does not change is loaded again, what is computed of it computed again.
// CHECK-LABEL: func.func @again
// CHECK: } {xpiler.name = "j"}
// CHECK-NEXT: scf.for %[[L:.*]] =
// CHECK-NEXT:   %[[V:.*]] = memref.load %arg0[%[[L]]]
// CHECK-NEXT:   %[[SQUARE:.*]] = arith.mulf %[[V]], %[[V]]
// CHECK-NEXT:   %[[OLD:.*]] = memref.load
// CHECK-NEXT:   arith.addf %[[SQUARE]], %[[OLD]]
func.func @again(%x: memref<?xf32>, %y: memref<?xf32>, %n: index, %f: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
  memref.store %f, %s[] : memref<f32>
  scf.for %j = %c0 to %n step %c1 {
    %v = memref.load %x[%j] : memref<?xf32>
    %twice = arith.addf %v, %v : f32
    memref.store %twice, %y[%j] : memref<?xf32>
    %square = arith.mulf %v, %v : f32
    %old = memref.load %s[] : memref<f32>
    %new = arith.addf %square, %old : f32
    memref.store %new, %s[] : memref<f32>
  } {xpiler.name = "j"}
  return
}

// -----

// The element that was stored is overwritten, the variable is gone: the value is kept.
// CHECK-LABEL: func.func @kept
// CHECK: %[[KEPT:.*]] = memref.alloca() {xpiler.name = "kept"} : memref<8xf32>
// CHECK: scf.for %[[J:.*]] =
// CHECK:   %[[SUM:.*]] = memref.load %[[S:.*]][]
// CHECK-NEXT: memref.store %[[SUM]], %[[KEPT]][%[[J]]]
// CHECK: } {xpiler.name = "j"}
// CHECK-NEXT: scf.for %[[L:.*]] =
// CHECK-NEXT:   memref.load %[[KEPT]][%[[L]]]
func.func @kept(%x: memref<?xf32>, %y: memref<?xf32>, %f: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %total = memref.alloca() {xpiler.name = "total"} : memref<f32>
  memref.store %f, %total[] : memref<f32>
  scf.for %j = %c0 to %c8 step %c1 {
    %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
    memref.store %f, %s[] : memref<f32>
    %sum = memref.load %s[] : memref<f32>
    memref.store %sum, %y[%j] : memref<?xf32>
    %old = memref.load %total[] : memref<f32>
    %new = arith.addf %old, %sum : f32
    memref.store %new, %total[] : memref<f32>
    memref.store %f, %y[%j] : memref<?xf32>
  } {xpiler.name = "j"}
  return
}
