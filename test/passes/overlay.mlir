// RUN: xpiler-opt %s --pass-pipeline='builtin.module(overlay)' -split-input-file | FileCheck %s

// The second array lives when the first is not needed any more; the third one meets both.
// CHECK-LABEL: func.func @two
// CHECK: %[[M:.*]] = memref.alloca() {xpiler.align = 32 : i64, xpiler.name = "shared", xpiler.space = "shared"} : memref<64xf32>
// CHECK: %[[C:.*]] = memref.alloca() {xpiler.name = "c", xpiler.space = "shared"} : memref<4xf32>
// CHECK: scf.for %[[I:.*]] =
// CHECK:   %[[AT:.*]] = arith.muli %[[I]], %c16{{.*}}
// CHECK:   %[[PLACE:.*]] = arith.addi %[[AT]], %c3
// CHECK:   memref.store %{{.*}}, %[[M]][%[[PLACE]]]
// CHECK:   memref.store %{{.*}}, %[[C]][%[[I]]]
// CHECK: scf.for
// CHECK:   intrin.call "cuda" "wmma.load"(%[[M]], %[[C]]) at(%c2, %c0)
// CHECK: scf.for %[[J:.*]] =
// CHECK:   memref.store %{{.*}}, %[[M]][%[[J]]]
// CHECK:   memref.load %[[M]][%[[J]]]
// CHECK:   memref.load %[[C]][%c1]
func.func @two(%y: memref<?xf32>, %n: index, %f: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  scf.for %block = %c0 to %n step %c1 {
    %a = memref.alloca() {xpiler.name = "a", xpiler.space = "shared", xpiler.align = 32 : i64} : memref<4x16xf32>
    %b = memref.alloca() {xpiler.name = "b", xpiler.space = "shared"} : memref<4xf32>
    %c = memref.alloca() {xpiler.name = "c", xpiler.space = "shared"} : memref<4xf32>
    scf.for %i = %c0 to %c4 step %c1 {
      memref.store %f, %a[%i, %c3] : memref<4x16xf32>
      memref.store %f, %c[%i] : memref<4xf32>
    }
    scf.for %i = %c0 to %c4 step %c1 {
      intrin.call "cuda" "wmma.load"(%a, %c) at (%c2, %c0) : (memref<4x16xf32>, memref<4xf32>) -> ()
    }
    scf.for %i = %c0 to %c4 step %c1 {
      memref.store %f, %b[%i] : memref<4xf32>
      %v = memref.load %b[%i] : memref<4xf32>
      %w = memref.load %c[%c1] : memref<4xf32>
      %s = arith.addf %v, %w : f32
      memref.store %s, %y[%i] : memref<?xf32>
    }
  } {xpiler.name = "block", xpiler.bind = "blockIdx.x", xpiler.parallel}
  return
}

// -----

// Nothing is shared between arrays of other elements, in other memory, in one operation of the block, or outside of blocks.
// CHECK-LABEL: func.func @kept
// CHECK: memref.alloca() {xpiler.name = "a", xpiler.space = "shared"} : memref<4xf32>
// CHECK: memref.alloca() {xpiler.name = "b", xpiler.space = "shared"} : memref<4xi32>
// CHECK: memref.alloca() {xpiler.name = "c"} : memref<4xf32>
// CHECK: memref.alloca() {xpiler.name = "d", xpiler.space = "shared"} : memref<4xf32>
func.func @kept(%y: memref<?xf32>, %n: index, %f: f32, %k: i32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %block = %c0 to %n step %c1 {
    %a = memref.alloca() {xpiler.name = "a", xpiler.space = "shared"} : memref<4xf32>
    %b = memref.alloca() {xpiler.name = "b", xpiler.space = "shared"} : memref<4xi32>
    %c = memref.alloca() {xpiler.name = "c"} : memref<4xf32>
    %d = memref.alloca() {xpiler.name = "d", xpiler.space = "shared"} : memref<4xf32>
    scf.for %i = %c0 to %n step %c1 {
      memref.store %f, %a[%c0] : memref<4xf32>
      memref.store %f, %d[%c0] : memref<4xf32>
    }
    memref.store %k, %b[%c0] : memref<4xi32>
    memref.store %f, %c[%c0] : memref<4xf32>
  } {xpiler.name = "block", xpiler.bind = "blockIdx.x", xpiler.parallel}
  return
}

// -----

// The largest arrays go first: in the order of their first use, the small one would take the place of the first large one, and the second have none.
// An array without a word is shared where threads read what others wrote; what each thread has for itself is not.
// CHECK-LABEL: func.func @largest
// CHECK: memref.alloca() {xpiler.name = "shared", xpiler.space = "shared"} : memref<64xf32>
// CHECK: memref.alloca() {xpiler.name = "small", xpiler.space = "shared"} : memref<4xf32>
// CHECK: memref.alloca() {xpiler.name = "own"} : memref<4xf32>
// CHECK-NOT: memref.alloca
func.func @largest(%y: memref<?xf32>, %n: index, %f: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  scf.for %block = %c0 to %n step %c1 {
    %large = memref.alloca() {xpiler.name = "large"} : memref<64xf32>
    %small = memref.alloca() {xpiler.name = "small", xpiler.space = "shared"} : memref<4xf32>
    %other = memref.alloca() {xpiler.name = "other", xpiler.space = "shared"} : memref<64xf32>
    %own = memref.alloca() {xpiler.name = "own"} : memref<4xf32>
    scf.for %t = %c0 to %c4 step %c1 {
      memref.store %f, %large[%t] : memref<64xf32>
      memref.store %f, %own[%t] : memref<4xf32>
    } {xpiler.name = "t", xpiler.bind = "threadIdx.x", xpiler.parallel}
    scf.for %t = %c0 to %c4 step %c1 {
      %r = arith.subi %c3, %t : index
      %v = memref.load %large[%r] : memref<64xf32>
      %w = memref.load %own[%t] : memref<4xf32>
      %s = arith.addf %v, %w : f32
      memref.store %s, %y[%t] : memref<?xf32>
    } {xpiler.name = "t.1", xpiler.bind = "threadIdx.x", xpiler.parallel}
    scf.for %t = %c0 to %c4 step %c1 {
      memref.store %f, %small[%t] : memref<4xf32>
      memref.store %f, %other[%t] : memref<64xf32>
    } {xpiler.name = "t.2", xpiler.bind = "threadIdx.x", xpiler.parallel}
    scf.for %t = %c0 to %c4 step %c1 {
      %v = memref.load %small[%t] : memref<4xf32>
      %w = memref.load %other[%t] : memref<64xf32>
      %s = arith.addf %v, %w : f32
      memref.store %s, %y[%t] : memref<?xf32>
    } {xpiler.name = "t.3", xpiler.bind = "threadIdx.x", xpiler.parallel}
  } {xpiler.name = "block", xpiler.bind = "blockIdx.x", xpiler.parallel}
  return
}
