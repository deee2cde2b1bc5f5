// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-tail)' -split-input-file | FileCheck %s

// The loop over what is left does something else.
// CHECK-LABEL: func.func @other_operation
// CHECK: scf.if
// CHECK: scf.for
// CHECK: scf.for
func.func @other_operation(%x: memref<?xf32>, %y: memref<?xf32>, %p: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %last = arith.addi %p, %c1 : index
  %whole = arith.cmpi slt, %last, %n : index
  scf.if %whole {
    scf.for %l = %c0 to %c2 step %c1 {
      %at = arith.addi %p, %l : index
      %e = memref.load %x[%at] : memref<?xf32>
      %r = arith.addf %e, %e : f32
      memref.store %r, %y[%at] : memref<?xf32>
    } {xpiler.name = "lane"}
  } else {
    scf.for %k = %p to %n step %c1 {
      %e = memref.load %x[%k] : memref<?xf32>
      %r = arith.mulf %e, %e : f32
      memref.store %r, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  }
  return
}

// -----

// With room for two of four there is no whole vector.
// CHECK-LABEL: func.func @other_condition
// CHECK: scf.if
// CHECK: scf.for
// CHECK: scf.for
func.func @other_condition(%y: memref<?xf32>, %p: index, %n: index, %a: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %last = arith.addi %p, %c1 : index
  %whole = arith.cmpi slt, %last, %n : index
  scf.if %whole {
    scf.for %l = %c0 to %c4 step %c1 {
      %at = arith.addi %p, %l : index
      memref.store %a, %y[%at] : memref<?xf32>
    } {xpiler.name = "lane"}
  } else {
    scf.for %k = %p to %n step %c1 {
      memref.store %a, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  }
  return
}

// -----

// What is left starts behind.
// CHECK-LABEL: func.func @other_start
// CHECK: scf.if
// CHECK: scf.for
// CHECK: scf.for
func.func @other_start(%y: memref<?xf32>, %p: index, %n: index, %a: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %last = arith.addi %p, %c1 : index
  %left = arith.subi %n, %p : index
  %whole = arith.cmpi slt, %last, %n : index
  scf.if %whole {
    scf.for %l = %c0 to %c2 step %c1 {
      %at = arith.addi %p, %l : index
      memref.store %a, %y[%at] : memref<?xf32>
    } {xpiler.name = "lane"}
  } else {
    scf.for %k = %c0 to %left step %c1 {
      %q = arith.addi %p, %k : index
      %at = arith.addi %q, %c1 : index
      memref.store %a, %y[%at] : memref<?xf32>
    } {xpiler.name = "k"}
  }
  return
}

// -----

// What is read in front is written in the loop.
// CHECK-LABEL: func.func @changed
// CHECK: scf.if
// CHECK: scf.for
// CHECK: scf.for
func.func @changed(%y: memref<?xf32>, %p: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %last = arith.addi %p, %c1 : index
  %whole = arith.cmpi slt, %last, %n : index
  scf.if %whole {
    %e = memref.load %y[%c0] : memref<?xf32>
    %r = arith.addf %e, %e : f32
    scf.for %l = %c0 to %c2 step %c1 {
      %at = arith.addi %p, %l : index
      memref.store %r, %y[%at] : memref<?xf32>
    } {xpiler.name = "lane"}
  } else {
    scf.for %k = %p to %n step %c1 {
      %e = memref.load %y[%c0] : memref<?xf32>
      %r = arith.addf %e, %e : f32
      memref.store %r, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  }
  return
}

// -----

// A guard that is stricter than its loop stays.
// CHECK-LABEL: func.func @guard
// CHECK: scf.if
func.func @guard(%y: memref<?xf32>, %p: index, %n: index, %a: f32) attributes {xpiler.entry} {
  %c1 = arith.constant 1 : index
  %next = arith.addi %p, %c1 : index
  %some = arith.cmpi slt, %next, %n : index
  scf.if %some {
    scf.for %k = %p to %n step %c1 {
      memref.store %a, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  }
  return
}

// -----

// Threads that start behind what is left, and threads that are told apart: what another one does would not be the same.
// CHECK-LABEL: func.func @shares
// CHECK-COUNT-4: scf.for
// CHECK-LABEL: func.func @told_apart
// CHECK-COUNT-4: scf.for
func.func @shares(%x: memref<?xf32>, %y: memref<?xf32>, %n: index, %m: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  scf.for %t = %c0 to %c64 step %c1 {
    %q = arith.divsi %n, %c4 : index
    scf.for %i = %t to %q step %c64 {
      %p = arith.muli %i, %c4 : index
      scf.for %l = %c0 to %c4 step %c1 {
        %at = arith.addi %p, %l : index
        %e = memref.load %x[%at] : memref<?xf32>
        memref.store %e, %y[%at] : memref<?xf32>
      }
    }
    %first = arith.addi %m, %t : index
    scf.for %k = %first to %n step %c64 {
      %e = memref.load %x[%k] : memref<?xf32>
      memref.store %e, %y[%k] : memref<?xf32>
    }
  } {xpiler.name = "t", xpiler.parallel}
  return
}
func.func @told_apart(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  scf.for %t = %c0 to %c64 step %c1 {
    %q = arith.divsi %n, %c4 : index
    scf.for %i = %t to %q step %c64 {
      %p = arith.muli %i, %c4 : index
      scf.for %l = %c0 to %c4 step %c1 {
        %at = arith.addi %p, %l : index
        %e = memref.load %x[%t] : memref<?xf32>
        memref.store %e, %y[%at] : memref<?xf32>
      }
    }
    %whole = arith.muli %q, %c4 : index
    %first = arith.addi %whole, %t : index
    scf.for %k = %first to %n step %c64 {
      %e = memref.load %x[%t] : memref<?xf32>
      memref.store %e, %y[%k] : memref<?xf32>
    }
  } {xpiler.name = "t", xpiler.parallel}
  return
}
