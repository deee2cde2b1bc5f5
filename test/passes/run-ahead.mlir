// RUN: xpiler-opt %s --pass-pipeline='builtin.module(canonicalize,loop-recovery,canonicalize,cse)' | FileCheck %s --check-prefix=FORWARD
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(canonicalize,loop-recovery{order=reverse},canonicalize,cse)' | FileCheck %s

// The tile is overwritten in the next iteration although nothing waits for its readers: half of the threads get there first.
// CHECK-LABEL: func.func @host
// CHECK: %[[AHEAD:.*]] = memref.alloca() {xpiler.name = "ahead"} : memref<i1>
// CHECK: scf.for
// CHECK:   memref.load %[[AHEAD]][]
// CHECK:   scf.if
// CHECK:   memref.store %true{{.*}}, %[[AHEAD]][]
// Where a barrier stands on both edges, nobody can.
// CHECK-LABEL: func.func @host_right
// CHECK-NOT: "ahead"
// FORWARD-NOT: "ahead"
func.func @wrong(%x: memref<?xf32>, %y: memref<?xf32>, %n: i32) attributes {xpiler.kernel} {
  %s = simt.alloc_shared {xpiler.name = "s"} : memref<64xf32>
  %t = simt.thread_id x : i32
  %ti = arith.index_cast %t : i32 to index
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  %c63 = arith.constant 63 : index
  %r = arith.subi %c63, %ti : index
  scf.for %i = %c0 to %n step %c1 : i32 {
    %ii = arith.index_cast %i : i32 to index
    %v = memref.load %x[%ii] : memref<?xf32>
    memref.store %v, %s[%ti] : memref<64xf32>
    simt.barrier
    %w = memref.load %s[%r] : memref<64xf32>
    memref.store %w, %y[%ti] : memref<?xf32>
  }
  return
}
func.func @right(%x: memref<?xf32>, %y: memref<?xf32>, %n: i32) attributes {xpiler.kernel} {
  %s = simt.alloc_shared {xpiler.name = "s"} : memref<64xf32>
  %t = simt.thread_id x : i32
  %ti = arith.index_cast %t : i32 to index
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  %c63 = arith.constant 63 : index
  %r = arith.subi %c63, %ti : index
  scf.for %i = %c0 to %n step %c1 : i32 {
    %ii = arith.index_cast %i : i32 to index
    %v = memref.load %x[%ii] : memref<?xf32>
    memref.store %v, %s[%ti] : memref<64xf32>
    simt.barrier
    %w = memref.load %s[%r] : memref<64xf32>
    memref.store %w, %y[%ti] : memref<?xf32>
    simt.barrier
  }
  return
}
func.func @host(%x: memref<?xf32>, %y: memref<?xf32>, %n: i32) attributes {xpiler.entry} {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  simt.launch @wrong grid(%c1, %c1, %c1) block(%c64, %c1, %c1) args(%x, %y, %n : memref<?xf32>, memref<?xf32>, i32)
  return
}
func.func @host_right(%x: memref<?xf32>, %y: memref<?xf32>, %n: i32) attributes {xpiler.entry} {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  simt.launch @right grid(%c1, %c1, %c1) block(%c64, %c1, %c1) args(%x, %y, %n : memref<?xf32>, memref<?xf32>, i32)
  return
}
