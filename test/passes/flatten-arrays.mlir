// RUN: xpiler-opt %s --pass-pipeline='builtin.module(flatten-arrays,canonicalize,cse)' -split-input-file | FileCheck %s

// What a pointer to the elements moves by was divided; the rest of the accesses are counted from the start.
// CHECK-LABEL: func.func @quotients
// CHECK: memref.alloca() {xpiler.name = "t", xpiler.space = "nram"} : memref<8192xf32>
// CHECK: scf.for %[[E:.*]] = %c0 to
// CHECK: memref.store %{{.*}}, %alloca[%[[E]]] : memref<8192xf32>
// CHECK: scf.for %[[I:.*]] = %c0 to %c2
// CHECK: %[[ROW:.*]] = arith.muli %[[I]], %c4096 overflow<nsw>
// CHECK: %[[AT:.*]] = arith.addi %[[ROW]], %c195 overflow<nsw>
// CHECK: memref.load %alloca[%[[AT]]]
// CHECK-NOT: arith.remsi
func.func @quotients(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c64 = arith.constant 64 : index
  %c4096 = arith.constant 4096 : index
  %t = memref.alloca() {xpiler.name = "t", xpiler.space = "nram"} : memref<2x64x64xf32>
  scf.for %e = %c0 to %n step %c1 {
    %v = memref.load %x[%e] : memref<?xf32>
    %i = arith.floordivsi %e, %c4096 : index
    %r = arith.remsi %e, %c4096 : index
    %neg = arith.cmpi slt, %r, %c0 : index
    %up = arith.addi %r, %c4096 : index
    %rest = arith.select %neg, %up, %r : index
    %j = arith.divsi %rest, %c64 : index
    %q = arith.remsi %e, %c64 : index
    %below = arith.cmpi slt, %q, %c0 : index
    %above = arith.addi %q, %c64 : index
    %k = arith.select %below, %above, %q : index
    memref.store %v, %t[%i, %j, %k] : memref<2x64x64xf32>
  } {xpiler.name = "e"}
  scf.for %i = %c0 to %c2 step %c1 {
    %v = memref.load %t[%i, %c3, %c3] : memref<2x64x64xf32>
    memref.store %v, %y[%i] : memref<?xf32>
  } {xpiler.name = "i"}
  return
}

// -----

// An array that nobody goes through by a pointer keeps its dimensions, and so does one of one dimension.
// CHECK-LABEL: func.func @kept
// CHECK: memref<4x4xf32>
// CHECK: memref<16xf32>
func.func @kept(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %t = memref.alloca() {xpiler.name = "t"} : memref<4x4xf32>
  %u = memref.alloca() {xpiler.name = "u"} : memref<16xf32>
  scf.for %i = %c0 to %c4 step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    memref.store %v, %t[%i, %c0] : memref<4x4xf32>
    %q = arith.floordivsi %i, %c4 : index
    memref.store %v, %u[%q] : memref<16xf32>
  } {xpiler.name = "i"}
  %a = memref.load %t[%c1, %c0] : memref<4x4xf32>
  %b = memref.load %u[%c0] : memref<16xf32>
  %s = arith.addf %a, %b : f32
  memref.store %s, %y[%c0] : memref<?xf32>
  return
}

// -----

// A quotient whose remainder is of something else stays.
// CHECK-LABEL: func.func @unrelated
// CHECK: memref<64xf32>
// CHECK: arith.floordivsi
// CHECK: arith.remsi
func.func @unrelated(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloca() {xpiler.name = "t"} : memref<8x8xf32>
  scf.for %e = %c0 to %n step %c1 {
    %v = memref.load %x[%e] : memref<?xf32>
    %f = arith.addi %e, %c1 : index
    %i = arith.floordivsi %f, %c8 : index
    %r = arith.remsi %e, %c8 : index
    %neg = arith.cmpi slt, %r, %c0 : index
    %up = arith.addi %r, %c8 : index
    %j = arith.select %neg, %up, %r : index
    memref.store %v, %t[%i, %j] : memref<8x8xf32>
  } {xpiler.name = "e"}
  %a = memref.load %t[%c1, %c0] : memref<8x8xf32>
  memref.store %a, %y[%c0] : memref<?xf32>
  return
}
