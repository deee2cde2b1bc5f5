// RUN: xpiler-opt %s --pass-pipeline='builtin.module(canonicalize,detensorize,loop-recovery,canonicalize,cse)' -split-input-file | FileCheck %s
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(canonicalize,detensorize,loop-recovery{order=shuffled},canonicalize,cse)' -split-input-file | FileCheck %s --check-prefix=MARKS

// A shuffle: all threads give, then all take. It is no barrier.
// CHECK-LABEL: func.func @host
// CHECK: %[[SPILL:.*]] = memref.alloca() {xpiler.name = "spill"} : memref<64xf32>
// CHECK: %[[GIVEN:.*]] = memref.alloca() {xpiler.exchange, xpiler.name = "given"} : memref<64xf32>
// CHECK: scf.for %[[T:.*]] = %c0 to %c64
// CHECK:   %[[V:.*]] = memref.load %[[SPILL]][%[[T]]]
// CHECK:   memref.store %[[V]], %[[GIVEN]][%[[T]]]
// CHECK: scf.for %[[U:.*]] = %c0 to %c64
// CHECK:   %[[LANE:.*]] = arith.remui %[[U]], %c32
// CHECK:   %[[FIRST:.*]] = arith.subi %[[U]], %[[LANE]]
// CHECK:   arith.select
// CHECK:   %[[FROM:.*]] = arith.addi %{{.*}}, %[[FIRST]]
// CHECK:   %[[W:.*]] = memref.load %[[GIVEN]][%[[FROM]]]
// CHECK:   memref.store %[[W]], %{{.*}}[%[[U]]]
// MARKS-LABEL: func.func @host
// MARKS-NOT: xp_barrier
// MARKS-NOT: xp_warps
module attributes {xpiler.platform = "cuda"} {
  func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
    %t = simt.thread_id x : i32
    %i = arith.index_cast %t : i32 to index
    %mask = arith.constant -1 : i32
    %c1 = arith.constant 1 : i32
    %c32 = arith.constant 32 : i32
    %v = memref.load %x[%i] : memref<?xf32>
    %d = intrin.call "cuda" "__shfl_down_sync"(%mask, %v, %c1, %c32) {xpiler.warp = 32 : i32} : (i32, f32, i32, i32) -> f32
    memref.store %d, %x[%i] : memref<?xf32>
    return
  }
  func.func @host(%x: memref<?xf32>) attributes {xpiler.entry} {
    %c1 = arith.constant 1 : index
    %block = arith.constant 64 : index
    simt.launch @k grid(%c1, %c1, %c1) block(%block, %c1, %c1) args(%x : memref<?xf32>)
    return
  }
}

// -----

// A branch on the thread: only its threads give and take, and only where their warp is there as a whole.
// CHECK-LABEL: func.func @host
// CHECK: memref.alloca() {xpiler.name = "live"} : memref<64xi1>
// CHECK: memref.alloca() {xpiler.exchange, xpiler.name = "here"} : memref<64xi1>
// CHECK: memref.alloca() {xpiler.name = "whole"} : memref<64xi1>
// CHECK: scf.for %{{.*}} = %c0 to %c32
// CHECK:   arith.andi
// CHECK: scf.if
// CHECK:   scf.if
// CHECK:     arith.remui
module attributes {xpiler.platform = "cuda"} {
  func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
    %t = simt.thread_id x : i32
    %i = arith.index_cast %t : i32 to index
    %mask = arith.constant -1 : i32
    %c1 = arith.constant 1 : i32
    %c32 = arith.constant 32 : i32
    %c = arith.cmpi slt, %t, %c32 : i32
    scf.if %c {
    %v = memref.load %x[%i] : memref<?xf32>
    %d = intrin.call "cuda" "__shfl_down_sync"(%mask, %v, %c1, %c32) {xpiler.warp = 32 : i32} : (i32, f32, i32, i32) -> f32
    memref.store %d, %x[%i] : memref<?xf32>
    }
    return
  }
  func.func @host(%x: memref<?xf32>) attributes {xpiler.entry} {
    %c1 = arith.constant 1 : index
    %block = arith.constant 64 : index
    simt.launch @k grid(%c1, %c1, %c1) block(%block, %c1, %c1) args(%x : memref<?xf32>)
    return
  }
}

// -----

