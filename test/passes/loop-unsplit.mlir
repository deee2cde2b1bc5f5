// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-unsplit,canonicalize,cse)' | FileCheck %s

// CHECK-LABEL: func.func @cut
// CHECK: scf.for %[[I:.*]] = %c0_i32 to %arg2 step %c1_i32
// CHECK-NEXT: %[[AT:.*]] = arith.index_cast %[[I]]
// CHECK-NEXT: memref.load %arg0[%[[AT]]]
// CHECK-NEXT: memref.store %{{.*}}, %arg1[%[[AT]]]
// CHECK-NEXT: }
func.func @cut(%x: memref<?xf32>, %y: memref<?xf32>, %n: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %first = arith.constant 0 : i32
  %step = arith.constant 16 : i32
  scf.for %i = %first to %n step %step : i32 {
    %left = arith.subi %n, %i : i32
    %l = arith.index_cast %left : i32 to index
    %at = arith.index_cast %i : i32 to index
    %m = arith.minsi %l, %c16 : index
    scf.for %e = %c0 to %m step %c1 {
      %k = arith.addi %at, %e : index
      %v = memref.load %x[%k] : memref<?xf32>
      memref.store %v, %y[%k] : memref<?xf32>
    }
  }
  return
}

// Whole pieces are as many as there are elements.
// CHECK-LABEL: func.func @whole
// CHECK: scf.for %{{.*}} = %c0 to %arg1 step %c1
// CHECK-NOT: scf.for
// CHECK: return
func.func @whole(%x: memref<?xf32>, %n: index, %s: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %n step %c16 {
    scf.for %e = %c0 to %c16 step %c1 {
      %k = arith.addi %e, %i : index
      memref.store %s, %x[%k] : memref<?xf32>
    }
  }
  return
}

// Pieces that are known to go on behind the end stay.
// CHECK-LABEL: func.func @over
// CHECK: scf.for %{{.*}} = %c0 to %c40 step %c16
func.func @over(%x: memref<?xf32>, %s: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c40 = arith.constant 40 : index
  scf.for %i = %c0 to %c40 step %c16 {
    scf.for %e = %c0 to %c16 step %c1 {
      %k = arith.addi %e, %i : index
      memref.store %s, %x[%k] : memref<?xf32>
    }
  }
  return
}

// The lane alone is a number, too: it stays.
// CHECK-LABEL: func.func @lanes
// CHECK: scf.for
// CHECK: scf.for
func.func @lanes(%x: memref<?xf32>, %w: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  scf.for %i = %c0 to %c64 step %c16 {
    scf.for %e = %c0 to %c16 step %c1 {
      %k = arith.addi %e, %i : index
      %v = memref.load %w[%e] : memref<16xf32>
      memref.store %v, %x[%k] : memref<?xf32>
    }
  }
  return
}
