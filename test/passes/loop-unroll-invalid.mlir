// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-unroll{loops=i})' -split-input-file -verify-diagnostics
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(loop-unroll{loops=i,i})' 2>&1 | FileCheck %s
// CHECK: the loop `i` is named twice

func.func @symbolic(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{the number of iterations is no constant}}
  scf.for %i = %c0 to %n step %c1 {
  } {xpiler.name = "i"}
  return
}

// -----

func.func @long() attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 65 : index
  // expected-error @+1 {{the loop has 65 iterations; at most 64 are written out}}
  scf.for %i = %c0 to %n step %c1 {
  } {xpiler.name = "i"}
  return
}

// -----

func.func @backwards() attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %step = arith.constant -1 : index
  // expected-error @+1 {{has the step -1; a positive one is needed}}
  scf.for %i = %c0 to %c8 step %step {
  } {xpiler.name = "i"}
  return
}
