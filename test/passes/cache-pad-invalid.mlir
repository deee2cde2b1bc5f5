// RUN: xpiler-opt %s --pass-pipeline='builtin.module(cache{buffer=A loop=o pad=true})' -split-input-file -verify-diagnostics

// Each `t` reads another number of elements.
func.func @triangle(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  scf.for %o = %c0 to %n step %c64 {
    %acc = memref.alloca() {xpiler.name = "acc"} : memref<16xf32>
    %left = arith.subi %n, %o : index
    scf.for %t = %c0 to %c16 step %c1 {
      %tt = arith.addi %t, %c1 : index
      %e1 = arith.minsi %left, %c64 : index
      %e = arith.minsi %e1, %tt : index
      scf.for %i = %c0 to %e step %c1 {
        %at = arith.addi %o, %i : index
        // expected-error @+1 {{where the loops end is not known: there is no end to put zeros behind}}
        %v = memref.load %A[%at] : memref<?xf32>
        %p = memref.load %acc[%t] : memref<16xf32>
        %s = arith.addf %p, %v : f32
        memref.store %s, %acc[%t] : memref<16xf32>
      } {xpiler.name = "i"}
    } {xpiler.name = "t"}
    scf.for %k = %c0 to %c16 step %c1 {
      %p = memref.load %acc[%k] : memref<16xf32>
      memref.store %p, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "o"}
  return
}
