// RUN: xpiler-opt %s --pass-pipeline='builtin.module(canonicalize,loop-recovery{order=shuffled},canonicalize,cse)' -split-input-file | FileCheck %s
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(canonicalize,loop-recovery,canonicalize,cse)' -split-input-file | FileCheck %s --check-prefix=FORWARD

// In shuffled order marks say which thread runs, and where all threads of a block wait.
// CHECK-LABEL: func.func @host
// CHECK: call @xp_launch()
// CHECK: scf.for %[[T:.*]] = %c0 to %c64
// CHECK:   arith.muli %[[T]]
// CHECK:   %[[ID:.*]] = arith.remui
// CHECK:   %[[N:.*]] = arith.index_cast %[[ID]] : index to i64
// CHECK:   call @xp_thread(%[[N]])
// CHECK:   memref.store
// CHECK: } {xpiler.bind = "threadIdx.x", xpiler.name = "threadIdx.x", xpiler.parallel}
// CHECK-NEXT: call @xp_barrier()
// CHECK: scf.for
// CHECK:   call @xp_thread
// CHECK: call @xp_launch()
// CHECK: func.func private @xp_thread(i64)
// FORWARD-LABEL: func.func @host
// FORWARD-NOT: xp_
module attributes {xpiler.platform = "cuda"} {
  func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
    %t = simt.thread_id x : i32
    %ti = arith.index_cast %t : i32 to index
    %v = arith.constant 1.0 : f32
    memref.store %v, %x[%ti] : memref<?xf32>
    simt.barrier
    memref.store %v, %x[%ti] : memref<?xf32>
    return
  }
  func.func @host(%x: memref<?xf32>) attributes {xpiler.entry} {
    %c64 = arith.constant 64 : index
    %c1 = arith.constant 1 : index
    simt.launch @k grid(%c1, %c1, %c1) block(%c64, %c1, %c1) args(%x : memref<?xf32>)
    return
  }
}

// -----

// Iterations of a parallel loop are blocks, those of one inside of it threads.
// CHECK-LABEL: func.func @loops
// CHECK: call @xp_launch()
// CHECK: scf.for
// CHECK:   call @xp_block
// CHECK:   call @xp_barrier()
// CHECK:   scf.for
// CHECK:     call @xp_thread
// CHECK:     memref.store
// CHECK:   } {xpiler.bind = "omp", xpiler.parallel}
// CHECK-NEXT: call @xp_barrier()
// CHECK: } {xpiler.bind = "omp", xpiler.parallel}
// CHECK-NEXT: call @xp_launch()
// FORWARD-LABEL: func.func @loops
// FORWARD-NOT: xpiler.bind
// FORWARD: } {xpiler.parallel}
// FORWARD-NEXT: } {xpiler.parallel}
module attributes {xpiler.platform = "vnni"} {
  func.func @loops(%x: memref<?xf32>, %n: i32) attributes {xpiler.entry} {
    %v = arith.constant 1.0 : f32
    %c0 = arith.constant 0 : i32
    %c2 = arith.constant 2 : i32
    scf.for %i = %c0 to %n step %c2 : i32 {
      scf.for %j = %c0 to %n step %c2 : i32 {
        %s = arith.addi %i, %j : i32
        %k = arith.index_cast %s : i32 to index
        memref.store %v, %x[%k] : memref<?xf32>
      } {xpiler.bind = "omp"}
    } {xpiler.bind = "omp"}
    return
  }
}
