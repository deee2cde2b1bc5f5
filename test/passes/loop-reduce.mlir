// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-reduce{loop=c lanes=8})' -split-input-file | FileCheck %s

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
// CHECK: } {xpiler.name = "c.level", xpiler.tree}
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

// -----

// A loop over groups: a lane takes a group, and the eighth one behind it.
// CHECK-LABEL: func.func @groups
// CHECK: scf.for %[[LANE:.*]] = %{{.*}} to %{{.*}} step
// CHECK: %[[FIRST:.*]] = arith.muli %[[LANE]], %c4
// CHECK: %[[MANY:.*]] = arith.constant 32 : index
// CHECK: scf.for %[[O:.*]] = %{{.*}} to %{{.*}} step %[[MANY]]
// CHECK: %[[AT:.*]] = arith.addi %[[O]], %[[FIRST]]
// CHECK: scf.if
// CHECK: scf.for %[[E:.*]] =
// CHECK: arith.addi %[[AT]], %[[E]]
func.func @groups(%x: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %sum = memref.alloca() {xpiler.name = "sum"} : memref<f32>
  scf.for %c = %c0 to %n step %c4 {
    scf.for %e = %c0 to %c4 step %c1 {
      %at = arith.addi %c, %e : index
      %v = memref.load %x[%at] : memref<?xf32>
      %s = memref.load %sum[] : memref<f32>
      %t = arith.addf %s, %v : f32
      memref.store %t, %sum[] : memref<f32>
    } {xpiler.name = "e"}
  } {xpiler.name = "c"}
  return
}

// -----

// The elements of an array are gathered like variables, each lane having an array of its own.
// CHECK-LABEL: func.func @arrays
// CHECK: %[[SUMS:.*]] = memref.alloca() {xpiler.name = "sums"} : memref<3xf32>
// CHECK: %[[PART:.*]] = memref.alloca() {xpiler.name = "sums.part", xpiler.space = "shared"} : memref<3x8xf32>
// CHECK: scf.for %[[LANE:.*]] = %{{.*}} to %{{.*}} step
// CHECK: %[[OWN:.*]] = memref.alloca() {xpiler.name = "sums"} : memref<3xf32>
// CHECK: memref.store %{{.*}}, %[[OWN]][%{{.*}}]
// CHECK: memref.load %[[OWN]][%[[J:[a-z0-9]*]]]
// CHECK: memref.store %{{.*}}, %[[OWN]][%[[J]]]
// CHECK: } {xpiler.name = "c.o"}
// CHECK: memref.store %{{.*}}, %[[PART]][%{{.*}}, %[[LANE]]]
// CHECK: } {xpiler.name = "c.i", xpiler.parallel}
// CHECK: memref.store %{{.*}}, %[[PART]][%{{.*}}, %{{.*}}]
// CHECK: } {xpiler.name = "c.level", xpiler.tree}
// CHECK: memref.load %[[PART]][%{{.*}}, %c0{{.*}}]
// CHECK: memref.store %{{.*}}, %[[SUMS]][%{{.*}}]
func.func @arrays(%x: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %sums = memref.alloca() {xpiler.name = "sums"} : memref<3xf32>
  scf.for %c = %c0 to %n step %c1 {
    scf.for %j = %c0 to %c3 step %c1 {
      %first = arith.muli %j, %n : index
      %at = arith.addi %first, %c : index
      %v = memref.load %x[%at] : memref<?xf32>
      %s = memref.load %sums[%j] : memref<3xf32>
      %t = arith.addf %s, %v : f32
      memref.store %t, %sums[%j] : memref<3xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "c"}
  return
}
