// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-reorder{loops=j,i})' -verify-diagnostics

// What is gathered depends on the order: it stays.
func.func @mix(%x: memref<?x8xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %half = arith.constant 0.5 : f32
  %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %c8 step %c1 {
      %v = memref.load %x[%i, %j] : memref<?x8xf32>
      %t = memref.load %s[] : memref<f32>
      %h = arith.mulf %t, %half : f32
      %u = arith.addf %h, %v : f32
      // expected-error @+1 {{iterations of `i` depend on each other}}
      memref.store %u, %s[] : memref<f32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  return
}
