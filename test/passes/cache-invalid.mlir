// RUN: xpiler-opt %s --pass-pipeline='builtin.module(cache{buffer=A loop=i})' -split-input-file -verify-diagnostics
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(cache{buffer=A loop=i space=attic})' -split-input-file 2>&1 | FileCheck %s --check-prefix=SPACE
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(cache{buffer=B loop=i})' -split-input-file 2>&1 | FileCheck %s --check-prefix=BUFFER
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(cache{buffer=A loop=q})' -split-input-file 2>&1 | FileCheck %s --check-prefix=LOOP
// SPACE: there is no memory `attic`
// BUFFER: there is no buffer `B`; there are `A`
// LOOP: there is no loop `q`; there are `i`, `j`

func.func @written(%A: memref<?xf32> {xpiler.name = "A"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %c8 step %c1 {
      %a = memref.load %A[%j] : memref<?xf32>
      // expected-error @+1 {{the loop does more with the buffer than to load from it}}
      memref.store %a, %A[%i] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  return
}

// -----

// What a guard keeps from being read may not exist.
func.func @guarded(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32>, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.for %i = %c0 to %n step %c8 {
    scf.for %j = %c0 to %c8 step %c1 {
      %k = arith.addi %i, %j : index
      %in = arith.cmpi slt, %k, %m : index
      scf.if %in {
        // expected-error @+1 {{the buffer is read inside `scf.if`}}
        %a = memref.load %A[%k] : memref<?xf32>
        memref.store %a, %y[%k] : memref<?xf32>
      }
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @unbounded(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    // expected-error @+1 {{a loop inside has no constant largest number of iterations}}
    scf.for %j = %c0 to %n step %c1 {
      %a = memref.load %A[%j] : memref<?xf32>
      memref.store %a, %y[%j] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @two_tiles(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %c8 step %c1 {
      %k = arith.addi %j, %n : index
      %a = memref.load %A[%j] : memref<?xf32>
      // expected-error @+1 {{the buffer is read at places that are not one tile}}
      %b = memref.load %A[%k] : memref<?xf32>
      %s = arith.addf %a, %b : f32
      memref.store %s, %y[%j] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @one_element(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    // expected-error @+1 {{the loop reads one element only}}
    %a = memref.load %A[%i] : memref<?xf32>
    memref.store %a, %y[%i] : memref<?xf32>
  } {xpiler.name = "i"}
  return
}

// -----

func.func @unread(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32>, %v: f32, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{the loop does not read the buffer}}
  scf.for %i = %c0 to %n step %c1 {
    memref.store %v, %y[%i] : memref<?xf32>
  } {xpiler.name = "i"}
  return
}

// -----

func.func @quadratic(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %c8 step %c1 {
      %k = arith.muli %j, %j : index
      // expected-error @+1 {{the place is no polynomial in the loops}}
      %a = memref.load %A[%k] : memref<?xf32>
      memref.store %a, %y[%j] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  return
}

// -----

// Without an iteration of `t`, nothing is read.
func.func @never_read(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32>, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  scf.for %i = %c0 to %n step %c1 {
    // expected-error @+1 {{the buffer is read in a loop that may have no iteration: what is not read may not exist}}
    scf.for %t = %c0 to %m step %c1 {
      scf.for %j = %c0 to %c64 step %c1 {
        %v = memref.load %A[%j] : memref<?xf32>
        memref.store %v, %y[%t] : memref<?xf32>
      } {xpiler.name = "j"}
    } {xpiler.name = "t"}
  } {xpiler.name = "i"}
  return
}