// A loop that starts at another place in each warp is a loop of the block.
// CHECK-LABEL: func.func @host
// CHECK: scf.for %[[R:.*]] = %c0_i32 to %c9_i32 step %c2_i32
// CHECK:   scf.for %[[T:.*]] = %c0 to %c64
// CHECK:     %[[W:.*]] = arith.divui
// CHECK:     %[[MINE:.*]] = arith.addi %[[R]], %[[W]]
// CHECK:     arith.cmpi slt, %[[MINE]], %c9_i32
module attributes {xpiler.platform = "cuda"} {
  func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
    %t = simt.thread_id x : i32
    %i = arith.index_cast %t : i32 to index
    %mask = arith.constant -1 : i32
    %c1 = arith.constant 1 : i32
    %c32 = arith.constant 32 : i32
    %c9 = arith.constant 9 : i32
    %c2 = arith.constant 2 : i32
    %w = arith.divui %t, %c32 : i32
    scf.for %r = %w to %c9 step %c2 : i32 {
      %ri = arith.index_cast %r : i32 to index
      %v = memref.load %x[%ri] : memref<?xf32>
      %d = intrin.call "cuda" "__shfl_down_sync"(%mask, %v, %c1, %c32) {xpiler.warp = 32 : i32} : (i32, f32, i32, i32) -> f32
      memref.store %d, %x[%ri] : memref<?xf32>
    } {xpiler.name = "r"}
    return
  }
  func.func @host(%x: memref<?xf32>) attributes {xpiler.entry} {
    %c1 = arith.constant 1 : index
    %block = arith.constant 64 : index
    simt.launch @k grid(%c1, %c1, %c1) block(%block, %c1, %c1) args(%x : memref<?xf32>)
    return
  }
}

// -----

// A loop whose end depends on the thread runs while anybody is in it.
// CHECK-LABEL: func.func @host
// CHECK: memref.alloca() {xpiler.exchange, xpiler.name = "going"} : memref<64xi1>
// CHECK: scf.while
// CHECK:   scf.for %{{.*}} = %c0 to %c64
// CHECK:     arith.ori
// CHECK:   scf.condition
module attributes {xpiler.platform = "cuda"} {
  func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
    %t = simt.thread_id x : i32
    %i = arith.index_cast %t : i32 to index
    %mask = arith.constant -1 : i32
    %c1 = arith.constant 1 : i32
    %c32 = arith.constant 32 : i32
    %c0 = arith.constant 0 : i32
    scf.for %r = %c0 to %t step %c1 : i32 {
    %v = memref.load %x[%i] : memref<?xf32>
    %d = intrin.call "cuda" "__shfl_down_sync"(%mask, %v, %c1, %c32) {xpiler.warp = 32 : i32} : (i32, f32, i32, i32) -> f32
    memref.store %d, %x[%i] : memref<?xf32>
    } {xpiler.name = "r"}
    return
  }
  func.func @host(%x: memref<?xf32>) attributes {xpiler.entry} {
    %c1 = arith.constant 1 : index
    %block = arith.constant 64 : index
    simt.launch @k grid(%c1, %c1, %c1) block(%block, %c1, %c1) args(%x : memref<?xf32>)
    return
  }
}

// -----

// A row on memory is the first lane's; a fragment is the warp's.
// CHECK-LABEL: func.func @host
// CHECK: %[[F:.*]] = memref.alloca() {xpiler.name = "f"} : memref<2x16x16xf32>
// CHECK: scf.for %[[T:.*]] = %c0 to %c64
// CHECK:   %[[W:.*]] = arith.divui %[[T]], %c32
// CHECK:   %[[L:.*]] = arith.remui %[[T]], %c32
// CHECK:   %[[LEADS:.*]] = arith.cmpi eq, %[[L]], %c0
// CHECK:   scf.if %[[LEADS]]
// CHECK:     memref.subview %[[F]][%[[W]], 0, 0]
// The threads of each warp wait for each other.
// MARKS-LABEL: func.func @host
// MARKS: xp_warps(%c32_i64)
module attributes {xpiler.platform = "cuda"} {
  func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
    %t = simt.thread_id x : i32
    %i = arith.index_cast %t : i32 to index
    %mask = arith.constant -1 : i32
    %c1 = arith.constant 1 : i32
    %c32 = arith.constant 32 : i32
    %f = memref.alloca() {xpiler.name = "f", xpiler.warp = 32 : i32, xpiler.fragment = "wmma::accumulator, 16, 16, 16, float"} : memref<16x16xf32>
    %c0 = arith.constant 0 : index
    %zero = arith.constant 0.0 : f32
    %c16 = arith.constant 16 : index
    %layout = arith.constant 0 : i32
    intrin.call "cuda" "fill_fragment"(%f, %zero) at(%c0) {xpiler.warp = 32 : i32} : (memref<16x16xf32>, f32) -> ()
    intrin.call "cuda" "__syncwarp"(%mask) {xpiler.warp = 32 : i32} : (i32) -> ()
    intrin.call "cuda" "store_matrix_sync_mem_row"(%x, %f, %c16, %layout) at(%c0, %c0) {xpiler.warp = 32 : i32} : (memref<?xf32>, memref<16x16xf32>, index, i32) -> ()
    return
  }
  func.func @host(%x: memref<?xf32>) attributes {xpiler.entry} {
    %c1 = arith.constant 1 : index
    %block = arith.constant 64 : index
    simt.launch @k grid(%c1, %c1, %c1) block(%block, %c1, %c1) args(%x : memref<?xf32>)
    return
  }
}
