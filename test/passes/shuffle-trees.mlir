// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-reduce{loop=c lanes=64},loop-bind{loop=c.i to=threadIdx.x},loop-bind{loop=c.tree to=threadIdx.x},shuffle-trees)' -split-input-file | FileCheck %s
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-reduce{loop=c lanes=64},loop-bind{loop=c.i to=threadIdx.x},loop-bind{loop=c.tree to=threadIdx.x},shuffle-trees{platform=hip})' -split-input-file | FileCheck %s --check-prefix=HIP
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-reduce{loop=c lanes=16},loop-bind{loop=c.i to=threadIdx.x},loop-bind{loop=c.tree to=threadIdx.x},shuffle-trees)' -split-input-file | FileCheck %s --check-prefix=FEW

// Two warps: each shuffles, one lane of each leaves what it has.
// CHECK-LABEL: func.func @sum
// CHECK: %[[PART:.*]] = memref.alloca() {xpiler.name = "s.part", xpiler.space = "shared"} : memref<2xf32>
// CHECK: scf.for %[[LANE:.*]] = %c0{{.*}} to %c64{{.*}} step
// CHECK:   } {xpiler.name = "c.o"}
// CHECK:   scf.for %[[LEVEL:.*]] = %{{.*}} to %c5{{.*}} step
// CHECK:     %[[HALF:.*]] = arith.shrsi %c16_i32{{.*}}, %{{.*}} : i32
// CHECK:     %[[OWN:.*]] = memref.load %[[S:.*]][]
// CHECK:     %[[OTHER:.*]] = intrin.call "cuda" "__shfl_xor_sync"(%c-1_i32{{.*}}, %[[OWN]], %[[HALF]], %c32_i32{{.*}}) {xpiler.warp = 32 : i32}
// CHECK:     %[[BOTH:.*]] = arith.addf %[[OWN]], %[[OTHER]]
// CHECK:     memref.store %[[BOTH]], %[[S]][]
// CHECK:   } {xpiler.name = "level"}
// CHECK:   %[[ALL:.*]] = memref.load %[[S]][]
// CHECK:   %[[IN:.*]] = arith.remui %[[LANE]], %c32
// CHECK:   %[[FIRST:.*]] = arith.cmpi eq, %[[IN]], %c0
// CHECK:   scf.if %[[FIRST]] {
// CHECK:     %[[WARP:.*]] = arith.divui %[[LANE]], %c32
// CHECK:     memref.store %[[ALL]], %[[PART]][%[[WARP]]]
// CHECK: } {xpiler.bind = "threadIdx.x", xpiler.name = "c.i", xpiler.parallel}
// CHECK-NOT: "c.level"
// CHECK: %[[A:.*]] = memref.load %[[PART]][%c0
// CHECK: %[[B:.*]] = memref.load %[[PART]][%c1
// CHECK: arith.addf %[[A]], %[[B]]

// HIP-LABEL: func.func @sum
// HIP: memref.alloca() {xpiler.name = "s.part", xpiler.space = "shared"} : memref<1xf32>
// HIP: scf.for %{{.*}} = %{{.*}} to %c6{{.*}} step
// HIP: intrin.call "hip" "__shfl_xor"(%{{.*}}, %{{.*}}, %c64_i32{{.*}}) {xpiler.warp = 64 : i32}
// HIP: arith.cmpi eq, %{{.*}}, %c0
// HIP-NOT: "c.level"
// HIP-LABEL: func.func @doubles

// Lanes that are no whole warp keep their tree.
// FEW-LABEL: func.func @sum
// FEW-NOT: intrin.call
// FEW: } {xpiler.name = "c.level", xpiler.tree}
func.func @sum(%x: memref<?xf32>, %y: memref<?xf32>, %rows: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  scf.for %r = %c0 to %rows step %c1 {
    %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
    memref.store %zero, %s[] : memref<f32>
    %row = arith.muli %r, %n : index
    scf.for %c = %c0 to %n step %c1 {
      %at = arith.addi %row, %c : index
      %v = memref.load %x[%at] : memref<?xf32>
      %o = memref.load %s[] : memref<f32>
      %t = arith.addf %o, %v : f32
      memref.store %t, %s[] : memref<f32>
    } {xpiler.name = "c"}
    %sum = memref.load %s[] : memref<f32>
    memref.store %sum, %y[%r] : memref<?xf32>
  } {xpiler.name = "r", xpiler.parallel, xpiler.bind = "blockIdx.x"}
  return
}

// -----

// A type that no row shuffles.
// CHECK-LABEL: func.func @doubles
// CHECK-NOT: intrin.call
// CHECK: } {xpiler.name = "c.level", xpiler.tree}
func.func @doubles(%x: memref<?xf64>, %y: memref<?xf64>, %rows: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f64
  scf.for %r = %c0 to %rows step %c1 {
    %s = memref.alloca() {xpiler.name = "s"} : memref<f64>
    memref.store %zero, %s[] : memref<f64>
    scf.for %c = %c0 to %n step %c1 {
      %v = memref.load %x[%c] : memref<?xf64>
      %o = memref.load %s[] : memref<f64>
      %t = arith.addf %o, %v : f64
      memref.store %t, %s[] : memref<f64>
    } {xpiler.name = "c"}
    %sum = memref.load %s[] : memref<f64>
    memref.store %sum, %y[%r] : memref<?xf64>
  } {xpiler.name = "r", xpiler.parallel, xpiler.bind = "blockIdx.x"}
  return
}
