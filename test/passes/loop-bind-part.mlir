// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-bind{loop=b to=blockIdx.x},loop-bind{loop=tx to=threadIdx.x},loop-bind{loop=ty to=threadIdx.y},loop-bind{loop=u to=threadIdx.x},lower-to-cuda)' | FileCheck %s

// What is bound to x alone is done once, not by every thread in y.
// CHECK-LABEL: func.func @part_kernel
// CHECK: %[[Y:.*]] = simt.thread_id y
// CHECK: %[[I:.*]] = arith.index_cast %[[Y]]
// CHECK: simt.barrier
// CHECK: %[[FIRST:.*]] = arith.cmpi eq, %[[I]], %c0
// CHECK: scf.if %[[FIRST]] {
// CHECK:   memref.store
func.func @part(%A: memref<?xf32> {xpiler.name = "A", xpiler.extent = "32"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "32 * n"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %N = arith.index_cast %n : i32 to index
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c32 = arith.constant 32 : index
  scf.for %b = %c0 to %N step %c1 {
    %a = memref.alloca() {xpiler.name = "a", xpiler.space = "shared"} : memref<4x32xf32>
    scf.for %ty = %c0 to %c4 step %c1 {
      scf.for %tx = %c0 to %c32 step %c1 {
        %v = memref.load %A[%tx] : memref<?xf32>
        memref.store %v, %a[%ty, %tx] : memref<4x32xf32>
      } {xpiler.name = "tx", xpiler.parallel}
    } {xpiler.name = "ty", xpiler.parallel}
    scf.for %u = %c0 to %c32 step %c1 {
      %i0 = arith.muli %b, %c32 : index
      %i1 = arith.addi %i0, %u : index
      %p = memref.load %y[%i1] : memref<?xf32>
      %q = memref.load %a[%c0, %u] : memref<4x32xf32>
      %s = arith.addf %p, %q : f32
      memref.store %s, %y[%i1] : memref<?xf32>
    } {xpiler.name = "u", xpiler.parallel}
  } {xpiler.name = "b", xpiler.parallel}
  return
}
