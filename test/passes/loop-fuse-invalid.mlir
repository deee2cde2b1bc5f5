// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-fuse{loops=i,j})' -split-input-file -verify-diagnostics
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(loop-fuse{loops=i})' -split-input-file 2>&1 | FileCheck %s
// CHECK: a fusion needs two loops or more

func.func @triangle(%x: memref<?x8xf32>, %n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    // expected-error @+1 {{the range of `j` changes inside `i`; the nest is not rectangular}}
    scf.for %j = %c0 to %i step %c1 {
      memref.store %v, %x[%i, %j] : memref<?x8xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @other_order(%x: memref<?x8xf32>, %n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{the loops nest as `j`, `i`; a fusion names them from the outside in}}
  scf.for %j = %c0 to %n step %c1 {
    scf.for %i = %c0 to %n step %c1 {
      memref.store %v, %x[%i, %j] : memref<?x8xf32>
    } {xpiler.name = "i"}
  } {xpiler.name = "j"}
  return
}

// -----

func.func @imperfect(%x: memref<?x8xf32>, %n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %n step %c1 {
      memref.store %v, %x[%i, %j] : memref<?x8xf32>
    } {xpiler.name = "j"}
    // expected-error @+1 {{`i` and `j` are not a perfect nest: `memref.store` stands between them}}
    memref.store %v, %x[%i, %i] : memref<?x8xf32>
  } {xpiler.name = "i"}
  return
}
