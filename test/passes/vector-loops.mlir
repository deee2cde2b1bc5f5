// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-bind{loop=i to=vector},lower-to-simt{platform=cuda})' -split-input-file | FileCheck %s
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-bind{loop=i to=vector},lower-to-simt{platform=cuda})' -split-input-file -o %t
// RUN: awk '/^\/\/ -----/ {++n; next} {print > ("%t." n+0 ".mlir")}' %t
// RUN: xpiler-translate --export-cuda %t.2.mlir | FileCheck %s --check-prefix=COMPUTED
// RUN: xpiler-translate --export-cuda %t.4.mlir | FileCheck %s --check-prefix=ELSEWHERE

// What must be a multiple of the width for the place to be aligned, and for the guard to hold for all elements or none, is asked while running.
// CHECK-LABEL: func.func @guarded(
// CHECK: simt.alloc_shared {xpiler.align = 16 : i64, xpiler.name = "t"} : memref<8x16xf32>
// CHECK: arith.remsi %arg{{.*}}, %c4_i32 : i32
// CHECK: scf.if
// CHECK: vector.load %{{.*}} : memref<?xf32>, vector<4xf32>
// CHECK-NEXT: vector.store %{{.*}} : memref<8x16xf32>, vector<4xf32>
// CHECK-NEXT: } else {
// CHECK-NEXT: scf.for
// CHECK: memref.store %{{.*}} : memref<8x16xf32>
func.func @guarded_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n*k"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "n"}, %n: i32 {xpiler.name = "n"}, %k: i32 {xpiler.name = "k"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  %ni = arith.index_cast %n : i32 to index
  %ki = arith.index_cast %k : i32 to index
  scf.for %b = %c0 to %ni step %c8 {
    %t = memref.alloca() {xpiler.name = "t", xpiler.space = "shared"} : memref<8x16xf32>
    scf.for %r = %c0 to %c8 step %c1 {
      scf.for %c = %c0 to %c4 step %c1 {
        scf.for %i = %c0 to %c4 step %c1 {
          %c.4 = arith.muli %c, %c4 : index
          %column = arith.addi %c.4, %i : index
          %inside = arith.cmpi slt, %column, %ki : index
          scf.if %inside {
            %row = arith.addi %b, %r : index
            %start = arith.muli %row, %ki : index
            %at = arith.addi %start, %column : index
            %v = memref.load %x[%at] : memref<?xf32>
            memref.store %v, %t[%r, %column] : memref<8x16xf32>
          } else {
            memref.store %zero, %t[%r, %column] : memref<8x16xf32>
          }
        } {xpiler.name = "i", xpiler.parallel}
      } {xpiler.name = "c", xpiler.parallel, xpiler.bind = "threadIdx.y"}
    } {xpiler.name = "r", xpiler.parallel, xpiler.bind = "threadIdx.x"}
    scf.for %r = %c0 to %c8 step %c1 {
      %v = memref.load %t[%r, %c0] : memref<8x16xf32>
      %row = arith.addi %b, %r : index
      memref.store %v, %y[%row] : memref<?xf32>
    } {xpiler.name = "r2", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  } {xpiler.name = "b", xpiler.parallel, xpiler.bind = "blockIdx.x"}
  return
}

// -----

