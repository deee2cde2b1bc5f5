// RUN: xpiler-opt %s --pass-pipeline='builtin.module(unique-names)' | FileCheck %s
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(unique-names,unique-names)' | FileCheck %s

// Loops and buffers share one set of names with the parameters: `n` is taken.
// CHECK-LABEL: func.func @f
// CHECK: memref.alloca() {xpiler.name = "k"}
// CHECK: memref.alloca() {xpiler.name = "buffer"}
// CHECK: memref.alloca() {xpiler.name = "n.1"}
// CHECK: } {xpiler.name = "k.1"}
// CHECK: } {xpiler.name = "k.3"}
// CHECK: } {xpiler.name = "k.2"}
// CHECK: } {xpiler.name = "i"}
func.func @f(%x: memref<?xf32> {xpiler.name = "x"}, %n: index {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloca() {xpiler.name = "k"} : memref<f32>
  %b = memref.alloca() : memref<f32>
  %c = memref.alloca() {xpiler.name = "n"} : memref<f32>
  scf.for %i = %c0 to %n step %c1 {
  } {xpiler.name = "k"}
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %n step %c1 {
    } {xpiler.name = "k.1"}
  } {xpiler.name = "k"}
  scf.for %i = %c0 to %n step %c1 {
  }
  return
}

// Functions beside the entry keep what they have.
// CHECK-LABEL: func.func @other
// CHECK-NOT: xpiler.name
func.func @other(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
  }
  return
}
