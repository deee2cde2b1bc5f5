// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-split{loop=k factor=32})' -split-input-file | FileCheck %s

// CHECK: module attributes {xpiler.obligations = ["loop-split{loop=k factor=32}: the same iterations in the same order (by construction)"]}
// CHECK: scf.for %[[O:.*]] = %c0 to %arg1 step %c32
// CHECK:   %[[LEFT:.*]] = arith.subi %arg1, %[[O]] overflow<nsw>
// CHECK:   %[[N:.*]] = arith.minsi %{{.*}}, %[[LEFT]]
// CHECK:   scf.for %[[I:.*]] = %{{.*}} to %[[N]] step
// CHECK:     %[[K:.*]] = arith.addi %[[O]], %[[I]] overflow<nsw>
// CHECK:     memref.store %{{.*}}, %arg0[%[[K]]]
// CHECK:   } {xpiler.name = "k.i", xpiler.parallel}
// CHECK: } {xpiler.name = "k.o", xpiler.operation = "elementwise", xpiler.parallel}
func.func @symbolic(%x: memref<?xf32>, %n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    memref.store %v, %x[%i] : memref<?xf32>
  } {xpiler.name = "k", xpiler.parallel, xpiler.bind = "blockIdx.x", xpiler.operation = "elementwise"}
  return
}

// -----

// A constant number of tiles, in `i32`.
// CHECK-LABEL: func.func @whole
// CHECK: scf.for %[[O:.*]] = %c0{{.*}} to %c128{{.*}} step %c32{{.*}} : i32
// CHECK-NOT: minsi
// CHECK:   scf.for %[[I:.*]] = %c0{{.*}} to %c32{{.*}} step %c1{{.*}} : i32
// CHECK:     arith.addi %[[O]], %[[I]] overflow<nsw> : i32
func.func @whole(%x: memref<?xf32>, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  %c128 = arith.constant 128 : i32
  scf.for %i = %c0 to %c128 step %c1 : i32 {
    %at = arith.index_cast %i : i32 to index
    memref.store %v, %x[%at] : memref<?xf32>
  } {xpiler.name = "k"}
  return
}

// -----

// By 3 from a start of its own: the number of what is left is rounded up.
// CHECK-LABEL: func.func @strided
// CHECK: scf.for %[[O:.*]] = %arg1 to %arg2 step %c96
// CHECK:   %[[LEFT:.*]] = arith.subi %arg2, %[[O]]
// CHECK:   %[[UP:.*]] = arith.addi %[[LEFT]], %c2
// CHECK:   %[[N:.*]] = arith.divsi %[[UP]], %c3
// CHECK:   arith.minsi %c32{{.*}}, %[[N]]
// CHECK:   scf.for %[[I:.*]] =
// CHECK:     %[[AT:.*]] = arith.muli %[[I]], %c3
// CHECK:     arith.addi %[[O]], %[[AT]]
func.func @strided(%x: memref<?xf32>, %lo: index, %hi: index, %v: f32) attributes {xpiler.entry} {
  %c3 = arith.constant 3 : index
  scf.for %i = %lo to %hi step %c3 {
    memref.store %v, %x[%i] : memref<?xf32>
  } {xpiler.name = "k"}
  return
}