// Nothing to ask: the places are multiples of 16 as they stand, also behind a quotient and a rest of whole groups.
// CHECK-LABEL: func.func @grouped(
// CHECK-NOT: arith.remsi
// CHECK: vector.load %{{.*}} : memref<?xi8>, vector<16xi8>
// CHECK: vector.store %{{.*}} : memref<2x16xi8>, vector<16xi8>
// CHECK-NOT: memref.store %{{.*}} : memref<2x16xi8>
func.func @grouped_launch(%x: memref<?xi8> {xpiler.name = "x", xpiler.extent = "n"}, %y: memref<?xi8> {xpiler.name = "y", xpiler.extent = "n"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %ni = arith.index_cast %n : i32 to index
  scf.for %b = %c0 to %ni step %c32 {
    %t = memref.alloca() {xpiler.name = "t", xpiler.space = "shared"} : memref<2x16xi8>
    scf.for %c = %c0 to %c2 step %c1 {
      scf.for %i = %c0 to %c16 step %c1 {
        %c.16 = arith.muli %c, %c16 : index
        %column = arith.addi %c.16, %i : index
        %at = arith.addi %b, %column : index
        %v = memref.load %x[%at] : memref<?xi8>
        %group = arith.divui %column, %c16 : index
        %rest = arith.remui %column, %c16 : index
        memref.store %v, %t[%group, %rest] : memref<2x16xi8>
      } {xpiler.name = "i", xpiler.parallel}
    } {xpiler.name = "c", xpiler.parallel, xpiler.bind = "threadIdx.x"}
    scf.for %c = %c0 to %c2 step %c1 {
      %v = memref.load %t[%c, %c0] : memref<2x16xi8>
      %at = arith.addi %b, %c : index
      memref.store %v, %y[%at] : memref<?xi8>
    } {xpiler.name = "c2", xpiler.parallel, xpiler.bind = "threadIdx.x"}
  } {xpiler.name = "b", xpiler.parallel, xpiler.bind = "blockIdx.x"}
  return
}

// -----

// What is computed, element by element, where all of the group are below the bound; what is the same for all is loaded once.
// COMPUTED: if ([[AT:.*]] + 3 < n) {
// COMPUTED: const float4 [[X:v[0-9]]] = *reinterpret_cast<const float4 *>(&x[[[AT]]]);
// COMPUTED: const char4 [[Q:v[0-9]]] = *reinterpret_cast<const char4 *>(&q[[[AT]]]);
// COMPUTED: *reinterpret_cast<float4 *>(&y[[[AT]]]) = make_float4(
// CHECK-LABEL: func.func @computed(
// CHECK: arith.cmpi slt, %[[AT:[0-9]+]], %{{.*}}
// CHECK: %[[LAST:[0-9]+]] = arith.addi %[[AT]], %c3
// CHECK: %[[ALL:[0-9]+]] = arith.cmpi slt, %[[LAST]], %{{.*}}
// CHECK-NOT: arith.remsi
// CHECK: scf.if %[[ALL]] {
// CHECK: %[[X:[0-9]+]] = vector.load %{{.*}}[%[[AT]]] : memref<?xf32>, vector<4xf32>
// CHECK: %[[Q:[0-9]+]] = vector.load %{{.*}}[%[[AT]]] : memref<?xi8>, vector<4xi8>
// CHECK: vector.extract %[[X]][0]
// CHECK: vector.extract %[[Q]][0]
// CHECK: %[[SCALE:[0-9]+]] = memref.load %{{.*}}[%c0] : memref<?xf32>
// CHECK: vector.extract %[[X]][3]
// CHECK-NOT: memref.load
// CHECK: %[[Y:[0-9]+]] = vector.from_elements
// CHECK: vector.store %[[Y]], %{{.*}}[%[[AT]]] : memref<?xf32>, vector<4xf32>
// CHECK: } else {
// CHECK: scf.for
// CHECK: memref.store
func.func @computed_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n*n"}, %q: memref<?xi8> {xpiler.name = "q", xpiler.extent = "n*n"}, %s: memref<?xf32> {xpiler.name = "s", xpiler.extent = "n*n"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "n*n"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %ni = arith.index_cast %n : i32 to index
  scf.for %o = %c0 to %ni step %c4 {
    scf.for %i = %c0 to %c4 step %c1 {
      %at = arith.addi %o, %i : index
      %below = arith.cmpi slt, %at, %ni : index
      scf.if %below {
        %v = memref.load %x[%at] : memref<?xf32>
        %byte = memref.load %q[%at] : memref<?xi8>
        %scale = memref.load %s[%c0] : memref<?xf32>
        %f = arith.sitofp %byte : i8 to f32
        %g = arith.mulf %f, %scale : f32
        %w = arith.addf %v, %g : f32
        memref.store %w, %y[%at] : memref<?xf32>
      }
    } {xpiler.name = "i", xpiler.parallel}
  } {xpiler.name = "o", xpiler.parallel}
  return
}

