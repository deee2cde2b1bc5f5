// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-tail,canonicalize)' -split-input-file | FileCheck %s

// Whole vectors of four and what is left, behind a condition that changes nothing; what is read for all is read in the loop.
// CHECK-LABEL: func.func @left
// CHECK-SAME: %[[X:.*]]: memref<?xf32>, %[[Y:.*]]: memref<?xf32>, %[[P:.*]]: i32, %[[N:.*]]: i32
// CHECK-NOT: scf.if
// CHECK: %[[LEFT:.*]] = arith.subi %[[N]], %[[P]] overflow<nsw> : i32
// CHECK: %[[REST:.*]] = arith.index_cast %[[LEFT]] : i32 to index
// CHECK: %[[END:.*]] = arith.minsi %[[REST]], %c4 : index
// CHECK: scf.for %[[LANE:.*]] = %c0 to %[[END]] step %c1 {
// CHECK: memref.load %[[X]][%c0]
// CHECK: memref.store %{{.*}}, %[[Y]][%{{.*}}]
// CHECK: } {xpiler.name = "lane", xpiler.parallel}
// CHECK-NEXT: return
func.func @left(%x: memref<?xf32>, %y: memref<?xf32>, %p: i32, %n: i32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %i1 = arith.constant 1 : i32
  %i4 = arith.constant 4 : i32
  %last = arith.addi %p, %i4 : i32
  %whole = arith.cmpi sle, %last, %n : i32
  scf.if %whole {
    %b = memref.load %x[%c0] : memref<?xf32>
    %q = arith.index_cast %p : i32 to index
    scf.for %l = %c0 to %c4 step %c1 {
      %at = arith.addi %q, %l : index
      %e = memref.load %x[%at] : memref<?xf32>
      %r = arith.addf %e, %b : f32
      memref.store %r, %y[%at] : memref<?xf32>
    } {xpiler.name = "lane", xpiler.parallel}
  } else {
    %some = arith.cmpi slt, %p, %n : i32
    scf.if %some {
      scf.for %k = %p to %n step %i1 : i32 {
        %at = arith.index_cast %k : i32 to index
        %e = memref.load %x[%at] : memref<?xf32>
        %b = memref.load %x[%c0] : memref<?xf32>
        %r = arith.addf %e, %b : f32
        memref.store %r, %y[%at] : memref<?xf32>
      } {xpiler.name = "k", xpiler.parallel}
    }
  }
  return
}

// -----

// Sides may change places.
// CHECK-LABEL: func.func @turned
// CHECK-NOT: scf.if
// CHECK: arith.minsi
// CHECK: scf.for
// CHECK-NOT: scf.for
func.func @turned(%y: memref<?xf32>, %p: index, %n: index, %a: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %last = arith.addi %p, %c1 : index
  %part = arith.cmpi sge, %last, %n : index
  scf.if %part {
    %left = arith.subi %n, %p : index
    scf.for %k = %c0 to %left step %c1 {
      %at = arith.addi %p, %k : index
      memref.store %a, %y[%at] : memref<?xf32>
    } {xpiler.name = "k"}
  } else {
    scf.for %l = %c0 to %c2 step %c1 {
      %at = arith.addi %l, %p : index
      memref.store %a, %y[%at] : memref<?xf32>
    } {xpiler.name = "lane"}
  }
  return
}

// -----

// Where `p` is not below `n`, nothing is left.
// CHECK-LABEL: func.func @nothing_left
// CHECK: scf.if
// CHECK: scf.for
// CHECK-NOT: scf.for
func.func @nothing_left(%y: memref<?xf32>, %p: index, %n: index, %a: f32, %b: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %some = arith.cmpi slt, %p, %n : index
  scf.if %some {
    scf.for %l = %c0 to %c2 step %c1 {
      memref.store %a, %y[%l] : memref<?xf32>
    } {xpiler.name = "lane"}
  } else {
    scf.for %k = %p to %n step %c1 {
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  }
  return
}

// -----

// Threads that share vectors, and then what is left: one more vector, of which there is less.
// CHECK-LABEL: func.func @shares
// CHECK-SAME: %[[X:.*]]: memref<?xf32>, %[[Y:.*]]: memref<?xf32>, %[[N:.*]]: i32
// CHECK: scf.for
// CHECK: %[[S:.*]] = arith.addi %[[N]], %c3_i32
// CHECK: %[[E:.*]] = arith.divsi %[[S]], %c4_i32
// CHECK: scf.for %{{.*}} to %[[E]]
// CHECK: %[[L:.*]] = arith.minsi
// CHECK: scf.for %{{.*}} = %c0 to %[[L]]
// CHECK-NOT: scf.for
func.func @shares(%x: memref<?xf32>, %y: memref<?xf32>, %n: i32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %i4 = arith.constant 4 : i32
  %i64 = arith.constant 64 : i32
  scf.for %t = %c0 to %c64 step %c1 {
    %id = arith.index_cast %t : index to i32
    %m = arith.divsi %n, %i4 : i32
    scf.for %i = %id to %m step %i64 : i32 {
      %j = arith.index_cast %i : i32 to index
      %p = arith.muli %j, %c4 : index
      scf.for %l = %c0 to %c4 step %c1 {
        %at = arith.addi %p, %l : index
        %e = memref.load %x[%at] : memref<?xf32>
        memref.store %e, %y[%at] : memref<?xf32>
      } {xpiler.name = "lane"}
    } {xpiler.name = "i"}
    %whole = arith.muli %m, %i4 : i32
    %first = arith.addi %whole, %id : i32
    scf.for %k = %first to %n step %i64 : i32 {
      %at = arith.index_cast %k : i32 to index
      %e = memref.load %x[%at] : memref<?xf32>
      memref.store %e, %y[%at] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "t", xpiler.parallel}
  return
}
