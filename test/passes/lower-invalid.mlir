// Without an extent there is nothing to allocate.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(lower-to-cluster)' -verify-diagnostics

// expected-error @+1 {{how many elements `x` points to is not known}}
func.func @scale_launch(%x: memref<?xf32> {xpiler.name = "x"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %ni = arith.index_cast %n : i32 to index
  scf.for %i = %c0 to %ni step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    memref.store %v, %x[%i] : memref<?xf32>
  } {xpiler.parallel}
  return
}
