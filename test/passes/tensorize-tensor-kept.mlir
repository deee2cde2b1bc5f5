// Nests that do more than a row are not replaced by it.
// RUN: xpiler-opt %s --split-input-file --pass-pipeline='builtin.module(tensorize{platform=bang})' | FileCheck %s

// CHECK-LABEL: func.func @two_stores
// CHECK: %[[A:.*]] = {{.*}}xpiler.name = "a"
// CHECK: %[[B:.*]] = {{.*}}xpiler.name = "b"
// CHECK-DAG: "__bang_write_value"(%[[A]],
// CHECK-DAG: "__bang_write_value"(%[[B]],
// CHECK: return
// Two arrays are filled by one nest of loops: nothing of it may go.
func.func @two_stores(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %z = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  scf.for %o = %c0 to %n step %c1 {
    %a = memref.alloca() {xpiler.name = "a"} : memref<64x64xf32>
    %b = memref.alloca() {xpiler.name = "b"} : memref<64x64xf32>
    scf.for %i = %c0 to %c64 step %c1 {
      scf.for %j = %c0 to %c64 step %c1 {
        memref.store %one, %a[%i, %j] : memref<64x64xf32>
        memref.store %z, %b[%i, %j] : memref<64x64xf32>
      } {xpiler.name = "j"}
    } {xpiler.name = "i"}
    %p = memref.load %a[%c0, %c1] : memref<64x64xf32>
    %q = memref.load %b[%c0, %c1] : memref<64x64xf32>
    %s = arith.addf %p, %q : f32
    memref.store %s, %y[%o] : memref<?xf32>
  } {xpiler.name = "o"}
  return
}

// -----

// CHECK-LABEL: func.func @read_later
// CHECK-NOT: __bang_matmul
// CHECK: return
// What was gathered last is read behind the loops.
func.func @read_later(%C: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  %z = arith.constant 0.0 : f32
  scf.for %t = %c0 to %n step %c1 {
    %acc = memref.alloca() {xpiler.name = "acc"} : memref<16x64xf32>
    %A = memref.alloca() {xpiler.name = "A"} : memref<16x32xf32>
    %B = memref.alloca() {xpiler.name = "B"} : memref<32x64xf32>
    %v = memref.alloca() {xpiler.name = "v"} : memref<f32>
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c64 step %c1 {
        memref.store %z, %v[] : memref<f32>
        scf.for %k = %c0 to %c32 step %c1 {
          %a = memref.load %A[%i, %k] : memref<16x32xf32>
          %b = memref.load %B[%k, %j] : memref<32x64xf32>
          %s = memref.load %v[] : memref<f32>
          %p = arith.mulf %b, %a : f32
          %r = arith.addf %p, %s : f32
          memref.store %r, %v[] : memref<f32>
        }
        %e = memref.load %v[] : memref<f32>
        memref.store %e, %acc[%i, %j] : memref<16x64xf32>
      }
    }
    %last = memref.load %v[] : memref<f32>
    memref.store %last, %C[%t] : memref<?xf32>
    %w = memref.load %acc[%c0, %c1] : memref<16x64xf32>
    memref.store %w, %C[%n] : memref<?xf32>
  } {xpiler.parallel}
  return
}
