// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-reduce{loop=c lanes=8})' | FileCheck %s

// A loop that sums, keeps an extremum and stores: eight lanes side by side, three levels of a tree, joined with what was there.
// CHECK: xpiler.obligations = ["loop-reduce{loop=c lanes=8}: the same elements are gathered, in another order (reassociation)"]
// CHECK: %[[SUM:.*]] = memref.alloca() {xpiler.name = "sum"}
// CHECK: %[[PEAK:.*]] = memref.alloca() {xpiler.name = "peak"}
// CHECK: %[[PEAKS:.*]] = memref.alloca() {xpiler.name = "peak.part", xpiler.space = "shared"} : memref<8xf32>
// CHECK: %[[SUMS:.*]] = memref.alloca() {xpiler.name = "sum.part", xpiler.space = "shared"} : memref<8xf32>
// CHECK: scf.for %[[LANE:.*]] = %{{.*}} to %{{.*}} step
// CHECK: arith.constant 0xFF800000 : f32
// CHECK: scf.for %[[O:.*]] = %c1{{.*}} to %arg2 step
// CHECK: %[[AT:.*]] = arith.addi %[[O]], %{{.*}}
// CHECK: %[[IN:.*]] = arith.cmpi slt, %[[AT]], %arg2
// CHECK: scf.if %[[IN]]
// CHECK: memref.store %{{.*}}, %arg1[%[[AT]]]
// CHECK: } {xpiler.name = "c.o"}
// CHECK: memref.store %{{.*}}, %[[PEAKS]][%[[LANE]]]
// CHECK: } {xpiler.name = "c.i", xpiler.parallel}
// CHECK: arith.shrsi
// CHECK: arith.maxnumf
// CHECK: } {xpiler.name = "c.tree", xpiler.parallel}
// CHECK: } {xpiler.name = "c.level"}
// CHECK: memref.store %{{.*}}, %[[PEAK]][]
// CHECK: memref.store %{{.*}}, %[[SUM]][]
func.func @f(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c1 = arith.constant 1 : index
  %sum = memref.alloca() {xpiler.name = "sum"} : memref<f32>
  %peak = memref.alloca() {xpiler.name = "peak"} : memref<f32>
  scf.for %c = %c1 to %n step %c1 {
    %v = memref.load %x[%c] : memref<?xf32>
    memref.store %v, %y[%c] : memref<?xf32>
    %p = memref.load %peak[] : memref<f32>
    %q = arith.maxnumf %p, %v : f32
    memref.store %q, %peak[] : memref<f32>
    %s = memref.load %sum[] : memref<f32>
    %t = arith.addf %s, %v : f32
    memref.store %t, %sum[] : memref<f32>
  } {xpiler.name = "c"}
  return
}
