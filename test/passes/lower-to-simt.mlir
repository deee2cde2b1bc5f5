// RUN: xpiler-opt %s --pass-pipeline='builtin.module(lower-to-simt{platform=hip block=64})' -split-input-file | FileCheck %s

// One parallel loop: blocks of 64 threads, a guard, and the host's part.
// CHECK: module attributes {xpiler.platform = "hip"}
// CHECK-LABEL: func.func @scale(
// CHECK: simt.block_id x
// CHECK: arith.cmpi slt
// CHECK: scf.if
// CHECK: } {xpiler.live}
// CHECK-LABEL: func.func @scale_launch(
// CHECK: memref.alloc({{.*}}) {xpiler.device, xpiler.name = "d_x"}
// CHECK: memref.copy
// CHECK: simt.launch @scale grid(%{{.*}}, %c1, %c1) block(%c64, %c1, %c1)
// CHECK: memref.copy
// CHECK: memref.dealloc
module {
func.func @scale_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %ni = arith.index_cast %n : i32 to index
  scf.for %i = %c0 to %ni step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %x[%i] : memref<?xf32>
  } {xpiler.name = "i", xpiler.parallel}
  return
}
}

// -----

// Sequential code runs in one thread: slow, but a translation.
// CHECK-LABEL: func.func @sum(
// CHECK: scf.for
// CHECK-LABEL: func.func @sum_launch(
// CHECK: simt.launch @sum grid(%c1, %c1, %c1) block(%c1, %c1, %c1)
module {
func.func @sum_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %ni = arith.index_cast %n : i32 to index
  scf.for %i = %c0 to %ni step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %s = memref.load %x[%c0] : memref<?xf32>
    %w = arith.addf %v, %s : f32
    memref.store %w, %x[%c0] : memref<?xf32>
  } {xpiler.name = "i"}
  return
}
}

// -----

// How many threads a block needs may be computed between the loops, from what is known outside.
// CHECK-LABEL: func.func @rows_launch(
// CHECK: %[[ROW:.*]] = arith.minsi
// CHECK: simt.launch @rows grid(%{{.*}}, %{{.*}}, %{{.*}}) block(%[[ROW]],
module {
func.func @rows_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n"}, %n: index {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c58 = arith.constant 58 : index
  %one = arith.constant 1.0 : f32
  scf.for %r = %c0 to %n step %c1 {
    %row = arith.minsi %n, %c58 : index
    scf.for %t = %c0 to %row step %c1 {
      %line = arith.muli %r, %n : index
      %at = arith.addi %line, %t : index
      memref.store %one, %x[%at] : memref<?xf32>
    } {xpiler.name = "t", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  } {xpiler.name = "r", xpiler.parallel, xpiler.bind = "blockIdx.x"}
  return
}
}

// -----

// What a block stores in a loop, one thread of it stores, with what it needs on the way.
// CHECK-LABEL: func.func @results_kernel(
// CHECK: simt.barrier
// CHECK: arith.cmpi eq
// CHECK: scf.if
// CHECK-NEXT: scf.for
// CHECK-NEXT: memref.alloca
// CHECK: memref.store
func.func @results(%x: memref<?xf32> {xpiler.name = "x", xpiler.const, xpiler.extent = "n"},
                   %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "4*n"},
                   %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %end = arith.index_cast %n : i32 to index
  scf.for %b = %c0 to %end step %c1 {
    %part = memref.alloca() {xpiler.name = "part", xpiler.space = "shared"} : memref<64xf32>
    scf.for %t = %c0 to %c64 step %c1 {
      %v = memref.load %x[%b] : memref<?xf32>
      memref.store %v, %part[%t] : memref<64xf32>
    } {xpiler.bind = "threadIdx.x", xpiler.name = "t", xpiler.parallel}
    scf.for %e = %c0 to %c4 step %c1 {
      %twice = memref.alloca() : memref<f32>
      %p = memref.load %part[%e] : memref<64xf32>
      %pp = arith.addf %p, %p : f32
      memref.store %pp, %twice[] : memref<f32>
      %v = memref.load %twice[] : memref<f32>
      %first = arith.muli %b, %c4 : index
      %at = arith.addi %first, %e : index
      memref.store %v, %y[%at] : memref<?xf32>
    } {xpiler.name = "e"}
  } {xpiler.bind = "blockIdx.x", xpiler.name = "b", xpiler.parallel}
  return
}

// -----

// What one thread assigns to is one variable for the block.
// CHECK-LABEL: func.func @mean(
// CHECK: %[[TOTAL:.*]] = simt.alloc_shared {xpiler.name = "total"} : memref<f32>
// CHECK: memref.store %{{.*}}, %[[TOTAL]][]
// CHECK: simt.barrier
// CHECK: memref.load %[[TOTAL]][]
func.func @mean_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n"}, %n: index {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  scf.for %r = %c0 to %n step %c1 {
    %total = memref.alloca() {xpiler.name = "total"} : memref<f32>
    scf.for %t = %c0 to %c64 step %c1 {
      %first = arith.cmpi eq, %t, %c0 : index
      scf.if %first {
        %v = memref.load %x[%r] : memref<?xf32>
        memref.store %v, %total[] : memref<f32>
      }
    } {xpiler.name = "t", xpiler.bind = "threadIdx.x", xpiler.parallel}
    scf.for %t = %c0 to %c64 step %c1 {
      %w = memref.load %total[] : memref<f32>
      memref.store %w, %x[%t] : memref<?xf32>
    } {xpiler.name = "t.1", xpiler.bind = "threadIdx.x", xpiler.parallel}
  } {xpiler.name = "r", xpiler.bind = "blockIdx.x", xpiler.parallel}
  return
}

// -----

// What all threads of a block read is read before one of them changes it.
// CHECK-LABEL: func.func @peak(
// CHECK: %[[S:.*]] = simt.alloc_shared
// CHECK: memref.store %{{.*}}, %[[S]]
// CHECK: simt.barrier
// CHECK: %[[P:.*]] = memref.load %[[S]][%c0]
// CHECK-NEXT: simt.barrier
// CHECK: memref.store %{{.*}}, %[[S]]
module {
func.func @peak_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %ni = arith.index_cast %n : i32 to index
  scf.for %b = %c0 to %ni step %c1 {
    %s = memref.alloca() {xpiler.name = "s", xpiler.space = "shared"} : memref<64xf32>
    scf.for %t = %c0 to %c64 step %c1 {
      %v = memref.load %x[%t] : memref<?xf32>
      memref.store %v, %s[%t] : memref<64xf32>
    } {xpiler.name = "t", xpiler.parallel, xpiler.bind = "threadIdx.x"}
    %peak = memref.load %s[%c0] : memref<64xf32>
    scf.for %t = %c0 to %c64 step %c1 {
      %v = memref.load %s[%t] : memref<64xf32>
      %w = arith.subf %v, %peak : f32
      memref.store %w, %s[%t] : memref<64xf32>
    } {xpiler.name = "u", xpiler.parallel, xpiler.bind = "threadIdx.x"}
    scf.for %t = %c0 to %c64 step %c1 {
      %v = memref.load %s[%t] : memref<64xf32>
      %b64 = arith.muli %b, %c64 : index
      %at = arith.addi %b64, %t : index
      memref.store %v, %x[%at] : memref<?xf32>
    } {xpiler.name = "w", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  } {xpiler.name = "b", xpiler.parallel, xpiler.bind = "blockIdx.x"}
  return
}
}
