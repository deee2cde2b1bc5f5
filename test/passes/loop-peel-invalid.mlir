// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-peel{loop=k})' -split-input-file -verify-diagnostics

func.func @symbolic_step(%n: index, %s: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  // expected-error @+1 {{the loop `k` has a step that is not a constant}}
  scf.for %i = %c0 to %n step %s {
  } {xpiler.name = "k"}
  return
}

// -----

func.func @carried(%n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  // expected-error @+1 {{the loop `k` carries values from iteration to iteration}}
  %r = scf.for %i = %c0 to %n step %c8 iter_args(%a = %v) -> f32 {
    scf.yield %a : f32
  } {xpiler.name = "k"}
  return
}
