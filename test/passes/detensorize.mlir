// RUN: xpiler-opt %s --pass-pipeline='builtin.module(detensorize,scalarize-vectors,canonicalize)' | FileCheck %s

// A pointer operand is a buffer and an offset: the row's accesses move by it.
// CHECK-LABEL: func.func @offset
// CHECK: scf.for %[[I:.*]] =
// CHECK:   %[[AT:.*]] = arith.addi %[[I]], %arg3
// CHECK:   memref.load %arg1[%[[AT]]]
// CHECK:   arith.mulf %{{.*}}, %arg2
// CHECK:   memref.store %{{.*}}, %arg0[%[[I]]]
func.func @offset(%d: memref<?xf32>, %a: memref<?xf32>, %s: f32, %o: index, %n: index) {
  %c0 = arith.constant 0 : index
  intrin.call "bang" "__bang_mul_scalar"(%d, %a, %s, %n) at (%c0, %o) : (memref<?xf32>, memref<?xf32>, f32, index) -> ()
  return
}

// Segments of a strided copy.
// CHECK-LABEL: func.func @strided
// CHECK: scf.for %[[S:.*]] =
// CHECK-DAG: arith.muli %[[S]], %arg3
// CHECK-DAG: arith.muli %[[S]], %arg4
// CHECK: scf.for
func.func @strided(%x: memref<?xf32>, %y: memref<64xf32>, %n: index, %ds: index, %ss: index, %count: index) {
  %c0 = arith.constant 0 : index
  cluster.copy %x[%c0] gdram to %y[%c0] nram size %n strides(%ds, %ss) count %count : memref<?xf32> to memref<64xf32>
  return
}

// A masked tail touches only its lanes.
// CHECK-LABEL: func.func @masked
// CHECK-NOT: vector
// CHECK: %[[N:.*]] = arith.minsi %arg1, %c16
// CHECK: scf.for %[[L:.*]] = %c0 to %[[N]]
// CHECK: memref.load %arg0[%[[L]]]
// CHECK: memref.store %{{.*}}, %arg0[%[[L]]]
func.func @masked(%x: memref<?xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %m = vector.create_mask %n : vector<16xi1>
  %v = intrin.call "vnni" "_mm512_maskz_loadu_ps"(%m, %x) at (%c0) : (vector<16xi1>, memref<?xf32>) -> vector<16xf32>
  %r = intrin.call "vnni" "_mm512_add_ps"(%v, %v) : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
  intrin.call "vnni" "_mm512_mask_storeu_ps"(%x, %m, %r) at (%c0) : (memref<?xf32>, vector<16xi1>, vector<16xf32>) -> ()
  return
}
