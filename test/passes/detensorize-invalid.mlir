// RUN: xpiler-opt %s --pass-pipeline='builtin.module(detensorize)' -split-input-file -verify-diagnostics

func.func @unknown(%d: memref<?xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  // expected-error @+1 {{no row describes `__bang_frobnicate`}}
  intrin.call "bang" "__bang_frobnicate"(%d, %n) at (%c0) : (memref<?xf32>, index) -> ()
  return
}
