// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-bind{loop=i to=vector},lower-to-simt{platform=cuda})' -split-input-file | FileCheck %s --implicit-check-not=vector.
// What cannot be one access stays a loop.
// Every second element.
// CHECK-LABEL: func.func @strided(
// CHECK: memref.store %{{.*}} : memref<8x4xf32>
func.func @strided_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n*k"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "n"}, %n: i32 {xpiler.name = "n"}, %k: i32 {xpiler.name = "k"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %ni = arith.index_cast %n : i32 to index
  %ki = arith.index_cast %k : i32 to index
  scf.for %b = %c0 to %ni step %c8 {
    %t = memref.alloca() {xpiler.name = "t", xpiler.space = "shared"} : memref<8x4xf32>
    scf.for %r = %c0 to %c8 step %c1 {
      scf.for %i = %c0 to %c4 step %c1 {
        %row = arith.addi %b, %r : index
        %start = arith.muli %row, %ki : index
        %i.2 = arith.muli %i, %c2 : index
        %at = arith.addi %start, %i.2 : index
        %v = memref.load %x[%at] : memref<?xf32>
        memref.store %v, %t[%r, %i] : memref<8x4xf32>
      } {xpiler.name = "i", xpiler.parallel}
    } {xpiler.name = "r", xpiler.parallel, xpiler.bind = "threadIdx.x"}
    scf.for %r = %c0 to %c8 step %c1 {
      %v = memref.load %t[%r, %c0] : memref<8x4xf32>
      %row = arith.addi %b, %r : index
      memref.store %v, %y[%row] : memref<?xf32>
    } {xpiler.name = "r2", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  } {xpiler.name = "b", xpiler.parallel, xpiler.bind = "blockIdx.x"}
  return
}

// -----

// One element behind a multiple of the width.
// CHECK-LABEL: func.func @shifted(
// CHECK: memref.store %{{.*}} : memref<8x4xf32>
func.func @shifted_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n*k"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "n"}, %n: i32 {xpiler.name = "n"}, %k: i32 {xpiler.name = "k"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %ni = arith.index_cast %n : i32 to index
  %ki = arith.index_cast %k : i32 to index
  scf.for %b = %c0 to %ni step %c8 {
    %t = memref.alloca() {xpiler.name = "t", xpiler.space = "shared"} : memref<8x4xf32>
    scf.for %r = %c0 to %c8 step %c1 {
      scf.for %i = %c0 to %c4 step %c1 {
        %row = arith.addi %b, %r : index
        %start = arith.muli %row, %ki : index
        %next = arith.addi %start, %c1 : index
        %at = arith.addi %next, %i : index
        %v = memref.load %x[%at] : memref<?xf32>
        memref.store %v, %t[%r, %i] : memref<8x4xf32>
      } {xpiler.name = "i", xpiler.parallel}
    } {xpiler.name = "r", xpiler.parallel, xpiler.bind = "threadIdx.x"}
    scf.for %r = %c0 to %c8 step %c1 {
      %v = memref.load %t[%r, %c0] : memref<8x4xf32>
      %row = arith.addi %b, %r : index
      memref.store %v, %y[%row] : memref<?xf32>
    } {xpiler.name = "r2", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  } {xpiler.name = "b", xpiler.parallel, xpiler.bind = "blockIdx.x"}
  return
}

// -----

// Elements that are turned around within their group.
// CHECK-LABEL: func.func @wrapped(
// CHECK: memref.store %{{.*}} : memref<8x4xf32>
func.func @wrapped_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n*k"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "n"}, %n: i32 {xpiler.name = "n"}, %k: i32 {xpiler.name = "k"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %ni = arith.index_cast %n : i32 to index
  %ki = arith.index_cast %k : i32 to index
  scf.for %b = %c0 to %ni step %c8 {
    %t = memref.alloca() {xpiler.name = "t", xpiler.space = "shared"} : memref<8x4xf32>
    scf.for %r = %c0 to %c8 step %c1 {
      scf.for %i = %c0 to %c4 step %c1 {
        %row = arith.addi %b, %r : index
        %start = arith.muli %row, %ki : index
        %moved = arith.addi %i, %c2 : index
        %place = arith.remui %moved, %c4 : index
        %at = arith.addi %start, %i : index
        %v = memref.load %x[%at] : memref<?xf32>
        memref.store %v, %t[%r, %place] : memref<8x4xf32>
      } {xpiler.name = "i", xpiler.parallel}
    } {xpiler.name = "r", xpiler.parallel, xpiler.bind = "threadIdx.x"}
    scf.for %r = %c0 to %c8 step %c1 {
      %v = memref.load %t[%r, %c0] : memref<8x4xf32>
      %row = arith.addi %b, %r : index
      memref.store %v, %y[%row] : memref<?xf32>
    } {xpiler.name = "r2", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  } {xpiler.name = "b", xpiler.parallel, xpiler.bind = "blockIdx.x"}
  return
}

