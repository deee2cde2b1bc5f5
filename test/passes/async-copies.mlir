// RUN: xpiler-opt %s --pass-pipeline='builtin.module(detensorize,loop-recovery{order=shuffled},canonicalize,cse)' | FileCheck %s
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(detensorize,loop-recovery,canonicalize,cse)' | FileCheck %s --check-prefix=FORWARD

// An asynchronous copy of a thread happens where it is issued; marks say that it may happen later, and until when.
// CHECK-LABEL: func.func @host
// CHECK: call @xp_thread
// CHECK: call @xp_copy(%c1{{.*}})
// CHECK: %[[X:.*]] = memref.load %arg0
// CHECK: memref.store %[[X]], %[[S:.*]][%{{.*}}] : memref<64xf32>
// CHECK: call @xp_copy(%c0{{.*}})
// CHECK: call @xp_commit()
// CHECK: call @xp_wait(%c1{{.*}})
// CHECK: call @xp_barrier()
// CHECK: memref.load %[[S]]
// FORWARD-LABEL: func.func @host
// FORWARD-NOT: xp_
// FORWARD-NOT: intrin.call
// FORWARD-NOT: xpiler.async
module attributes {xpiler.platform = "cuda"} {
  func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
    %s = simt.alloc_shared {xpiler.name = "s"} : memref<64xf32>
    %t = simt.thread_id x : i32
    %ti = arith.index_cast %t : i32 to index
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    intrin.call "cuda" "__pipeline_memcpy_async"(%s, %x, %c4, %ti, %ti) {operandSegmentSizes = array<i32: 3, 2>} : (memref<64xf32>, memref<?xf32>, index, index, index) -> ()
    intrin.call "cuda" "__pipeline_commit"() {operandSegmentSizes = array<i32: 0, 0>} : () -> ()
    intrin.call "cuda" "__pipeline_wait_prior"(%c1) {operandSegmentSizes = array<i32: 1, 0>} : (index) -> ()
    simt.barrier
    %v = memref.load %s[%ti] : memref<64xf32>
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
