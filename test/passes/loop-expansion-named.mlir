// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-expansion{loop=i.i},loop-expansion{loop=j.i})' -split-input-file | FileCheck %s

// A tile of accumulators: one element for each `i.i` and `j.i`, the reduction around both loops.
// CHECK: xpiler.obligations = ["loop-expansion{loop=i.i}: iterations are independent (parallel)", "loop-expansion{loop=j.i}: iterations are independent (dependence)"]
// CHECK: %[[ACC:.*]] = memref.alloca() {xpiler.name = "acc", xpiler.space = "register"} : memref<8x16xf32>
// CHECK: scf.for %[[I:.*]] = %c0 to %{{.*}} step %c1 {
// CHECK:   scf.for %[[J:.*]] = %c0 to %{{.*}} step %c1 {
// CHECK:     memref.store %{{.*}}, %[[ACC]][%[[I]], %[[J]]]
// CHECK:   } {xpiler.name = "j.i"}
// CHECK: } {xpiler.name = "i.i", xpiler.parallel}
// CHECK: scf.for %[[K:.*]] = %c0 to %{{.*}} step %c1 {
// CHECK:   scf.for %[[I:.*]] =
// CHECK:     scf.for %[[J:.*]] =
// CHECK:       memref.load %[[ACC]][%[[I]], %[[J]]]
// CHECK:     } {xpiler.name = "j.i.1"}
// CHECK:   } {xpiler.name = "i.i.1", xpiler.parallel}
// CHECK: } {xpiler.name = "k"}
// CHECK: scf.for %[[I:.*]] =
// CHECK:   scf.for %[[J:.*]] =
// CHECK:     memref.load %[[ACC]][%[[I]], %[[J]]]
// CHECK:   } {xpiler.name = "j.i.2"}
// CHECK: } {xpiler.name = "i.i.2", xpiler.parallel}
func.func @tile(%a: memref<?x?xf32>, %b: memref<?x?xf32>, %c: memref<?x?xf32>, %m: index, %n: index, %l: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  %ic = arith.minsi %m, %c8 : index
  %jc = arith.minsi %c16, %n : index
  scf.for %i = %c0 to %ic step %c1 {
    scf.for %j = %c0 to %jc step %c1 {
      %acc = memref.alloca() {xpiler.name = "acc", xpiler.space = "register"} : memref<f32>
      memref.store %zero, %acc[] : memref<f32>
      scf.for %k = %c0 to %l step %c1 {
        %x = memref.load %a[%i, %k] : memref<?x?xf32>
        %y = memref.load %b[%k, %j] : memref<?x?xf32>
        %p = arith.mulf %x, %y : f32
        %old = memref.load %acc[] : memref<f32>
        %new = arith.addf %old, %p : f32
        memref.store %new, %acc[] : memref<f32>
      } {xpiler.name = "k"}
      %r = memref.load %acc[] : memref<f32>
      memref.store %r, %c[%i, %j] : memref<?x?xf32>
    } {xpiler.name = "j.i"}
  } {xpiler.name = "i.i", xpiler.parallel}
  return
}

// -----

// A loaded value that the inner loop uses is kept in an array; what is computed from it is computed again.
// A variable that one segment uses stays one; control flow that depends on the iteration stays whole.
// CHECK-LABEL: func.func @spill
// CHECK: %[[SPILL:.*]] = memref.alloca() {xpiler.name = "spill"} : memref<4xf32>
// CHECK: scf.for %[[I:.*]] =
// CHECK:   %[[V:.*]] = memref.load %arg0[%[[I]]]
// CHECK:   memref.store %[[V]], %[[SPILL]][%[[I]]]
// CHECK: } {xpiler.name = "i.i"
// CHECK: scf.for %[[J:.*]] =
// CHECK:   scf.for %[[I:.*]] =
// CHECK:     %[[V:.*]] = memref.load %[[SPILL]][%[[I]]]
// CHECK:     arith.mulf %[[V]], %[[V]]
// CHECK:   } {xpiler.name = "i.i.1"
// CHECK: scf.for %[[I:.*]] =
// CHECK:   %[[T:.*]] = memref.alloca() {xpiler.name = "t"} : memref<f32>
// CHECK:   scf.for %{{.*}} = %c0 to %[[I]]
// CHECK:     memref.store %{{.*}}, %[[T]][]
// CHECK: } {xpiler.name = "i.i.2"
// CHECK: scf.for
// CHECK: } {xpiler.name = "j.i"
func.func @spill(%x: memref<?xf32>, %y: memref<?x?xf32>, %z: memref<?xf32>, %n: index, %m: index, %f: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.for %i = %c0 to %c4 step %c1 {
    %t = memref.alloca() {xpiler.name = "t"} : memref<f32>
    %v = memref.load %x[%i] : memref<?xf32>
    %s = arith.mulf %v, %v : f32
    scf.for %k = %c0 to %m step %c1 {
      memref.store %s, %y[%i, %k] : memref<?x?xf32>
    } {xpiler.name = "k"}
    scf.for %k = %c0 to %i step %c1 {
      memref.store %s, %t[] : memref<f32>
    } {xpiler.name = "k.1"}
    %r = memref.load %t[] : memref<f32>
    memref.store %r, %z[%i] : memref<?xf32>
  } {xpiler.name = "i.i", xpiler.parallel}
  scf.for %j = %c0 to %n step %c1 {
    scf.for %k = %c0 to %m step %c1 {
      memref.store %f, %y[%j, %k] : memref<?x?xf32>
    } {xpiler.name = "k.2"}
  } {xpiler.name = "j.i", xpiler.parallel}
  return
}
