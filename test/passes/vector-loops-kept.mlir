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

// A bound within the group.
// CHECK-LABEL: func.func @cut(
// CHECK: memref.store %{{.*}} : memref<8x4xf32>
func.func @cut_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n*k"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "n"}, %n: i32 {xpiler.name = "n"}, %k: i32 {xpiler.name = "k"}) attributes {xpiler.entry} {
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
        %bound = arith.subi %ki, %c1 : index
        %inside = arith.cmpi slt, %i, %bound : index
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

// What is stored is computed.
// CHECK-LABEL: func.func @computed(
// CHECK: memref.store %{{.*}} : memref<8x4xf32>
func.func @computed_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n*k"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "n"}, %n: i32 {xpiler.name = "n"}, %k: i32 {xpiler.name = "k"}) attributes {xpiler.entry} {
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
        %w = arith.addf %v, %v : f32
        memref.store %w, %t[%r, %i] : memref<8x4xf32>
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
