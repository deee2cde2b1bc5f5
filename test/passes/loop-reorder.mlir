// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-reorder{loops=k,i,j})' -split-input-file | FileCheck %s

// A product into memory: `i` and `j` tell its elements apart, so `k` may go outside. What bounds do not need moves inside.
// CHECK: module attributes {xpiler.obligations = ["loop-reorder{loops=k,i,j}: no dependence is turned around (dependence)"]}
// CHECK: scf.for %[[K:.*]] = %c0 to %arg5 step %c1
// CHECK:   scf.for %[[I:.*]] = %c0 to %arg3 step %c1
// CHECK:     scf.for %[[J:.*]] = %c0 to %arg4 step %c1
// CHECK:       arith.muli %[[I]], %arg5
// CHECK:       arith.muli %[[K]], %arg4
// CHECK:     } {xpiler.name = "j"}
// CHECK:   } {xpiler.bind = "blockIdx.x", xpiler.name = "i", xpiler.parallel}
// CHECK: } {xpiler.name = "k"}
func.func @product(%a: memref<?xf32>, %b: memref<?xf32>, %c: memref<?xf32>, %m: index, %n: index, %l: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %m step %c1 {
    %arow = arith.muli %i, %l : index
    %crow = arith.muli %i, %n : index
    scf.for %j = %c0 to %n step %c1 {
      %ci = arith.addi %crow, %j : index
      scf.for %k = %c0 to %l step %c1 {
        %ai = arith.addi %arow, %k : index
        %brow = arith.muli %k, %n : index
        %bi = arith.addi %brow, %j : index
        %x = memref.load %a[%ai] : memref<?xf32>
        %y = memref.load %b[%bi] : memref<?xf32>
        %p = arith.mulf %x, %y : f32
        %old = memref.load %c[%ci] : memref<?xf32>
        %new = arith.addf %old, %p : f32
        memref.store %new, %c[%ci] : memref<?xf32>
      } {xpiler.name = "k"}
    } {xpiler.name = "j"}
  } {xpiler.name = "i", xpiler.parallel, xpiler.bind = "blockIdx.x"}
  return
}

// -----

// The tail of a split stays inside the loop it depends on; its bound is computed there again.
// CHECK-LABEL: func.func @tail
// CHECK: scf.for %[[K:.*]] = %c0 to %arg1 step %c32
// CHECK:   %[[LEFT:.*]] = arith.subi %arg1, %[[K]]
// CHECK:   %[[N:.*]] = arith.minsi %[[LEFT]], %c32
// CHECK:   scf.for %[[I:.*]] = %c0 to %[[N]] step %c1
// CHECK:     scf.for %{{.*}} = %c0 to %arg2 step %c1
// CHECK-NEXT:  %[[AT:.*]] = arith.addi %[[K]], %[[I]]
func.func @tail(%x: memref<?x8xf32>, %n: index, %m: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  scf.for %k = %c0 to %n step %c32 {
    %left = arith.subi %n, %k : index
    %t = arith.minsi %left, %c32 : index
    scf.for %j = %c0 to %m step %c1 {
      scf.for %i = %c0 to %t step %c1 {
        %at = arith.addi %k, %i : index
        memref.store %v, %x[%at, %j] : memref<?x8xf32>
      } {xpiler.name = "i"}
    } {xpiler.name = "j"}
  } {xpiler.name = "k"}
  return
}
