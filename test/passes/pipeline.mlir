// RUN: xpiler-opt %s --pass-pipeline='builtin.module(cache{buffer=A loop=k.o space=nram name=As pad=true},cache{buffer=B loop=k.o space=nram name=Bs},canonicalize,cse,pipeline{loop=k.o buffers=As,Bs},canonicalize,cse)' | FileCheck %s

// Two halves that take turns: the first tile is copied in front, under a guard where the loop may be empty; each iteration copies the next tile
// into the half that it does not read, if there is a next tile. Padding follows the tile.
// CHECK: "pipeline{loop=k.o buffers=As,Bs}: what is copied depends on nothing that the loop computes (dependence)"
// CHECK-LABEL: func.func @f
// CHECK-DAG: %[[AS:.*]] = memref.alloca() {xpiler.name = "As", xpiler.padded, xpiler.space = "nram"} : memref<2x8x16xf32>
// CHECK-DAG: %[[BS:.*]] = memref.alloca() {xpiler.name = "Bs", xpiler.space = "nram"} : memref<2x16xf32>
// CHECK: %[[SOME:.*]] = arith.cmpi sgt, %[[K:.*]], %c0
// CHECK: scf.if %[[SOME]] {
// CHECK: memref.store %{{.*}}, %[[BS]][%c0, %{{.*}}]
// CHECK: {xpiler.name = "Bs.0.first", xpiler.parallel}
// CHECK: arith.cmpi slt, %{{.*}}, %[[K]]
// CHECK: memref.store %{{.*}}, %[[AS]][%c0, %{{.*}}, %{{.*}}]
// CHECK: {xpiler.name = "As.0.first", xpiler.parallel}
// CHECK: scf.for %[[KO:.*]] = %c0 to %[[K]] step %c16 {
// CHECK: %[[NUMBER:.*]] = arith.divsi %[[KO]], %c16
// CHECK: %[[THIS:.*]] = arith.remsi %[[NUMBER]], %c2
// CHECK: %[[OTHER:.*]] = arith.subi %c1, %[[THIS]]
// CHECK: %[[NEXT:.*]] = arith.addi %[[KO]], %c16
// CHECK: %[[MORE:.*]] = arith.cmpi slt, %[[NEXT]], %[[K]]
// CHECK: scf.if %[[MORE]] {
// CHECK: %[[LEFT:.*]] = arith.subi %[[K]], %[[NEXT]]
// CHECK: %[[LENGTH:.*]] = arith.minsi %[[LEFT]], %c16
// CHECK: scf.for %{{.*}} = %c0 to %[[LENGTH]] step %c1 {
// CHECK: memref.store %{{.*}}, %[[BS]][%[[OTHER]], %{{.*}}]
// CHECK: {xpiler.async, xpiler.name = "Bs.0", xpiler.parallel}
// CHECK: arith.cmpi slt, %{{.*}}, %[[LEFT]]
// CHECK: memref.load %arg0[
// CHECK: memref.store %{{.*}}, %[[AS]][%[[OTHER]], %{{.*}}, %{{.*}}]
// CHECK: {xpiler.async, xpiler.name = "As.0", xpiler.parallel}
// CHECK: memref.load %[[AS]][%[[THIS]], %{{.*}}, %{{.*}}]
// CHECK: memref.load %[[BS]][%[[THIS]], %{{.*}}]
// CHECK: {xpiler.name = "k.o"}
func.func @f(%A: memref<?xf32> {xpiler.name = "A"}, %B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %K: index) attributes {xpiler.entry} {
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
        %b = memref.load %B[%col] : memref<?xf32>
        %p = arith.mulf %a, %b : f32
        %old = memref.load %y[%i] : memref<?xf32>
        %new = arith.addf %old, %p : f32
        memref.store %new, %y[%i] : memref<?xf32>
      } {xpiler.name = "k.i"}
    } {xpiler.name = "i"}
  } {xpiler.name = "k.o"}
  return
}
