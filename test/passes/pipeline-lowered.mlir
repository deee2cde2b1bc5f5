// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=bang},canonicalize,cse)' | FileCheck %s --check-prefix=BANG
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=bang},canonicalize,cse,lower-to-cluster)' | FileCheck %s --check-prefix=TASKS
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-bind{loop=i to=threadIdx.x},loop-bind{loop=T.1 to=threadIdx.x},loop-bind{loop=t to=blockIdx.x},lower-to-simt{platform=cuda})' | FileCheck %s --check-prefix=CUDA
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-bind{loop=i to=threadIdx.x},loop-bind{loop=T.1 to=threadIdx.x},loop-bind{loop=t to=blockIdx.x},lower-to-simt{platform=hip})' | FileCheck %s --check-prefix=HIP

// What is copied for the next iteration is copied asynchronously, and waited for when this one ends. Where a tile is short, its half is filled
// first, and the fill is waited for.
// BANG: scf.for %{{.*}} = %c0 to %{{.*}} step %c16
// BANG: scf.if
// BANG: %[[SHORT:.*]] = arith.cmpi slt
// BANG: scf.if %[[SHORT]] {
// BANG-NEXT: intrin.call "bang" "__bang_write_value"(%[[T:[0-9]+]], %c64, %{{.*}}) at(%[[HALF:[0-9]+]])
// BANG-NEXT: cluster.sync core
// BANG-NEXT: }
// BANG: cluster.copy async %arg0[{{.*}}] gdram to %[[T]][%[[HALF]]] nram
// BANG: scf.for
// BANG: cluster.sync core
// BANG-NEXT: } {xpiler.name = "k.o"}
// TASKS: cluster.copy async
// TASKS: cluster.sync core

// Threads copy past their registers, commit, and wait in front of the one barrier of an iteration.
// CUDA: scf.for
// CUDA-NOT: simt.barrier
// CUDA: scf.if
// CUDA: scf.if
// CUDA: intrin.call "cuda" "__pipeline_memcpy_async"(%[[T:[0-9]+]], %arg0, %c4{{.*}}) at(
// CUDA: } else {
// CUDA: memref.store %{{.*}}, %[[T]][
// CUDA-NOT: simt.barrier
// CUDA: intrin.call "cuda" "__pipeline_commit"()
// CUDA-NOT: simt.barrier
// CUDA: memref.load %[[T]][
// CUDA: intrin.call "cuda" "__pipeline_wait_prior"(%c0{{.*}})
// CUDA-NEXT: simt.barrier
// HIP-NOT: intrin.call
// HIP: scf.for
// HIP-NOT: simt.barrier
// HIP: memref.store %{{.*}}, %[[T:.*]][
// HIP-NOT: simt.barrier
// HIP: memref.load %[[T]][
// HIP: simt.barrier
// HIP-NOT: simt.barrier
func.func @f(%A: memref<?xf32> {xpiler.name = "A", xpiler.extent = "4 * K"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "K"}, %size: i32 {xpiler.name = "K"}) attributes {xpiler.entry} {
  %K = arith.index_cast %size : i32 to index
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  scf.for %t = %c0 to %c8 step %c1 {
    %T = memref.alloca() {xpiler.name = "T", xpiler.padded, xpiler.space = "shared"} : memref<2x4x16xf32>
    scf.for %ko = %c0 to %K step %c16 {
      %n = arith.divsi %ko, %c16 : index
      %this = arith.remsi %n, %c2 : index
      %other = arith.subi %c1, %this : index
      %next = arith.addi %ko, %c16 : index
      %more = arith.cmpi slt, %next, %K : index
      scf.if %more {
        %left = arith.subi %K, %next : index
        scf.for %k = %c0 to %c16 step %c1 {
          scf.for %r = %c0 to %c4 step %c1 {
            %in = arith.cmpi slt, %k, %left : index
            scf.if %in {
              %row = arith.muli %r, %K : index
              %col = arith.addi %next, %k : index
              %at = arith.addi %row, %col : index
              %a = memref.load %A[%at] : memref<?xf32>
              memref.store %a, %T[%other, %r, %k] : memref<2x4x16xf32>
            } else {
              memref.store %zero, %T[%other, %r, %k] : memref<2x4x16xf32>
            }
          } {xpiler.name = "T.0", xpiler.parallel}
        } {xpiler.name = "T.1", xpiler.parallel, xpiler.async}
      }
      scf.for %i = %c0 to %c16 step %c1 {
        scf.for %r = %c0 to %c4 step %c1 {
          %at = arith.addi %ko, %i : index
          %a = memref.load %T[%this, %r, %i] : memref<2x4x16xf32>
          memref.store %a, %y[%at] : memref<?xf32>
        } {xpiler.name = "r"}
      } {xpiler.name = "i", xpiler.parallel}
    } {xpiler.name = "k.o"}
  } {xpiler.name = "t", xpiler.parallel}
  return
}