// -----

// Elements of a column of the array.
// CHECK-LABEL: func.func @turned(
// CHECK: memref.store %{{.*}} : memref<8x4xf32>
func.func @turned_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n*k"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "n"}, %n: i32 {xpiler.name = "n"}, %k: i32 {xpiler.name = "k"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %ni = arith.index_cast %n : i32 to index
  %ki = arith.index_cast %k : i32 to index
  scf.for %b = %c0 to %ni step %c8 {
    %t = memref.alloca() {xpiler.name = "t", xpiler.space = "shared"} : memref<8x4xf32>
    scf.for %r = %c0 to %c8 step %c1 {
      scf.for %i = %c0 to %c4 step %c1 {
        %row = arith.addi %b, %r : index
        %start = arith.muli %row, %ki : index
        %at = arith.addi %start, %i : index
        %v = memref.load %x[%at] : memref<?xf32>
        memref.store %v, %t[%i, %r] : memref<8x4xf32>
      } {xpiler.name = "i", xpiler.parallel}
    } {xpiler.name = "r", xpiler.parallel, xpiler.bind = "threadIdx.x"}
    scf.for %r = %c0 to %c8 step %c1 {
      %v = memref.load %t[%r, %c0] : memref<8x4xf32>
      %row = arith.addi %b, %r : index
      memref.store %v, %y[%row] : memref<?xf32>
    } {xpiler.name = "r2", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  } {xpiler.name = "b", xpiler.parallel, xpiler.bind = "blockIdx.x"}
  return
}

// -----

// Rows of the array that do not start at multiples of the width.
// CHECK-LABEL: func.func @narrow(
// CHECK: memref.store %{{.*}} : memref<8x6xf32>
func.func @narrow_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n*k"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "n"}, %n: i32 {xpiler.name = "n"}, %k: i32 {xpiler.name = "k"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %ni = arith.index_cast %n : i32 to index
  %ki = arith.index_cast %k : i32 to index
  scf.for %b = %c0 to %ni step %c8 {
    %t = memref.alloca() {xpiler.name = "t", xpiler.space = "shared"} : memref<8x6xf32>
    scf.for %r = %c0 to %c8 step %c1 {
      scf.for %i = %c0 to %c4 step %c1 {
        %row = arith.addi %b, %r : index
        %start = arith.muli %row, %ki : index
        %at = arith.addi %start, %i : index
        %v = memref.load %x[%at] : memref<?xf32>
        memref.store %v, %t[%r, %i] : memref<8x6xf32>
      } {xpiler.name = "i", xpiler.parallel}
    } {xpiler.name = "r", xpiler.parallel, xpiler.bind = "threadIdx.x"}
    scf.for %r = %c0 to %c8 step %c1 {
      %v = memref.load %t[%r, %c0] : memref<8x6xf32>
      %row = arith.addi %b, %r : index
      memref.store %v, %y[%row] : memref<?xf32>
    } {xpiler.name = "r2", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  } {xpiler.name = "b", xpiler.parallel, xpiler.bind = "blockIdx.x"}
  return
}

// -----

// A bound that one element more may reach.
// CHECK-LABEL: func.func @reached(
// CHECK: memref.store %{{.*}} : memref<8x4xf32>
func.func @reached_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n*k"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "n"}, %n: i32 {xpiler.name = "n"}, %k: i32 {xpiler.name = "k"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %ni = arith.index_cast %n : i32 to index
  %ki = arith.index_cast %k : i32 to index
  scf.for %b = %c0 to %ni step %c8 {
    %t = memref.alloca() {xpiler.name = "t", xpiler.space = "shared"} : memref<8x4xf32>
    scf.for %r = %c0 to %c8 step %c1 {
      scf.for %i = %c0 to %c4 step %c1 {
        %row = arith.addi %b, %r : index
        %start = arith.muli %row, %ki : index
        %at = arith.addi %start, %i : index
        %inside = arith.cmpi sle, %i, %ki : index
        scf.if %inside {
        %v = memref.load %x[%at] : memref<?xf32>
        memref.store %v, %t[%r, %i] : memref<8x4xf32>
        }
      } {xpiler.name = "i", xpiler.parallel}
    } {xpiler.name = "r", xpiler.parallel, xpiler.bind = "threadIdx.x"}
    scf.for %r = %c0 to %c8 step %c1 {
      %v = memref.load %t[%r, %c0] : memref<8x4xf32>
      %row = arith.addi %b, %r : index
      memref.store %v, %y[%row] : memref<?xf32>
    } {xpiler.name = "r2", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  } {xpiler.name = "b", xpiler.parallel, xpiler.bind = "blockIdx.x"}
  return
}

