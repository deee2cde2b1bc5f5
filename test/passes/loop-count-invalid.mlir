// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-count{loop=i})' -split-input-file -verify-diagnostics

func.func @symbolic(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  // expected-error @+1 {{the loop does not run from 0 to a constant}}
  scf.for %i = %c0 to %n step %c4 {
  } {xpiler.name = "i"}
  return
}

// -----

func.func @from_one() attributes {xpiler.entry} {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c9 = arith.constant 9 : index
  // expected-error @+1 {{the loop does not run from 0 to a constant}}
  scf.for %i = %c1 to %c9 step %c4 {
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
