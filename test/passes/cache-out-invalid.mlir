// What is written may be staged only if all of what is copied back was written.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(cache{buffer=y loop=o})' -split-input-file -verify-diagnostics
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(cache{buffer=y loop=o pad=true})' -split-input-file 2>&1 | FileCheck %s --check-prefix=PAD
// PAD: only what is read is padded

func.func @guarded(%y: memref<?xf32> {xpiler.name = "y"}, %v: f32, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.for %o = %c0 to %n step %c8 {
    scf.for %i = %c0 to %c8 step %c1 {
      %at = arith.addi %o, %i : index
      %in = arith.cmpi slt, %at, %m : index
      // expected-error @+1 {{the buffer is written inside something that is no parallel loop: the tile may have holes}}
      scf.if %in {
        memref.store %v, %y[%at] : memref<?xf32>
      }
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel}
  return
}

// -----

// Loops that overlap write some places twice: they move in no dimension each.
func.func @overlapping(%y: memref<?xf32> {xpiler.name = "y"}, %v: f32, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  scf.for %o = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c4 step %c1 {
      scf.for %j = %c0 to %c4 step %c1 {
        %twice = arith.muli %i, %c2 : index
        %near = arith.addi %twice, %j : index
        %at = arith.addi %near, %o : index
        // expected-error @+1 {{the loops inside do not move in a dimension each: the tile may have holes}}
        memref.store %v, %y[%at] : memref<?xf32>
      } {xpiler.name = "j", xpiler.parallel}
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel}
  return
}

// -----

// The same element in all iterations of one of the loops.
func.func @again(%y: memref<?xf32> {xpiler.name = "y"}, %v: f32, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %o = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c4 step %c1 {
      scf.for %j = %c0 to %c4 step %c1 {
        %at = arith.addi %o, %j : index
        // expected-error @+1 {{the loops inside do not move in a dimension each: the tile may have holes}}
        memref.store %v, %y[%at] : memref<?xf32>
      } {xpiler.name = "j", xpiler.parallel}
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel}
  return
}

// -----

// Rows of growing lengths.
func.func @triangle(%y: memref<?xf32> {xpiler.name = "y"}, %v: f32, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.for %o = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c8 step %c1 {
      %length = arith.minsi %i, %c8 : index
      // expected-error @+1 {{how much of the buffer the loops write is not known}}
      scf.for %j = %c0 to %length step %c1 {
        %row = arith.muli %i, %c8 : index
        %near = arith.addi %row, %j : index
        %at = arith.addi %near, %o : index
        memref.store %v, %y[%at] : memref<?xf32>
      } {xpiler.name = "j", xpiler.parallel}
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel}
  return
}
