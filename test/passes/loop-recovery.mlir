// RUN: xpiler-opt %s --pass-pipeline='builtin.module(canonicalize,loop-recovery,canonicalize,cse)' -split-input-file | FileCheck %s
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(canonicalize,loop-recovery{order=reverse},canonicalize,cse)' -split-input-file | FileCheck %s --check-prefix=REVERSE

// Without barriers a thread's loop stands inside its block's loop, dimension by dimension.
// CHECK-LABEL: func.func @host
// CHECK: scf.for %[[B:.*]] = %{{.*}} to %{{.*}}
// CHECK:   scf.for %[[T:.*]] = %{{.*}} to %c64
// CHECK:     arith.muli
// CHECK:     arith.addi
// CHECK:     memref.store %{{.*}}, %{{.*}}[%{{.*}}]
// CHECK:   } {xpiler.bind = "threadIdx.x", xpiler.name = "threadIdx.x", xpiler.parallel}
// CHECK: } {xpiler.bind = "blockIdx.x", xpiler.name = "blockIdx.x", xpiler.parallel}
// REVERSE: scf.for %[[B:.*]] = %{{.*}} to %{{.*}}
// REVERSE: arith.subi %{{.*}}, %[[B]]
module attributes {xpiler.platform = "cuda"} {
  func.func @k(%y: memref<?xi32>) attributes {xpiler.kernel} {
    %t = simt.thread_id x : i32
    %b = simt.block_id x : i32
    %d = simt.block_dim x : i32
    %m = arith.muli %b, %d : i32
    %i = arith.addi %m, %t : i32
    %ii = arith.index_cast %i : i32 to index
    memref.store %i, %y[%ii] : memref<?xi32>
    return
  }
  func.func @host(%y: memref<?xi32>, %g: index) attributes {xpiler.entry} {
    %c64 = arith.constant 64 : index
    %c1 = arith.constant 1 : index
    simt.launch @k grid(%g, %c1, %c1) block(%c64, %c1, %c1) args(%y : memref<?xi32>)
    return
  }
}

// -----

// A barrier splits the thread loop; a private value that crosses it is spilled to an array over the threads.
// CHECK-LABEL: func.func @host
// CHECK:     %[[SPILL:.*]] = memref.alloca() {xpiler.name = "spill"} : memref<64xf32>
// CHECK:     scf.for %[[T:.*]] = %c0
// CHECK:       %[[V:.*]] = memref.load
// CHECK:       memref.store %[[V]], %[[SPILL]][%[[T]]]
// CHECK:     scf.for %[[U:.*]] = %c0
// CHECK:       memref.load %[[SPILL]][%[[U]]]
module attributes {xpiler.platform = "cuda"} {
  func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
    %t = simt.thread_id x : i32
    %ti = arith.index_cast %t : i32 to index
    %v = memref.load %x[%ti] : memref<?xf32>
    simt.barrier
    %c63 = arith.constant 63 : index
    %r = arith.subi %c63, %ti : index
    memref.store %v, %x[%r] : memref<?xf32>
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

// Tasks: built-in variables become loops, syncs of one core order nothing that is not ordered already.
// CHECK-LABEL: func.func @host
// CHECK: scf.for %[[T:.*]] = %c0 to %c4
// CHECK: memref.alloca() {xpiler.name = "a"} : memref<8xf32>
// CHECK-NOT: cluster
module attributes {xpiler.platform = "bang"} {
  func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
    %t = cluster.id taskId : i32
    %ti = arith.index_cast %t : i32 to index
    %a = cluster.alloc nram {xpiler.name = "a"} : memref<8xf32>
    %c0 = arith.constant 0 : index
    %v = memref.load %x[%ti] : memref<?xf32>
    memref.store %v, %a[%c0] : memref<8xf32>
    cluster.sync core
    %w = memref.load %a[%c0] : memref<8xf32>
    memref.store %w, %x[%ti] : memref<?xf32>
    return
  }
  func.func @host(%x: memref<?xf32>) attributes {xpiler.entry} {
    %c4 = arith.constant 4 : index
    %c1 = arith.constant 1 : index
    cluster.launch @k block tasks(%c4, %c1, %c1) args(%x : memref<?xf32>)
    return
  }
}
