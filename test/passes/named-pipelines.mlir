// The threads of a grid become the parallel loop of each platform.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(lower-to-cuda)' | FileCheck %s --check-prefixes=CHECK,GPU -DP=cuda
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(lower-to-hip)' | FileCheck %s --check-prefixes=CHECK,GPU -DP=hip
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(lower-to-bang)' | FileCheck %s --check-prefixes=CHECK,BANG -DP=bang
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(lower-to-vnni)' | FileCheck %s --check-prefixes=CHECK,VNNI -DP=vnni

// CHECK: xpiler.platform = "[[P]]"
// GPU: func.func @scale
// GPU: simt.thread_id
// GPU-NOT: scf.for
// GPU: simt.launch
// BANG: cluster.launch
// VNNI: scf.for
// VNNI-NOT: scf.for
// VNNI: xpiler.bind = "omp"
func.func @scale_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %c63_i32 = arith.constant 63 : i32
  %c64_i32 = arith.constant 64 : i32
  %more = arith.addi %n, %c63_i32 : i32
  %blocks = arith.divsi %more, %c64_i32 : i32
  %g = arith.index_cast %blocks : i32 to index
  scf.for %b = %c0 to %g step %c1 {
    scf.for %t = %c0 to %c64 step %c1 {
      %bi = arith.index_cast %b : index to i32
      %ti = arith.index_cast %t : index to i32
      %m = arith.muli %bi, %c64_i32 : i32
      %i = arith.addi %m, %ti {xpiler.name = "i"} : i32
      %inside = arith.cmpi slt, %i, %n : i32
      scf.if %inside {
        %ii = arith.index_cast %i : i32 to index
        %v = memref.load %x[%ii] : memref<?xf32>
        %w = arith.addf %v, %v : f32
        memref.store %w, %x[%ii] : memref<?xf32>
      }
    } {xpiler.name = "threadIdx.x", xpiler.parallel}
  } {xpiler.name = "blockIdx.x", xpiler.parallel}
  return
}
