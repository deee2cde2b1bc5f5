// RUN: xpiler-opt %s --pass-pipeline='builtin.module(lower-to-x86)' -split-input-file | FileCheck %s

// The outermost parallel loops run on OpenMP threads, whatever stands in front of them; loops inside and others do not.
// CHECK: module attributes {xpiler.platform = "vnni"}
// CHECK-LABEL: func.func @f
// CHECK: intrin.call "vnni" "_mm512_set1_ps"
// CHECK: scf.for
// CHECK:   scf.for
// CHECK:   } {xpiler.parallel}
// CHECK: } {xpiler.bind = "omp", xpiler.parallel}
// CHECK: scf.for
// CHECK: }
// CHECK-NOT: xpiler.bind
func.func @f(%y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1.0 : f32
  %v = intrin.call "vnni" "_mm512_set1_ps"(%one) : (f32) -> vector<16xf32>
  %w = vector.extract %v[0] : f32 from vector<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %n step %c1 {
      %s = arith.addi %i, %j : index
      memref.store %w, %y[%s] : memref<?xf32>
    } {xpiler.parallel}
  } {xpiler.parallel}
  scf.for %i = %c0 to %n step %c1 {
    memref.store %one, %y[%c0] : memref<?xf32>
  }
  return
}

// -----

// Behind an early return is the top, too.
// CHECK-LABEL: func.func @early
// CHECK: scf.if
// CHECK:   } {xpiler.bind = "omp", xpiler.parallel}
// CHECK: } {xpiler.live, xpiler.status = -1 : i32}
func.func @early(%y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1.0 : f32
  %some = arith.cmpi sgt, %n, %c0 : index
  scf.if %some {
    scf.for %i = %c0 to %n step %c1 {
      memref.store %one, %y[%i] : memref<?xf32>
    } {xpiler.parallel}
  } {xpiler.live, xpiler.status = -1 : i32}
  return
}
