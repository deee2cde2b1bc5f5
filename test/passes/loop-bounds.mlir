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

// -----

// Whole vectors of four: `4 * i + 3 < n`; the blocks cover them all.
// CHECK-LABEL: func.func @scaled
// CHECK-SAME: %[[Y:.*]]: memref<?xf32>, %[[N:.*]]: i32
// CHECK-DAG: %[[C4:.*]] = arith.constant 4 : index
// CHECK: %[[M:.*]] = arith.index_cast %[[N]] : i32 to index
// CHECK: %[[Q:.*]] = arith.divsi %[[M]], %[[C4]] : index
// CHECK-NOT: arith.minsi
// CHECK: scf.for %{{.*}} = %c0{{.*}} to %[[Q]]
// CHECK-NOT: scf.if
// CHECK: %[[S:.*]] = arith.addi %{{.*}}, %c3{{.*}} : index
// CHECK: %[[R:.*]] = arith.divsi %[[S]], %[[C4]] : index
// CHECK: %[[E:.*]] = arith.minsi %{{.*}}, %[[R]] : index
// CHECK: scf.for %{{.*}} = %c0{{.*}} to %[[E]]
// CHECK-NOT: scf.if
func.func @scaled(%y: memref<?xf32>, %n: i32, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c256 = arith.constant 256 : index
  %i3 = arith.constant 3 : i32
  %i4 = arith.constant 4 : i32
  %i1023 = arith.constant 1023 : i32
  %i1024 = arith.constant 1024 : i32
  %one = arith.constant 1.0 : f32
  %above = arith.addi %n, %i1023 : i32
  %b = arith.divsi %above, %i1024 : i32
  %blocks = arith.index_cast %b : i32 to index
  %threads = arith.muli %blocks, %c256 : index
  scf.for %i = %c0 to %threads step %c1 {
    %i32 = arith.index_cast %i : index to i32
    %p = arith.muli %i32, %i4 : i32
    %l = arith.addi %p, %i3 : i32
    %c = arith.cmpi slt, %l, %n : i32
    scf.if %c {
      memref.store %one, %y[%i] : memref<?xf32>
    }
  } {xpiler.parallel}
  // Nothing is known of so many threads.
  scf.for %i = %c0 to %m step %c1 {
    %i32 = arith.index_cast %i : index to i32
    %p = arith.muli %i32, %i4 : i32
    %c = arith.cmpi sgt, %n, %p : i32
    scf.if %c {
      memref.store %one, %y[%i] : memref<?xf32>
    }
  } {xpiler.parallel}
  return
}

// -----

// What counts backwards, or in squares, bounds nothing.
// CHECK-LABEL: func.func @no_end
// CHECK: scf.if
// CHECK: scf.if
func.func @no_end(%y: memref<?xf32>, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1.0 : f32
  scf.for %i = %c0 to %m step %c1 {
    %left = arith.subi %n, %i : index
    %c = arith.cmpi slt, %left, %m : index
    scf.if %c {
      memref.store %one, %y[%i] : memref<?xf32>
    }
  }
  scf.for %i = %c0 to %m step %c1 {
    %square = arith.muli %i, %i : index
    %c = arith.cmpi slt, %square, %n : index
    scf.if %c {
      memref.store %one, %y[%i] : memref<?xf32>
    }
  }
  return
}

// -----

// What an iteration keeps for itself need not be computed where nothing that outlives it is; what the bounds imply is asked nowhere.
// CHECK-LABEL: func.func @unobserved
// CHECK: %[[END:[a-z0-9_]+]] = arith.minsi
// CHECK: scf.for %{{.*}} = %c0 to %[[END]] step %c1
// CHECK: memref.alloca
// CHECK: scf.for
// CHECK-NOT: scf.if
// CHECK: return
func.func @unobserved(%x: memref<?xf32>, %y: memref<?xf32>, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %n step %c1 {
    %sum = memref.alloca() {xpiler.name = "sum"} : memref<f32>
    memref.store %zero, %sum[] : memref<f32>
    scf.for %k = %c0 to %n step %c1 {
      %inside = arith.cmpi slt, %i, %m : index
      scf.if %inside {
        %at = arith.addi %i, %k : index
        %v = memref.load %x[%at] : memref<?xf32>
        %s = memref.load %sum[] : memref<f32>
        %t = arith.addf %s, %v : f32
        memref.store %t, %sum[] : memref<f32>
      }
    }
    %below = arith.cmpi slt, %i, %m : index
    scf.if %below {
      %r = memref.load %sum[] : memref<f32>
      memref.store %r, %y[%i] : memref<?xf32>
    }
  }
  return
}

// -----

// But where something does outlive it, the guard stays.
// CHECK-LABEL: func.func @observed
// CHECK: scf.for %{{.*}} = %c0 to %arg2 step %c1
// CHECK: scf.if
func.func @observed(%x: memref<?xf32>, %y: memref<?xf32>, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %n step %c1 {
    memref.store %zero, %x[%i] : memref<?xf32>
    %below = arith.cmpi slt, %i, %m : index
    scf.if %below {
      memref.store %zero, %y[%i] : memref<?xf32>
    }
  }
  return
}

// -----

// One lane of each warp: the loop counts warps.
// CHECK-LABEL: func.func @warps
// CHECK: scf.for %[[W:[a-z0-9]+]] = %c0 to %c4 step %c1
// CHECK: %[[T:[0-9]+]] = arith.muli %[[W]], %c32
// CHECK: memref.load %arg0[%[[T]]]
// CHECK-NOT: scf.if
// CHECK: memref.store %{{.*}}, %arg1[%[[W]]]
func.func @warps(%x: memref<?xf32>, %y: memref<?xf32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %c128 = arith.constant 128 : index
  scf.for %t = %c0 to %c128 step %c1 {
    %lane = arith.remui %t, %c32 : index
    %first = arith.cmpi eq, %lane, %c0 : index
    scf.if %first {
      %warp = arith.divui %t, %c32 : index
      %v = memref.load %x[%t] : memref<?xf32>
      memref.store %v, %y[%warp] : memref<?xf32>
    }
  }
  return
}

// -----

// Another lane than the first one stays a guard.
// CHECK-LABEL: func.func @second
// CHECK: scf.for %{{.*}} = %c0 to %c128 step %c1
// CHECK: scf.if
func.func @second(%x: memref<?xf32>, %y: memref<?xf32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %c128 = arith.constant 128 : index
  scf.for %t = %c0 to %c128 step %c1 {
    %lane = arith.remui %t, %c32 : index
    %first = arith.cmpi eq, %lane, %c1 : index
    scf.if %first {
      %v = memref.load %x[%t] : memref<?xf32>
      memref.store %v, %y[%t] : memref<?xf32>
    }
  }
  return
}
