// RUN: xpiler-opt %s -split-input-file --pass-pipeline='builtin.module(cache{buffer=y loop=i.o space=nram name=ys},canonicalize,cse)' | FileCheck %s

// What the loop writes is written in an array, which is copied behind, as far as it was written.
// CHECK: module attributes {xpiler.obligations = ["cache{buffer=y loop=i.o space=nram}: every element that is copied was stored (linear)"]}
// CHECK-LABEL: func.func @rows
// CHECK: scf.for %[[O:.*]] = %c0 to %[[M:.*]] step %c8
// CHECK: %[[TILE:.*]] = memref.alloca() {xpiler.name = "ys", xpiler.space = "nram"} : memref<8x16xf32>
// CHECK: %[[LEFT:.*]] = arith.subi %[[M]], %[[O]]
// CHECK: %[[N:.*]] = arith.minsi %[[LEFT]], %c8
// CHECK: memref.store %{{.*}}, %[[TILE]][%{{.*}}, %{{.*}}] : memref<8x16xf32>
// CHECK-NOT: memref.store %{{.*}}, %arg1
// CHECK: } {xpiler.name = "i.i", xpiler.parallel}
// CHECK: scf.for %[[I:.*]] = %c0 to %[[N]] step %c1
// CHECK: scf.for %[[J:.*]] = %c0 to %c16 step %c1
// CHECK: %[[V:.*]] = memref.load %[[TILE]][%[[I]], %[[J]]]
// CHECK: memref.store %[[V]], %arg1[
// CHECK: } {xpiler.name = "ys.1", xpiler.parallel}
// CHECK: } {xpiler.name = "ys.0", xpiler.parallel}
// CHECK: } {xpiler.name = "i.o", xpiler.parallel}
func.func @rows(%x: memref<?xf32> {xpiler.name = "x"}, %y: memref<?xf32> {xpiler.name = "y"}, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  scf.for %o = %c0 to %m step %c8 {
    %left = arith.subi %m, %o : index
    %n = arith.minsi %left, %c8 : index
    scf.for %i = %c0 to %n step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        %row = arith.addi %o, %i : index
        %first = arith.muli %row, %c16 : index
        %at = arith.addi %first, %j : index
        %v = memref.load %x[%at] : memref<?xf32>
        memref.store %v, %y[%at] : memref<?xf32>
      } {xpiler.name = "j", xpiler.parallel}
    } {xpiler.name = "i.i", xpiler.parallel}
  } {xpiler.name = "i.o", xpiler.parallel}
  return
}

// -----

// The distance of rows is computed inside of the loop: it is computed again in front of the copy.
// CHECK-LABEL: func.func @stride_inside
// CHECK: %[[TILE:.*]] = memref.alloca() {{.*}} : memref<4x8xf32>
// CHECK: memref.store %{{.*}}, %[[TILE]]
// CHECK: arith.divsi
// CHECK: %[[V:.*]] = memref.load %[[TILE]]
// CHECK: memref.store %[[V]], %arg0[
func.func @stride_inside(%y: memref<?xf32> {xpiler.name = "y"}, %v: f32, %m: index, %w: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  scf.for %o = %c0 to %m step %c1 {
    scf.for %i = %c0 to %c4 step %c1 {
      scf.for %j = %c0 to %c8 step %c1 {
        %half = arith.divsi %w, %c2 : index
        %down = arith.muli %i, %half : index
        %along = arith.addi %o, %j : index
        %at = arith.addi %down, %along : index
        memref.store %v, %y[%at] : memref<?xf32>
      } {xpiler.name = "j", xpiler.parallel}
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "i.o"}
  return
}
