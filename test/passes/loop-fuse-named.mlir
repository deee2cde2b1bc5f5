// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-fuse{loops=i,j})' -split-input-file | FileCheck %s

// What is `i * n + j` is the fused index; the rest is taken apart.
// CHECK: xpiler.obligations = ["loop-fuse{loops=i,j}: the same iterations in the same order (by construction)"]
// CHECK: %[[N:.*]] = arith.maxsi %arg3, %{{.*}}
// CHECK: %[[ALL:.*]] = arith.muli %arg2, %[[N]] overflow<nsw>
// CHECK: scf.for %[[F:.*]] = %{{.*}} to %[[ALL]] step
// CHECK:   %[[J:.*]] = arith.remsi %[[F]], %[[N]]
// CHECK:   memref.load %arg1[%[[J]]]
// CHECK:   memref.store %{{.*}}, %arg0[%[[F]]]
// CHECK: } {xpiler.name = "i.j"}
func.func @rows(%x: memref<?xf32>, %s: memref<?xf32>, %m: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %m step %c1 {
    %row = arith.muli %i, %n : index
    scf.for %j = %c0 to %n step %c1 {
      %at = arith.addi %row, %j : index
      %v = memref.load %s[%j] : memref<?xf32>
      memref.store %v, %x[%at] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i", xpiler.parallel}
  return
}

// -----

// By 2 from 3, in `i32`; both parallel.
// CHECK-LABEL: func.func @strided
// CHECK: scf.for %[[F:.*]] = %{{.*}} to %c20{{.*}} step
// CHECK:   %[[R:.*]] = arith.remsi %[[F]], %c5
// CHECK:   %[[Q:.*]] = arith.divsi %[[F]], %c5
// CHECK:   %[[R32:.*]] = arith.index_cast %[[R]] : index to i32
// CHECK:   %[[S:.*]] = arith.muli %[[R32]], %c2_i32
// CHECK:   %[[J:.*]] = arith.addi %c3_i32, %[[S]]
// CHECK: } {xpiler.name = "i.j", xpiler.parallel}
func.func @strided(%x: memref<?x16xf32>, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c2 = arith.constant 2 : i32
  %c3 = arith.constant 3 : i32
  %c12 = arith.constant 12 : i32
  scf.for %i = %c0 to %c4 step %c1 {
    scf.for %j = %c3 to %c12 step %c2 : i32 {
      %at = arith.index_cast %j : i32 to index
      memref.store %v, %x[%i, %at] : memref<?x16xf32>
    } {xpiler.name = "j", xpiler.parallel}
  } {xpiler.name = "i", xpiler.parallel}
  return
}
