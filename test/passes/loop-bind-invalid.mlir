// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-bind{loop=i to=threadIdx.x})' -split-input-file -verify-diagnostics
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(loop-bind{loop=i to=warp})' -split-input-file 2>&1 | FileCheck %s
// CHECK: a loop is bound to one of blockIdx.x, {{.*}}, omp, vector, not to `warp`

func.func @running(%x: memref<?xf32>, %s: memref<f32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %a = memref.load %s[] : memref<f32>
    %b = arith.addf %a, %v : f32
    // expected-error @+1 {{iterations of `i` are not known to be independent: `memref.store` may touch what another does}}
    memref.store %b, %s[] : memref<f32>
  } {xpiler.name = "i"}
  return
}

// -----

func.func @twice(%x: memref<?x8xf32>, %n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{`i` and `j` nest; one of them runs on `threadIdx.x` already}}
  scf.for %j = %c0 to %n step %c1 {
    scf.for %i = %c0 to %n step %c1 {
      memref.store %v, %x[%j, %i] : memref<?x8xf32>
    } {xpiler.name = "i"}
  } {xpiler.name = "j", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  return
}
