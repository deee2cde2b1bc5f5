// RUN: xpiler-opt %s --pass-pipeline='builtin.module(shuffle-trees)' -split-input-file | FileCheck %s

// The lane needs its own sum afterwards: it is shuffled in another variable.
// CHECK-LABEL: func.func @read
// CHECK: %[[S:.*]] = memref.alloca() {xpiler.name = "s"} : memref<f32>
// CHECK: %[[OWN:.*]] = memref.load %[[S]][]
// CHECK: %[[IN:.*]] = memref.alloca() {xpiler.name = "s"} : memref<f32>
// CHECK: memref.store %[[OWN]], %[[IN]][]
// CHECK: intrin.call "cuda" "__shfl_xor_sync"
func.func @read(%x: memref<?xf32>, %y: memref<?xf32>, %z: memref<?xf32>, %n: index, %c: i1) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %zero = arith.constant 0.0 : f32
  scf.for %r = %c0 to %n step %c1 {
    %part = memref.alloca() {xpiler.name = "s.part", xpiler.space = "shared"} : memref<32xf32>
    scf.for %lane = %c0 to %c32 step %c1 {
      %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
      %v = memref.load %x[%lane] : memref<?xf32>
      memref.store %v, %s[] : memref<f32>
      %own = memref.load %s[] : memref<f32>
      memref.store %own, %part[%lane] : memref<32xf32>
      scf.if %c {
        %again = memref.load %s[] : memref<f32>
        memref.store %again, %z[%lane] : memref<?xf32>
      }
    } {xpiler.name = "lane", xpiler.bind = "threadIdx.x", xpiler.parallel}
    scf.for %level = %c0 to %c5 step %c1 {
      %half = arith.shrsi %c16, %level : index
      scf.for %t = %c0 to %c32 step %c1 {
        %in = arith.cmpi slt, %t, %half : index
        scf.if %in {
          %o = arith.addi %t, %half : index
          %a = memref.load %part[%t] : memref<32xf32>
          %b = memref.load %part[%o] : memref<32xf32>
          %sum = arith.addf %a, %b : f32
          memref.store %sum, %part[%t] : memref<32xf32>
        }
      } {xpiler.name = "tree", xpiler.bind = "threadIdx.x", xpiler.parallel}
    } {xpiler.name = "level", xpiler.tree}
    %all = memref.load %part[%c0] : memref<32xf32>
    memref.store %all, %y[%r] : memref<?xf32>
  } {xpiler.name = "r", xpiler.bind = "blockIdx.x", xpiler.parallel}
  return
}

// -----

// The variable is assigned to before the part is left.
// CHECK-LABEL: func.func @cleared
// CHECK: %[[S:.*]] = memref.alloca() {xpiler.name = "s"} : memref<f32>
// CHECK: %[[OWN:.*]] = memref.load %[[S]][]
// CHECK: %[[IN:.*]] = memref.alloca() {xpiler.name = "s"} : memref<f32>
// CHECK: memref.store %[[OWN]], %[[IN]][]
// CHECK: intrin.call "cuda" "__shfl_xor_sync"
func.func @cleared(%x: memref<?xf32>, %y: memref<?xf32>, %z: memref<?xf32>, %n: index, %c: i1) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %zero = arith.constant 0.0 : f32
  scf.for %r = %c0 to %n step %c1 {
    %part = memref.alloca() {xpiler.name = "s.part", xpiler.space = "shared"} : memref<32xf32>
    scf.for %lane = %c0 to %c32 step %c1 {
      %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
      %v = memref.load %x[%lane] : memref<?xf32>
      memref.store %v, %s[] : memref<f32>
      %own = memref.load %s[] : memref<f32>
      memref.store %zero, %s[] : memref<f32>
      memref.store %own, %part[%lane] : memref<32xf32>
    } {xpiler.name = "lane", xpiler.bind = "threadIdx.x", xpiler.parallel}
    scf.for %level = %c0 to %c5 step %c1 {
      %half = arith.shrsi %c16, %level : index
      scf.for %t = %c0 to %c32 step %c1 {
        %in = arith.cmpi slt, %t, %half : index
        scf.if %in {
          %o = arith.addi %t, %half : index
          %a = memref.load %part[%t] : memref<32xf32>
          %b = memref.load %part[%o] : memref<32xf32>
          %sum = arith.addf %a, %b : f32
          memref.store %sum, %part[%t] : memref<32xf32>
        }
      } {xpiler.name = "tree", xpiler.bind = "threadIdx.x", xpiler.parallel}
    } {xpiler.name = "level", xpiler.tree}
    %all = memref.load %part[%c0] : memref<32xf32>
    memref.store %all, %y[%r] : memref<?xf32>
  } {xpiler.name = "r", xpiler.bind = "blockIdx.x", xpiler.parallel}
  return
}

// -----

// A part is read before it is joined with the others: the tree stays.
// CHECK-LABEL: func.func @early
// CHECK-NOT: intrin.call
// CHECK: } {xpiler.name = "level", xpiler.tree}
func.func @early(%x: memref<?xf32>, %y: memref<?xf32>, %z: memref<?xf32>, %n: index, %c: i1) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %zero = arith.constant 0.0 : f32
  scf.for %r = %c0 to %n step %c1 {
    %part = memref.alloca() {xpiler.name = "s.part", xpiler.space = "shared"} : memref<32xf32>
    scf.for %lane = %c0 to %c32 step %c1 {
      %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
      %v = memref.load %x[%lane] : memref<?xf32>
      memref.store %v, %s[] : memref<f32>
      %own = memref.load %s[] : memref<f32>
      memref.store %own, %part[%lane] : memref<32xf32>
    } {xpiler.name = "lane", xpiler.bind = "threadIdx.x", xpiler.parallel}
    %first = memref.load %part[%c0] : memref<32xf32>
    memref.store %first, %z[%r] : memref<?xf32>
    scf.for %level = %c0 to %c5 step %c1 {
      %half = arith.shrsi %c16, %level : index
      scf.for %t = %c0 to %c32 step %c1 {
        %in = arith.cmpi slt, %t, %half : index
        scf.if %in {
          %o = arith.addi %t, %half : index
          %a = memref.load %part[%t] : memref<32xf32>
          %b = memref.load %part[%o] : memref<32xf32>
          %sum = arith.addf %a, %b : f32
          memref.store %sum, %part[%t] : memref<32xf32>
        }
      } {xpiler.name = "tree", xpiler.bind = "threadIdx.x", xpiler.parallel}
    } {xpiler.name = "level", xpiler.tree}
    %all = memref.load %part[%c0] : memref<32xf32>
    memref.store %all, %y[%r] : memref<?xf32>
  } {xpiler.name = "r", xpiler.bind = "blockIdx.x", xpiler.parallel}
  return
}
