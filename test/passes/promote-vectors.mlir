// RUN: xpiler-opt %s --pass-pipeline='builtin.module(promote-vectors)' -split-input-file | FileCheck %s

// Whole vectors at constant places become variables; so do vectors that all uses cut off alike.
// CHECK-LABEL: func.func @f
// CHECK: memref.alloca() {xpiler.name = "acc.0"} : memref<vector<16xf32>>
// CHECK: memref.alloca() {xpiler.name = "acc.1"} : memref<vector<16xf32>>
// CHECK-NOT: memref<24xf32>
// CHECK: memref.store %arg0, %{{.*}}[] : memref<vector<16xf32>>
// CHECK: return
func.func @f(%v: vector<16xf32>) -> vector<16xf32> {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %acc = memref.alloca() {xpiler.name = "acc"} : memref<24xf32>
  %mask = vector.constant_mask [8] : vector<16xi1>
  intrin.call "vnni" "_mm512_storeu_ps"(%acc, %v) at(%c0) : (memref<24xf32>, vector<16xf32>) -> ()
  intrin.call "vnni" "_mm512_mask_storeu_ps"(%acc, %mask, %v) at(%c16) : (memref<24xf32>, vector<16xi1>, vector<16xf32>) -> ()
  %r = intrin.call "vnni" "_mm512_maskz_loadu_ps"(%mask, %acc) at(%c16) : (vector<16xi1>, memref<24xf32>) -> vector<16xf32>
  return %r : vector<16xf32>
}

// -----

// Vectors that overlap, places that are not known, and elements that are read one by one keep the array.
// CHECK-LABEL: func.func @kept
// CHECK: memref.alloca() {xpiler.name = "overlap"} : memref<32xf32>
// CHECK: memref.alloca() {xpiler.name = "somewhere"} : memref<32xf32>
// CHECK: memref.alloca() {xpiler.name = "element"} : memref<16xf32>
func.func @kept(%v: vector<16xf32>, %i: index) -> f32 {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %overlap = memref.alloca() {xpiler.name = "overlap"} : memref<32xf32>
  intrin.call "vnni" "_mm512_storeu_ps"(%overlap, %v) at(%c0) : (memref<32xf32>, vector<16xf32>) -> ()
  intrin.call "vnni" "_mm512_storeu_ps"(%overlap, %v) at(%c8) : (memref<32xf32>, vector<16xf32>) -> ()
  %somewhere = memref.alloca() {xpiler.name = "somewhere"} : memref<32xf32>
  intrin.call "vnni" "_mm512_storeu_ps"(%somewhere, %v) at(%i) : (memref<32xf32>, vector<16xf32>) -> ()
  %element = memref.alloca() {xpiler.name = "element"} : memref<16xf32>
  intrin.call "vnni" "_mm512_storeu_ps"(%element, %v) at(%c0) : (memref<16xf32>, vector<16xf32>) -> ()
  %r = memref.load %element[%c0] : memref<16xf32>
  return %r : f32
}
