// RUN: xpiler-opt %s --pass-pipeline='builtin.module(scalarize-vectors)' -split-input-file -verify-diagnostics

// expected-error @+1 {{`func.func` on vectors is not supported yet}}
func.func @parameter(%v: vector<16xf32>, %y: memref<?xf32>) {
  %c0 = arith.constant 0 : index
  vector.store %v, %y[%c0] : memref<?xf32>, vector<16xf32>
  return
}

// -----

func.func @carried(%y: memref<?xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant dense<0.0> : vector<16xf32>
  // expected-error @+1 {{`scf.for` on vectors is not supported yet}}
  %sum = scf.for %i = %c0 to %n step %c1 iter_args(%acc = %zero) -> vector<16xf32> {
    %v = vector.load %y[%i] : memref<?xf32>, vector<16xf32>
    %new = arith.addf %acc, %v : vector<16xf32>
    scf.yield %new : vector<16xf32>
  }
  vector.store %sum, %y[%c0] : memref<?xf32>, vector<16xf32>
  return
}

// -----

func.func @shuffled(%y: memref<?xf32>) {
  %c0 = arith.constant 0 : index
  %v = vector.load %y[%c0] : memref<?xf32>, vector<16xf32>
  // expected-error @+1 {{`vector.shuffle` on vectors is not supported yet}}
  %w = vector.shuffle %v, %v [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0] : vector<16xf32>, vector<16xf32>
  vector.store %w, %y[%c0] : memref<?xf32>, vector<16xf32>
  return
}
