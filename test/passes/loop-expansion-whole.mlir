// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-expansion{loop=i whole=true})' -split-input-file | FileCheck %s

// Every loop inside is a nest of its own; what an iteration keeps is a line of an array.
// CHECK: xpiler.obligations = ["loop-expansion{loop=i whole=true}: iterations are independent (parallel)"]
// CHECK-LABEL: func.func @rows
// CHECK: %[[P:.*]] = memref.alloca() {xpiler.name = "p"} : memref<8x16xf32>
// CHECK: scf.for %[[I:.*]] = %c0 to %c8 step %c1 {
// CHECK:   scf.for %[[J:.*]] = %c0 to %c16 step %c1 {
// CHECK:     memref.alloca() {xpiler.name = "s"} : memref<f32>
// CHECK:     scf.for
// CHECK:     } {xpiler.name = "k"}
// CHECK:     memref.store %{{.*}}, %[[P]][%[[I]], %[[J]]]
// CHECK:   } {xpiler.name = "j", xpiler.parallel}
// CHECK: } {xpiler.name = "i", xpiler.parallel}
// CHECK: scf.for %[[L:.*]] = %c0 to %c2 step %c1 {
// CHECK:   scf.for %[[I:.*]] = %c0 to %c8 step %c1 {
// CHECK:     scf.for %[[J:.*]] = %c0 to %c16 step %c1 {
// CHECK:       memref.store %{{.*}}, %[[P]][%[[I]], %[[J]]]
// CHECK:     } {xpiler.name = "j.1", xpiler.parallel}
// CHECK:   } {xpiler.name = "i.1", xpiler.parallel}
// CHECK: } {xpiler.name = "level"}
// CHECK: scf.for %[[I:.*]] = %c0 to %c8 step %c1 {
// CHECK:   scf.for %[[J:.*]] = %c0 to %c16 step %c1 {
// CHECK:     memref.load %[[P]][%[[I]], %[[J]]]
// CHECK:   } {xpiler.name = "j.2"}
// CHECK: } {xpiler.name = "i.2", xpiler.parallel}
func.func @rows(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %c8 step %c1 {
    %p = memref.alloca() {xpiler.name = "p"} : memref<16xf32>
    scf.for %j = %c0 to %c16 step %c1 {
      %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
      memref.store %zero, %s[] : memref<f32>
      scf.for %k = %c0 to %n step %c1 {
        %v = memref.load %x[%k] : memref<?xf32>
        %o = memref.load %s[] : memref<f32>
        %t = arith.addf %o, %v : f32
        memref.store %t, %s[] : memref<f32>
      } {xpiler.name = "k"}
      %sum = memref.load %s[] : memref<f32>
      memref.store %sum, %p[%j] : memref<16xf32>
    } {xpiler.name = "j", xpiler.parallel}
    scf.for %l = %c0 to %c2 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        %v = memref.load %p[%j] : memref<16xf32>
        %w = arith.addf %v, %v : f32
        memref.store %w, %p[%j] : memref<16xf32>
      } {xpiler.name = "j.1", xpiler.parallel}
    } {xpiler.name = "level"}
    scf.for %j = %c0 to %c16 step %c1 {
      %v = memref.load %p[%j] : memref<16xf32>
      memref.store %v, %y[%i] : memref<?xf32>
    } {xpiler.name = "j.2"}
  } {xpiler.name = "i", xpiler.parallel}
  return
}