// -----

// All elements but the first.
// CHECK-LABEL: func.func @reversed(
// CHECK: memref.store %{{.*}} : memref<8x4xf32>
func.func @reversed_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n*k"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "n"}, %n: i32 {xpiler.name = "n"}, %k: i32 {xpiler.name = "k"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %ni = arith.index_cast %n : i32 to index
  %ki = arith.index_cast %k : i32 to index
  scf.for %b = %c0 to %ni step %c8 {
    %t = memref.alloca() {xpiler.name = "t", xpiler.space = "shared"} : memref<8x4xf32>
    scf.for %r = %c0 to %c8 step %c1 {
      scf.for %i = %c0 to %c4 step %c1 {
        %row = arith.addi %b, %r : index
        %start = arith.muli %row, %ki : index
        %at = arith.addi %start, %i : index
        %inside = arith.cmpi slt, %c0, %i : index
        scf.if %inside {
        %v = memref.load %x[%at] : memref<?xf32>
        memref.store %v, %t[%r, %i] : memref<8x4xf32>
        }
      } {xpiler.name = "i", xpiler.parallel}
    } {xpiler.name = "r", xpiler.parallel, xpiler.bind = "threadIdx.x"}
    scf.for %r = %c0 to %c8 step %c1 {
      %v = memref.load %t[%r, %c0] : memref<8x4xf32>
      %row = arith.addi %b, %r : index
      memref.store %v, %y[%row] : memref<?xf32>
    } {xpiler.name = "r2", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  } {xpiler.name = "b", xpiler.parallel, xpiler.bind = "blockIdx.x"}
  return
}

// -----

