// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-expansion{loop=i})' -split-input-file -verify-diagnostics

func.func @running(%x: memref<?xf32>, %s: memref<f32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %n step %c1 {
      %v = memref.load %x[%j] : memref<?xf32>
      // expected-error @+1 {{iterations of `i` are not known to be independent: `memref.store` may touch what another does}}
      memref.store %v, %s[] : memref<f32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @unbounded(%x: memref<?xf32>, %n: index, %m: index, %f: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    // expected-error @+1 {{each iteration of `i` keeps `acc`, and their number is not bounded by a constant}}
    %acc = memref.alloca() {xpiler.name = "acc"} : memref<f32>
    memref.store %f, %acc[] : memref<f32>
    scf.for %j = %c0 to %m step %c1 {
      memref.store %f, %acc[] : memref<f32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i", xpiler.parallel}
  return
}

// -----

func.func @nothing(%x: memref<?xf32>, %n: index, %f: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{`i` holds no loop of the same range in all its iterations}}
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %i step %c1 {
      memref.store %f, %x[%i] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i", xpiler.parallel}
  return
}

// -----

func.func @start(%x: memref<?xf32>, %n: index, %f: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{the loop `i` does not count from 0 by 1}}
  scf.for %i = %c1 to %n step %c1 {
    scf.for %j = %c0 to %n step %c1 {
    } {xpiler.name = "j"}
  } {xpiler.name = "i", xpiler.parallel}
  return
}

// -----

func.func @views(%x: memref<?xf32>, %m: index, %f: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %acc = memref.alloca() {xpiler.name = "acc"} : memref<4xf32>
    // expected-error @+1 {{`acc` lives across the loops in `i` and is used by `memref.subview`}}
    %v = memref.subview %acc[0] [2] [1] : memref<4xf32> to memref<2xf32, strided<[1]>>
    scf.for %j = %c0 to %m step %c1 {
      memref.store %f, %acc[%c0] : memref<4xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i", xpiler.parallel}
  return
}
