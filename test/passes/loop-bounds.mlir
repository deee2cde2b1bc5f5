// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-bounds,canonicalize)' | FileCheck %s

// The blocks cover n: the guard is the bound.
// CHECK-LABEL: func.func @covered
// CHECK: %[[N:.*]] = arith.index_cast %arg1 : i32 to index
// CHECK: scf.for %{{.*}} = %c0 to %[[N]] step %c1
// CHECK-NOT: scf.if
func.func @covered(%y: memref<?xi32>, %n: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c63 = arith.constant 63 : i32
  %c64 = arith.constant 64 : i32
  %c64_index = arith.constant 64 : index
  %up = arith.addi %n, %c63 : i32
  %blocks = arith.divsi %up, %c64 : i32
  %g = arith.index_cast %blocks : i32 to index
  %total = arith.muli %g, %c64_index : index
  scf.for %i = %c0 to %total step %c1 {
    %ii = arith.index_cast %i : index to i32
    %in = arith.cmpi slt, %ii, %n : i32
    scf.if %in {
      memref.store %ii, %y[%i] : memref<?xi32>
    }
  }
  return
}

// Nothing says that 128 covers n: both bounds hold.
// CHECK-LABEL: func.func @cut
// CHECK: arith.minsi %{{.*}}, %c128
func.func @cut(%y: memref<?xi32>, %n: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c128 = arith.constant 128 : index
  scf.for %i = %c0 to %c128 step %c1 {
    %ii = arith.index_cast %i : index to i32
    %in = arith.cmpi slt, %ii, %n : i32
    scf.if %in {
      memref.store %ii, %y[%i] : memref<?xi32>
    }
  }
  return
}

// A guard beside other effects stays, and so does one on a value of the loop.
// CHECK-LABEL: func.func @beside
// CHECK: scf.if
// CHECK: scf.if
func.func @beside(%y: memref<?xi32>, %n: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c128 = arith.constant 128 : index
  scf.for %i = %c0 to %c128 step %c1 {
    %ii = arith.index_cast %i : index to i32
    memref.store %n, %y[%i] : memref<?xi32>
    %in = arith.cmpi slt, %ii, %n : i32
    scf.if %in {
      memref.store %ii, %y[%i] : memref<?xi32>
    }
  }
  scf.for %i = %c0 to %c128 step %c1 {
    %ii = arith.index_cast %i : index to i32
    %m = memref.load %y[%i] : memref<?xi32>
    %in = arith.cmpi slt, %ii, %m : i32
    scf.if %in {
      memref.store %ii, %y[%i] : memref<?xi32>
    }
  }
  return
}

// -----

// A guard of unsigned numbers, and one that an offset may wrap.
// CHECK-LABEL: func.func @unsigned
// CHECK: %[[N:.*]] = arith.index_castui %{{.*}} : i32 to index
// CHECK: %[[M:.*]] = arith.minsi %{{.*}}, %[[N]]
// CHECK: scf.for %{{.*}} = %c0{{.*}} to %[[M]]
// CHECK-NOT: scf.if
// CHECK: scf.for
// CHECK:   arith.cmpi ult
// CHECK:   scf.if
func.func @unsigned(%y: memref<?xf32>, %m: index, %n: i32, %o: i32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1.0 : f32
  scf.for %i = %c0 to %m step %c1 {
    %i32 = arith.index_cast %i : index to i32
    %c = arith.cmpi ult, %i32, %n : i32
    scf.if %c {
      memref.store %one, %y[%i] : memref<?xf32>
    }
  } {xpiler.parallel}
  scf.for %i = %c0 to %m step %c1 {
    %i32 = arith.index_cast %i : index to i32
    %s = arith.addi %i32, %o : i32
    %c = arith.cmpi ult, %s, %n : i32
    scf.if %c {
      memref.store %one, %y[%i] : memref<?xf32>
    }
  } {xpiler.parallel}
  return
}