// There are no vectors of 16-bit floats whose elements could be looked at.
// CHECK-LABEL: func.func @halves(
// CHECK: memref.store %{{.*}} : memref<?xf16>
func.func @halves_launch(%x: memref<?xf16> {xpiler.name = "x", xpiler.extent = "2*n+1"}, %y: memref<?xf16> {xpiler.name = "y", xpiler.extent = "2*n+1"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %lanes = arith.constant 4 : index
  %ni = arith.index_cast %n : i32 to index
  scf.for %o = %c0 to %ni step %lanes {
    scf.for %i = %c0 to %lanes step %c1 {
      %at = arith.addi %o, %i : index
      %v = memref.load %x[%at] : memref<?xf16>
      %w = arith.addf %v, %v : f16
      memref.store %w, %y[%at] : memref<?xf16>
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  return
}

// -----

// Nor of eight bytes.
// CHECK-LABEL: func.func @many(
// CHECK: memref.store %{{.*}} : memref<?xi8>
func.func @many_launch(%x: memref<?xi8> {xpiler.name = "x", xpiler.extent = "2*n+1"}, %y: memref<?xi8> {xpiler.name = "y", xpiler.extent = "2*n+1"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %lanes = arith.constant 8 : index
  %ni = arith.index_cast %n : i32 to index
  scf.for %o = %c0 to %ni step %lanes {
    scf.for %i = %c0 to %lanes step %c1 {
      %at = arith.addi %o, %i : index
      %v = memref.load %x[%at] : memref<?xi8>
      %w = arith.addi %v, %v : i8
      memref.store %w, %y[%at] : memref<?xi8>
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  return
}

// -----

// Which elements are stored depends on what is loaded.
// CHECK-LABEL: func.func @by_data(
// CHECK: memref.store %{{.*}} : memref<?xi32>
func.func @by_data_launch(%x: memref<?xi32> {xpiler.name = "x", xpiler.extent = "2*n+1"}, %y: memref<?xi32> {xpiler.name = "y", xpiler.extent = "2*n+1"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %lanes = arith.constant 4 : index
  %ni = arith.index_cast %n : i32 to index
  scf.for %o = %c0 to %ni step %lanes {
    scf.for %i = %c0 to %lanes step %c1 {
      %at = arith.addi %o, %i : index
      %v = memref.load %x[%at] : memref<?xi32>
      %zero = arith.constant 0 : i32
      %some = arith.cmpi slt, %zero, %v : i32
      scf.if %some {
        memref.store %v, %y[%at] : memref<?xi32>
      }
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  return
}

// -----

// What is loaded decides what is loaded next.
// CHECK-LABEL: func.func @table(
// CHECK: memref.store %{{.*}} : memref<?xi32>
func.func @table_launch(%x: memref<?xi32> {xpiler.name = "x", xpiler.extent = "2*n+1"}, %y: memref<?xi32> {xpiler.name = "y", xpiler.extent = "2*n+1"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %lanes = arith.constant 4 : index
  %ni = arith.index_cast %n : i32 to index
  scf.for %o = %c0 to %ni step %lanes {
    scf.for %i = %c0 to %lanes step %c1 {
      %at = arith.addi %o, %i : index
      %v = memref.load %x[%at] : memref<?xi32>
      %place = arith.index_cast %v : i32 to index
      %w = memref.load %x[%place] : memref<?xi32>
      memref.store %w, %y[%at] : memref<?xi32>
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  return
}

// -----

// A bound that is loaded, where it may not be there.
// CHECK-LABEL: func.func @loaded_bound(
// CHECK: memref.store %{{.*}} : memref<?xi32>
func.func @loaded_bound_launch(%x: memref<?xi32> {xpiler.name = "x", xpiler.extent = "2*n+1"}, %y: memref<?xi32> {xpiler.name = "y", xpiler.extent = "2*n+1"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %lanes = arith.constant 4 : index
  %ni = arith.index_cast %n : i32 to index
  scf.for %o = %c0 to %ni step %lanes {
    scf.for %i = %c0 to %lanes step %c1 {
      %at = arith.addi %o, %i : index
      %some = arith.cmpi slt, %o, %c1 : index
      scf.if %some {
        %v = memref.load %x[%c0] : memref<?xi32>
        %bound = arith.index_cast %v : i32 to index
        %below = arith.cmpi slt, %at, %bound : index
        scf.if %below {
          %w = memref.load %x[%at] : memref<?xi32>
          memref.store %w, %y[%at] : memref<?xi32>
        }
      }
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  return
}

// -----

// Stored one element behind a multiple of the width.
// CHECK-LABEL: func.func @behind(
// CHECK: memref.store %{{.*}} : memref<?xf32>
func.func @behind_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "2*n+1"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "2*n+1"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %lanes = arith.constant 4 : index
  %ni = arith.index_cast %n : i32 to index
  scf.for %o = %c0 to %ni step %lanes {
    scf.for %i = %c0 to %lanes step %c1 {
      %at = arith.addi %o, %i : index
      %v = memref.load %x[%at] : memref<?xf32>
      %next = arith.addi %at, %c1 : index
      memref.store %v, %y[%next] : memref<?xf32>
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  return
}

// -----

// Stored at every second place.
// CHECK-LABEL: func.func @spread(
// CHECK: memref.store %{{.*}} : memref<?xf32>
func.func @spread_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "2*n+1"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "2*n+1"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %lanes = arith.constant 4 : index
  %ni = arith.index_cast %n : i32 to index
  scf.for %o = %c0 to %ni step %lanes {
    scf.for %i = %c0 to %lanes step %c1 {
      %at = arith.addi %o, %i : index
      %v = memref.load %x[%at] : memref<?xf32>
      %next = arith.addi %at, %at : index
      memref.store %v, %y[%next] : memref<?xf32>
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  return
}

// -----

// Loaded twice, once not from a multiple of the width on.
// CHECK-LABEL: func.func @neighbour(
// CHECK: memref.store %{{.*}} : memref<?xf32>
func.func @neighbour_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "2*n+1"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "2*n+1"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %lanes = arith.constant 4 : index
  %ni = arith.index_cast %n : i32 to index
  scf.for %o = %c0 to %ni step %lanes {
    scf.for %i = %c0 to %lanes step %c1 {
      %at = arith.addi %o, %i : index
      %v = memref.load %x[%at] : memref<?xf32>
      %next = arith.addi %at, %c1 : index
      %w = memref.load %x[%next] : memref<?xf32>
      %sum = arith.addf %v, %w : f32
      memref.store %sum, %y[%at] : memref<?xf32>
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  return
}

// -----

// Nothing is loaded that follows.
// CHECK-LABEL: func.func @constant(
// CHECK: memref.store %{{.*}} : memref<?xf32>
func.func @constant_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "2*n+1"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "2*n+1"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %lanes = arith.constant 4 : index
  %ni = arith.index_cast %n : i32 to index
  scf.for %o = %c0 to %ni step %lanes {
    scf.for %i = %c0 to %lanes step %c1 {
      %at = arith.addi %o, %i : index
      %v = memref.load %x[%c0] : memref<?xf32>
      memref.store %v, %y[%at] : memref<?xf32>
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  return
}

// -----

// More is stored than once.
// CHECK-LABEL: func.func @twice(
// CHECK: memref.store %{{.*}} : memref<?xf32>
func.func @twice_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "2*n+1"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "2*n+1"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %lanes = arith.constant 4 : index
  %ni = arith.index_cast %n : i32 to index
  scf.for %o = %c0 to %ni step %lanes {
    scf.for %i = %c0 to %lanes step %c1 {
      %at = arith.addi %o, %i : index
      %v = memref.load %x[%at] : memref<?xf32>
      memref.store %v, %y[%at] : memref<?xf32>
      memref.store %v, %x[%at] : memref<?xf32>
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  return
}

// -----

// A quotient that means something only where the condition around it holds.
// CHECK-LABEL: func.func @divided(
// CHECK: memref.store %{{.*}} : memref<?xf32>
func.func @divided_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "2*n+1"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "2*n+1"}, %n: i32 {xpiler.name = "n"}, %d: i32 {xpiler.name = "d"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %lanes = arith.constant 4 : index
  %ni = arith.index_cast %n : i32 to index
  %di = arith.index_cast %d : i32 to index
  scf.for %o = %c0 to %ni step %lanes {
    scf.for %i = %c0 to %lanes step %c1 {
      %at = arith.addi %o, %i : index
      %some = arith.cmpi ne, %di, %c0 : index
      scf.if %some {
        %part = arith.divsi %ni, %di : index
        %more = arith.cmpi sgt, %part, %c3 : index
        scf.if %more {
          %v = memref.load %x[%at] : memref<?xf32>
          memref.store %v, %y[%at] : memref<?xf32>
        }
      }
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  return
}

// -----

// One of two conditions.
// CHECK-LABEL: func.func @either(
// CHECK: memref.store %{{.*}} : memref<?xf32>
func.func @either_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "2*n+1"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "2*n+1"}, %n: i32 {xpiler.name = "n"}, %d: i32 {xpiler.name = "d"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %lanes = arith.constant 4 : index
  %ni = arith.index_cast %n : i32 to index
  %di = arith.index_cast %d : i32 to index
  scf.for %o = %c0 to %ni step %lanes {
    scf.for %i = %c0 to %lanes step %c1 {
      %at = arith.addi %o, %i : index
      %below = arith.cmpi slt, %at, %ni : index
      %some = arith.cmpi slt, %at, %di : index
      %one = arith.ori %below, %some : i1
      scf.if %one {
        %v = memref.load %x[%at] : memref<?xf32>
        memref.store %v, %y[%at] : memref<?xf32>
      }
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  return
}

// -----

// Numbers compared without signs.
// CHECK-LABEL: func.func @unsigned(
// CHECK: memref.store %{{.*}} : memref<?xf32>
func.func @unsigned_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "2*n+1"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "2*n+1"}, %n: i32 {xpiler.name = "n"}, %d: i32 {xpiler.name = "d"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %lanes = arith.constant 4 : index
  %ni = arith.index_cast %n : i32 to index
  %di = arith.index_cast %d : i32 to index
  scf.for %o = %c0 to %ni step %lanes {
    scf.for %i = %c0 to %lanes step %c1 {
      %at = arith.addi %o, %i : index
      %below = arith.cmpi ult, %at, %ni : index
      scf.if %below {
        %v = memref.load %x[%at] : memref<?xf32>
        memref.store %v, %y[%at] : memref<?xf32>
      }
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  return
}

// -----

// What is loaded decides in the outer of two branches.
// CHECK-LABEL: func.func @outer_by_data(
// CHECK: memref.store %{{.*}} : memref<?xi32>
func.func @outer_by_data_launch(%x: memref<?xi32> {xpiler.name = "x", xpiler.extent = "2*n+1"}, %y: memref<?xi32> {xpiler.name = "y", xpiler.extent = "2*n+1"}, %n: i32 {xpiler.name = "n"}, %d: i32 {xpiler.name = "d"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %lanes = arith.constant 4 : index
  %ni = arith.index_cast %n : i32 to index
  %di = arith.index_cast %d : i32 to index
  scf.for %o = %c0 to %ni step %lanes {
    scf.for %i = %c0 to %lanes step %c1 {
      %at = arith.addi %o, %i : index
      %v = memref.load %x[%at] : memref<?xi32>
      %zero = arith.constant 0 : i32
      %some = arith.cmpi slt, %zero, %v : i32
      scf.if %some {
        %below = arith.cmpi slt, %at, %ni : index
        scf.if %below {
          memref.store %v, %y[%at] : memref<?xi32>
        }
      }
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  return
}
