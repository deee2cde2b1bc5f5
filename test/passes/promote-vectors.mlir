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

// -----

// During a loop that moves whole vectors to and from the same places, they are variables.
// CHECK-LABEL: func.func @during
// CHECK: scf.for %[[I:.*]] =
// CHECK: %[[S0:.*]] = memref.alloca() {xpiler.name = "sums.0"} : memref<vector<16xf32>>
// CHECK: intrin.call "vnni" "_mm512_loadu_ps"(%[[SUMS:.*]]) at(
// CHECK: %[[S1:.*]] = memref.alloca() {xpiler.name = "sums.1"} : memref<vector<16xf32>>
// CHECK: intrin.call "vnni" "_mm512_loadu_ps"(%[[SUMS]]) at(
// CHECK: scf.for
// CHECK-NOT: intrin.call
// CHECK: memref.store %{{.*}}, %[[S0]][]
// CHECK: memref.store %{{.*}}, %[[S1]][]
// CHECK: }
// CHECK: intrin.call "vnni" "_mm512_storeu_ps"(%[[SUMS]], %{{.*}}) at(
// CHECK: intrin.call "vnni" "_mm512_storeu_ps"(%[[SUMS]], %{{.*}}) at(
func.func @during(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %sums = memref.alloca() {xpiler.name = "sums"} : memref<4x32xf32>
  scf.for %i = %c0 to %c4 step %c1 {
    %at = arith.muli %i, %c32 : index
    %next = arith.addi %at, %c16 : index
    scf.for %k = %c0 to %n step %c1 {
      %a = intrin.call "vnni" "_mm512_loadu_ps"(%sums) at(%at) : (memref<4x32xf32>) -> vector<16xf32>
      %b = arith.addf %a, %a : vector<16xf32>
      intrin.call "vnni" "_mm512_storeu_ps"(%sums, %b) at(%at) : (memref<4x32xf32>, vector<16xf32>) -> ()
      %c = intrin.call "vnni" "_mm512_loadu_ps"(%sums) at(%next) : (memref<4x32xf32>) -> vector<16xf32>
      %d = arith.addf %c, %c : vector<16xf32>
      intrin.call "vnni" "_mm512_storeu_ps"(%sums, %d) at(%next) : (memref<4x32xf32>, vector<16xf32>) -> ()
    }
  }
  return
}

// -----

// Not places that move, that overlap, or that lie behind the array's end, which a loop without iterations does not touch.
// CHECK-LABEL: func.func @not_during
// CHECK-NOT: memref<vector<16xf32>>
func.func @not_during(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c32 = arith.constant 32 : index
  %moving = memref.alloca() : memref<64xf32>
  %overlap = memref.alloca() : memref<4x32xf32>
  %behind = memref.alloca() : memref<3x32xf32>
  scf.for %i = %c0 to %c4 step %c1 {
    %at = arith.muli %i, %c32 : index
    %next = arith.addi %at, %c8 : index
    scf.for %k = %c0 to %n step %c1 {
      %a = intrin.call "vnni" "_mm512_loadu_ps"(%moving) at(%k) : (memref<64xf32>) -> vector<16xf32>
      intrin.call "vnni" "_mm512_storeu_ps"(%moving, %a) at(%k) : (memref<64xf32>, vector<16xf32>) -> ()
      %b = intrin.call "vnni" "_mm512_loadu_ps"(%overlap) at(%at) : (memref<4x32xf32>) -> vector<16xf32>
      intrin.call "vnni" "_mm512_storeu_ps"(%overlap, %b) at(%at) : (memref<4x32xf32>, vector<16xf32>) -> ()
      %c = intrin.call "vnni" "_mm512_loadu_ps"(%overlap) at(%next) : (memref<4x32xf32>) -> vector<16xf32>
      intrin.call "vnni" "_mm512_storeu_ps"(%overlap, %c) at(%next) : (memref<4x32xf32>, vector<16xf32>) -> ()
      %d = intrin.call "vnni" "_mm512_loadu_ps"(%behind) at(%at) : (memref<3x32xf32>) -> vector<16xf32>
      intrin.call "vnni" "_mm512_storeu_ps"(%behind, %d) at(%at) : (memref<3x32xf32>, vector<16xf32>) -> ()
    }
  }
  return
}