// -----

// Rows whose length must be a multiple of the width; what is added to each of them need not be asked for, nor whether a group begins below the end.
// CHECK-LABEL: func.func @bias(
// CHECK: %[[REST:[0-9]+]] = arith.remsi %{{.*}}, %c4_i32
// CHECK: %[[WHOLE:[0-9]+]] = arith.cmpi eq, %[[REST]],
// CHECK-NOT: arith.remsi
// CHECK: scf.if %[[WHOLE]] {
// CHECK-COUNT-2: vector.load
// CHECK: vector.from_elements
// CHECK: vector.store
func.func @bias_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n*n"}, %b: memref<?xf32> {xpiler.name = "b", xpiler.extent = "n*n"}, %n: i32 {xpiler.name = "n"}, %k: i32 {xpiler.name = "k"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %ni = arith.index_cast %n : i32 to index
  %ki = arith.index_cast %k : i32 to index
  scf.for %r = %c0 to %ni step %c1 {
    scf.for %o = %c0 to %ki step %c4 {
      scf.for %i = %c0 to %c4 step %c1 {
        %c = arith.addi %o, %i : index
        %below = arith.cmpi slt, %c, %ki : index
        scf.if %below {
          %row = arith.muli %r, %ki : index
          %at = arith.addi %row, %c : index
          %v = memref.load %x[%at] : memref<?xf32>
          %bias = memref.load %b[%c] : memref<?xf32>
          %w = arith.addf %v, %bias : f32
          memref.store %w, %x[%at] : memref<?xf32>
        }
      } {xpiler.name = "i", xpiler.parallel}
    } {xpiler.name = "o", xpiler.parallel}
  } {xpiler.name = "r", xpiler.parallel}
  return
}

// -----

// The place that is stored to is another one than those that are loaded.
// ELSEWHERE: const float4 [[V:v[0-9]]] = *reinterpret_cast<const float4 *>(&x[
// ELSEWHERE-NEXT: *reinterpret_cast<float4 *>(&y[{{.*}}]) = make_float4([[V]].x + [[V]].x, [[V]].y + [[V]].y, [[V]].z + [[V]].z, [[V]].w + [[V]].w);
// CHECK-LABEL: func.func @elsewhere(
// CHECK: vector.from_elements
// CHECK-NEXT: vector.store
func.func @elsewhere_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n*n"}, %y: memref<?xf32> {xpiler.name = "y", xpiler.extent = "n*n"}, %n: i32 {xpiler.name = "n"}, %k: i32 {xpiler.name = "k"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %ni = arith.index_cast %n : i32 to index
  %ki = arith.index_cast %k : i32 to index
  scf.for %r = %c0 to %ni step %c1 {
    scf.for %o = %c0 to %ki step %c4 {
      scf.for %i = %c0 to %c4 step %c1 {
        %c = arith.addi %o, %i : index
        %below = arith.cmpi slt, %c, %ki : index
        scf.if %below {
          %row = arith.muli %r, %ki : index
          %at = arith.addi %row, %c : index
          %v = memref.load %x[%at] : memref<?xf32>
          %w = arith.addf %v, %v : f32
          %wide = arith.addi %ki, %c8 : index
          %other = arith.muli %r, %wide : index
          %behind = arith.addi %other, %c4 : index
          %to = arith.addi %behind, %c : index
          memref.store %w, %y[%to] : memref<?xf32>
        }
      } {xpiler.name = "i", xpiler.parallel}
    } {xpiler.name = "o", xpiler.parallel}
  } {xpiler.name = "r", xpiler.parallel}
  return
}
