// RUN: xpiler-opt %s --pass-pipeline='builtin.module(cache{buffer=B loop=k.o order=k.i.o,j,k.i.i name=Bs pad=true clear=true},canonicalize,cse)' | FileCheck %s
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(cache{buffer=B loop=k.o order=j,k.i.i})' 2>&1 | FileCheck %s --check-prefix=ORDER
// ORDER: the order does not name the loops that the place moves with, each once

// Groups of four elements of a row beside those of the other rows: zeros everywhere, then what the loops reach, without conditions.
// CHECK: %[[TILE:.*]] = memref.alloca() {xpiler.name = "Bs", xpiler.padded, xpiler.space = "local"} : memref<8x16x4xi8>
// CHECK: scf.for %[[KO:.*]] = %c0 to %{{.*}} step %c32
// CHECK: memref.store %c0_i8, %[[TILE]]
// CHECK: } {xpiler.name = "Bs.zero.2", xpiler.parallel}
// CHECK: scf.for %[[G:.*]] = %c0 to %c8 step %c1
// CHECK: scf.for %[[J:.*]] = %c0 to %{{.*}} step %c1
// CHECK: scf.for %[[E:.*]] = %c0 to %c4 step %c1
// CHECK-NOT: scf.if
// CHECK: %[[V:.*]] = memref.load %arg0[
// CHECK: memref.store %[[V]], %[[TILE]][%[[G]], %[[J]], %[[E]]]
// CHECK: } {xpiler.name = "Bs.0", xpiler.parallel}
// CHECK: memref.load %[[TILE]][%{{.*}}, %{{.*}}, %{{.*}}] : memref<8x16x4xi8>
// CHECK-NOT: memref.load %arg0
func.func @f(%B: memref<?xi8> {xpiler.name = "B"}, %y: memref<?xi8> {xpiler.name = "y"}, %N: index, %K: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %n = arith.minsi %N, %c16 : index
  scf.for %ko = %c0 to %K step %c32 {
    scf.for %g = %c0 to %c8 step %c1 {
      scf.for %j = %c0 to %n step %c1 {
        scf.for %e = %c0 to %c4 step %c1 {
          %row = arith.muli %j, %K : index
          %group = arith.muli %g, %c4 : index
          %k = arith.addi %ko, %group : index
          %in = arith.addi %k, %e : index
          %at = arith.addi %row, %in : index
          %b = memref.load %B[%at] : memref<?xi8>
          memref.store %b, %y[%at] : memref<?xi8>
        } {xpiler.name = "k.i.i"}
      } {xpiler.name = "j"}
    } {xpiler.name = "k.i.o"}
  } {xpiler.name = "k.o"}
  return
}
