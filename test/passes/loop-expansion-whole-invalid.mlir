// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-expansion{loop=i whole=true})' -split-input-file -verify-diagnostics

func.func @one(%x: memref<?xf32>, %n: index, %f: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{`i` holds one nest alone: there is nothing to take apart}}
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %n step %c1 {
      memref.store %f, %x[%i] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i", xpiler.parallel}
  return
}

// -----

func.func @unbounded(%x: memref<?xf32>, %n: index, %f: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    // expected-error @+1 {{each iteration of `i` keeps `p`, and their number is not bounded by a constant}}
    %p = memref.alloca() {xpiler.name = "p"} : memref<8xf32>
    scf.for %j = %c0 to %n step %c1 {
      memref.store %f, %p[%c0] : memref<8xf32>
    } {xpiler.name = "j"}
    scf.for %j = %c0 to %n step %c1 {
      %v = memref.load %p[%c0] : memref<8xf32>
      memref.store %v, %x[%i] : memref<?xf32>
    } {xpiler.name = "j.1"}
  } {xpiler.name = "i", xpiler.parallel}
  return
}
