// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-split{loop=k factor=32})' -split-input-file -verify-diagnostics
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(loop-split{loop=k factor=0})' -split-input-file 2>&1 | FileCheck %s
// CHECK: the factor is 0; a tile has at least one iteration

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
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{the loop `k` carries values from iteration to iteration}}
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %v) -> f32 {
    scf.yield %a : f32
  } {xpiler.name = "k"}
  return
}

// -----

func.func @unsigned(%n: i32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  // expected-error @+1 {{the loop `k` compares unsigned numbers}}
  scf.for unsigned %i = %c0 to %n step %c1 : i32 {
  } {xpiler.name = "k"}
  return
}

// -----

func.func @narrow(%n: i8) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : i8
  %c16 = arith.constant 16 : i8
  // expected-error @+1 {{32 iterations by 16 leave the loop's type}}
  scf.for %i = %c0 to %n step %c16 : i8 {
  } {xpiler.name = "k"}
  return
}

// -----

// expected-error @+1 {{there is no loop `k`; there are `i`, `j`}}
module {
  func.func @unknown(%n: index) attributes {xpiler.entry} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    scf.for %i = %c0 to %n step %c1 {
      scf.for %j = %c0 to %n step %c1 {
      } {xpiler.name = "j"}
    } {xpiler.name = "i"}
    return
  }
}

// -----

// expected-error @+1 {{2 loops are named `k`}}
module {
  func.func @twice(%n: index) attributes {xpiler.entry} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    scf.for %i = %c0 to %n step %c1 {
    } {xpiler.name = "k"}
    scf.for %i = %c0 to %n step %c1 {
    } {xpiler.name = "k"}
    return
  }
}
