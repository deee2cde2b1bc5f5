// RUN: xpiler-opt %s --pass-pipeline='builtin.module(drop-roundings)' | FileCheck %s

// A rounding to tf32 that is widened again is left out, however it rounds.
// CHECK-LABEL: func.func @rounded
// CHECK: %[[X:.*]] = memref.load %arg0
// CHECK-NOT: tf32
// CHECK: arith.mulf %[[X]], %[[X]]
func.func @rounded(%x: memref<?xf32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %v = memref.load %x[%c0] : memref<?xf32>
  %a = arith.truncf %v to_nearest_away : f32 to tf32
  %b = arith.truncf %v toward_zero : f32 to tf32
  %wide_a = arith.extf %a : tf32 to f32
  %wide_b = arith.extf %b : tf32 to f32
  %p = arith.mulf %wide_a, %wide_b : f32
  memref.store %p, %x[%c0] : memref<?xf32>
  return
}

// What is widened to another type stays, and so do other roundings: languages have numbers of those types.
// CHECK-LABEL: func.func @kept
// CHECK: arith.truncf %{{.*}} : f32 to tf32
// CHECK: arith.extf %{{.*}} : tf32 to f64
// CHECK: arith.truncf %{{.*}} : f32 to f16
// CHECK: arith.extf %{{.*}} : f16 to f32
func.func @kept(%x: memref<?xf32>, %y: memref<?xf64>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %v = memref.load %x[%c0] : memref<?xf32>
  %a = arith.truncf %v : f32 to tf32
  %wide_a = arith.extf %a : tf32 to f64
  memref.store %wide_a, %y[%c0] : memref<?xf64>
  %b = arith.truncf %v : f32 to f16
  %wide_b = arith.extf %b : f16 to f32
  memref.store %wide_b, %x[%c0] : memref<?xf32>
  return
}
