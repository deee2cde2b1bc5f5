// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-merge,canonicalize)' | FileCheck %s

// CHECK-LABEL: func.func @tasks
// CHECK-COUNT-1: scf.for
// CHECK-NOT: scf.for
// CHECK: } {xpiler.name = "i", xpiler.parallel}
func.func @tasks(%y: memref<?xi32>, %n: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %c32_i32 = arith.constant 32 : i32
  scf.for %t = %c0 to %c32 step %c1 {
    %first = arith.index_cast %t : index to i32
    scf.for %i = %first to %n step %c32_i32 : i32 {
      %ii = arith.index_cast %i : i32 to index
      memref.store %i, %y[%ii] : memref<?xi32>
    } {xpiler.name = "i"}
  } {xpiler.name = "taskIdX", xpiler.parallel}
  return
}

// The worker's number is used inside, or the stride is not the number of workers.
// CHECK-LABEL: func.func @kept
// CHECK-COUNT-4: scf.for
func.func @kept(%y: memref<?xi32>, %n: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %c32_i32 = arith.constant 32 : i32
  %c33_i32 = arith.constant 33 : i32
  scf.for %t = %c0 to %c32 step %c1 {
    %first = arith.index_cast %t : index to i32
    scf.for %i = %first to %n step %c32_i32 : i32 {
      %ii = arith.index_cast %i : i32 to index
      memref.store %first, %y[%ii] : memref<?xi32>
    }
  } {xpiler.parallel}
  scf.for %t = %c0 to %c32 step %c1 {
    %first = arith.index_cast %t : index to i32
    scf.for %i = %first to %n step %c33_i32 : i32 {
      %ii = arith.index_cast %i : i32 to index
      memref.store %i, %y[%ii] : memref<?xi32>
    }
  } {xpiler.parallel}
  return
}

// A loop over other workers stands between the two.
// CHECK-LABEL: func.func @between
// CHECK: scf.for %[[X:[a-z0-9]+]] = %c0 to %c4 step %c1
// CHECK-NEXT: scf.for %[[I:[a-z0-9]+]] = %c0_i32{{.*}} to %arg1 step %c1_i32
// CHECK-NOT: scf.for
// CHECK: xpiler.name = "i", xpiler.parallel
func.func @between(%y: memref<?xi32>, %n: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c3_i32 = arith.constant 3 : i32
  %c4_i32 = arith.constant 4 : i32
  scf.for %t = %c0 to %c3 step %c1 {
    %first = arith.index_cast %t : index to i32
    scf.for %x = %c0 to %c4 step %c1 {
      scf.for %i = %first to %n step %c3_i32 : i32 {
        %xx = arith.index_cast %x : index to i32
        %row = arith.muli %i, %c4_i32 : i32
        %at = arith.addi %row, %xx : i32
        %ii = arith.index_cast %at : i32 to index
        memref.store %i, %y[%ii] : memref<?xi32>
      } {xpiler.name = "i"}
    } {xpiler.name = "taskIdX", xpiler.parallel}
  } {xpiler.name = "taskIdY", xpiler.parallel}
  return
}

// One that is not parallel.
// CHECK-LABEL: func.func @ordered
// CHECK-COUNT-3: scf.for
func.func @ordered(%y: memref<?xi32>, %n: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c3_i32 = arith.constant 3 : i32
  scf.for %t = %c0 to %c3 step %c1 {
    %first = arith.index_cast %t : index to i32
    scf.for %x = %c0 to %c4 step %c1 {
      scf.for %i = %first to %n step %c3_i32 : i32 {
        memref.store %i, %y[%x] : memref<?xi32>
      } {xpiler.name = "i"}
    } {xpiler.name = "x"}
  } {xpiler.name = "taskIdY", xpiler.parallel}
  return
}

// An iteration reads what an earlier one of its worker wrote.
// CHECK-LABEL: func.func @carried
// CHECK-COUNT-2: scf.for
func.func @carried(%y: memref<?xf32>, %n: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %c32_i32 = arith.constant 32 : i32
  scf.for %t = %c0 to %c32 step %c1 {
    %first = arith.index_cast %t : index to i32
    scf.for %i = %first to %n step %c32_i32 : i32 {
      %next = arith.addi %i, %c32_i32 : i32
      %ii = arith.index_cast %i : i32 to index
      %nn = arith.index_cast %next : i32 to index
      %v = memref.load %y[%ii] : memref<?xf32>
      memref.store %v, %y[%nn] : memref<?xf32>
    } {xpiler.name = "i"}
  } {xpiler.name = "taskIdX", xpiler.parallel}
  return
}
