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

// The outer loop counts pieces; what is read for all of them stays in the loop.
// CHECK-LABEL: func.func @counted
// CHECK: %[[ALL:.*]] = arith.muli %arg2, %c4 overflow<nsw> : index
// CHECK: %[[END:.*]] = arith.minsi %[[ALL]], %arg3 : index
// CHECK: scf.for %[[I:.*]] = %c0 to %[[END]] step %c1 {
// CHECK-NEXT: %[[V:.*]] = memref.load %{{.*}}[%c0]
// CHECK-NEXT: memref.store %[[V]], %{{.*}}[%[[I]]]
// CHECK-NEXT: } {xpiler.parallel}
// CHECK-NEXT: return
func.func @counted(%x: memref<?xf32>, %y: memref<?xf32>, %n: index, %m: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%c0] : memref<?xf32>
    %p = arith.muli %i, %c4 : index
    %left = arith.subi %m, %p : index
    %some = arith.minsi %left, %c4 : index
    scf.for %l = %c0 to %some step %c1 {
      %k = arith.addi %p, %l : index
      memref.store %v, %y[%k] : memref<?xf32>
    } {xpiler.parallel}
  } {xpiler.bind = "blockIdx.x", xpiler.parallel}
  return
}

// What an iteration reads that another one writes, pieces that overlap, and what is read at the piece: two loops each.
// CHECK-LABEL: func.func @apart
// CHECK-COUNT-6: scf.for
func.func @apart(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %y[%c0] : memref<?xf32>
    %p = arith.muli %i, %c4 : index
    scf.for %l = %c0 to %c4 step %c1 {
      %k = arith.addi %p, %l : index
      memref.store %v, %y[%k] : memref<?xf32>
    }
  }
  scf.for %i = %c0 to %n step %c1 {
    %p = arith.muli %i, %c3 : index
    scf.for %l = %c0 to %c4 step %c1 {
      %k = arith.addi %p, %l : index
      %v = memref.load %x[%k] : memref<?xf32>
      memref.store %v, %y[%k] : memref<?xf32>
    }
  }
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %p = arith.muli %i, %c4 : index
    scf.for %l = %c0 to %c4 step %c1 {
      %k = arith.addi %p, %l : index
      memref.store %v, %y[%k] : memref<?xf32>
    }
  }
  return
}

// -----

// Pieces of rows and of columns, one inside of the other: parallel loops change places.
// CHECK-LABEL: func.func @tiles
// CHECK: scf.for %[[R:[a-z0-9]+]] = %c0 to %{{.*}} step %c1
// CHECK: scf.for %[[C:[a-z0-9]+]] = %c0 to %{{.*}} step %c1
// CHECK-NOT: scf.for
// CHECK: return
func.func @tiles(%y: memref<?xf32>, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  scf.for %r = %c0 to %n step %c1 {
    scf.for %c = %c0 to %m step %c1 {
      scf.for %i = %c0 to %c8 step %c1 {
        scf.for %j = %c0 to %c8 step %c1 {
          %r.8 = arith.muli %r, %c8 : index
          %row = arith.addi %r.8, %i : index
          %c.8 = arith.muli %c, %c8 : index
          %column = arith.addi %c.8, %j : index
          %start = arith.muli %row, %m : index
          %at = arith.addi %start, %column : index
          memref.store %zero, %y[%at] : memref<?xf32>
        } {xpiler.name = "j", xpiler.parallel}
      } {xpiler.name = "i", xpiler.parallel}
    } {xpiler.name = "c", xpiler.parallel}
  } {xpiler.name = "r", xpiler.parallel}
  return
}

// -----

// Not where the order of the loops between matters.
// CHECK-LABEL: func.func @in_order
// CHECK-COUNT-3: scf.for
// CHECK: return
func.func @in_order(%y: memref<?xf32>, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %one = arith.constant 1.0 : f32
  scf.for %r = %c0 to %n step %c1 {
    scf.for %c = %c0 to %m step %c1 {
      scf.for %i = %c0 to %c8 step %c1 {
        %r.8 = arith.muli %r, %c8 : index
        %row = arith.addi %r.8, %i : index
        %old = memref.load %y[%c0] : memref<?xf32>
        %new = arith.subf %one, %old : f32
        memref.store %new, %y[%row] : memref<?xf32>
      } {xpiler.name = "i"}
    } {xpiler.name = "c"}
  } {xpiler.name = "r"}
  return
}
