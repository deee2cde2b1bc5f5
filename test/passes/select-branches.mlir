// RUN: xpiler-opt %s --pass-pipeline='builtin.module(select-branches,canonicalize)' | FileCheck %s

// if (v > best) best = v;   acc = fma(v, v, acc);   a branch that stores to memory which may not exist stays.
// CHECK: %[[V:.*]] = memref.load %arg0[
// CHECK: %[[B:.*]] = memref.load %[[BEST:.*]][]
// CHECK: %[[M:.*]] = arith.maxnumf %[[V]], %[[B]] {xpiler.ordered}
// CHECK: memref.store %[[M]], %[[BEST]][]
// CHECK: %[[P:.*]] = arith.mulf %[[V]], %[[V]]
// CHECK: arith.addf %[[P]], %
// CHECK: scf.if
func.func @f(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %best = memref.alloca() {xpiler.name = "best"} : memref<f32>
  %acc = memref.alloca() {xpiler.name = "acc"} : memref<f32>
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %b = memref.load %best[] : memref<f32>
    %c = arith.cmpf ogt, %v, %b : f32
    scf.if %c {
      memref.store %v, %best[] : memref<f32>
    }
    %a = memref.load %acc[] : memref<f32>
    %f = math.fma %v, %v, %a : f32
    memref.store %f, %acc[] : memref<f32>
    scf.if %c {
      memref.store %v, %y[%i] : memref<?xf32>
    }
  }
  return
}
