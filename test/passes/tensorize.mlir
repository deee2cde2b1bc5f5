// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize)' | FileCheck %s --check-prefix=BANG
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=vnni})' | FileCheck %s --check-prefix=X86

// Elementwise code: a tile, staged in and out.
// BANG-LABEL: func.func @scale
// BANG: cluster.alloc nram
// BANG: scf.for
// BANG:   cluster.copy %arg0[%{{.*}}] gdram to %{{.*}}[%{{.*}}] nram
// BANG:   intrin.call "bang" "__bang_mul_scalar"
// BANG:   cluster.copy %{{.*}}[%{{.*}}] nram to %arg1[%{{.*}}] gdram
// X86-LABEL: func.func @scale
// X86: intrin.call "vnni" "_mm512_set1_ps"
// X86: scf.for
// X86:   vector.create_mask
// X86:   intrin.call "vnni" "_mm512_maskz_loadu_ps"
// X86:   intrin.call "vnni" "_mm512_mul_ps"
// X86:   intrin.call "vnni" "_mm512_mask_storeu_ps"
func.func @scale(%x: memref<?xf32>, %y: memref<?xf32>, %s: f32, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %w = arith.mulf %v, %s : f32
    memref.store %w, %y[%i] : memref<?xf32>
  } {xpiler.name = "i", xpiler.parallel}
  return
}
