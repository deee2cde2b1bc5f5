// RUN: xpiler-opt %s --pass-pipeline='builtin.module(cache{buffer=A loop=k.o space=shared name=As},canonicalize,cse)' | FileCheck %s
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(cache{buffer=A loop=k.o space=nram pad=true},canonicalize,cse)' | FileCheck %s --check-prefix=PAD

// A tile of 8 rows by 16 columns: what the loops reach is copied, and read from the array.
// CHECK: module attributes {xpiler.obligations = ["cache{buffer=A loop=k.o space=shared}: every index that is read lies in the part that is copied (linear)"]}
// CHECK: %[[TILE:.*]] = memref.alloca() {xpiler.name = "As", xpiler.space = "shared"} : memref<8x16xf32>
// CHECK: scf.for %[[KO:.*]] = %{{.*}} to %[[K:.*]] step %c16
// CHECK: %[[LEFT:.*]] = arith.subi %[[K]], %[[KO]]
// CHECK: scf.for %[[R:.*]] = %c0 to %c8 step %c1
// CHECK: scf.for %[[C:.*]] = %c0 to %{{.*}} step %c1
// CHECK: %[[V:.*]] = memref.load %arg0[
// CHECK: memref.store %[[V]], %[[TILE]][%[[R]], %[[C]]]
// CHECK: } {xpiler.name = "As.1", xpiler.parallel}
// CHECK: } {xpiler.name = "As.0", xpiler.parallel}
// CHECK: memref.load %[[TILE]][%{{.*}}, %{{.*}}] : memref<8x16xf32>
// CHECK-NOT: memref.load %arg0

// Filled to its end: zeros behind the last column.
// PAD: %[[TILE:.*]] = memref.alloca() {xpiler.name = "A_nram", xpiler.padded, xpiler.space = "nram"} : memref<8x16xf32>
// PAD: scf.for %{{.*}} = %c0 to %c8 step %c1
// PAD: scf.for %[[C:.*]] = %c0 to %c16 step %c1
// PAD: %[[IN:.*]] = arith.cmpi slt, %[[C]],
// PAD: scf.if %[[IN]] {
// PAD: memref.store %{{.*}}, %[[TILE]]
// PAD: } else {
// PAD: memref.store %cst, %[[TILE]]
func.func @f(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %K: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  scf.for %ko = %c0 to %K step %c16 {
    %left = arith.subi %K, %ko : index
    %n = arith.minsi %left, %c16 : index
    scf.for %i = %c0 to %c8 step %c1 {
      scf.for %k = %c0 to %n step %c1 {
        %row = arith.muli %i, %K : index
        %col = arith.addi %ko, %k : index
        %at = arith.addi %row, %col : index
        %a = memref.load %A[%at] : memref<?xf32>
        memref.store %a, %y[%at] : memref<?xf32>
      } {xpiler.name = "k.i"}
    } {xpiler.name = "i"}
  } {xpiler.name = "k.o"}
  return
}
