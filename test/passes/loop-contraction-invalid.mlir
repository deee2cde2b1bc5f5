// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-contraction{producer=p consumer=c})' -split-input-file -verify-diagnostics

func.func @neighbours(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = memref.alloca() {xpiler.name = "t"} : memref<64xf32>
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    memref.store %v, %t[%i] : memref<64xf32>
  } {xpiler.name = "p"}
  scf.for %i = %c0 to %n step %c1 {
    %next = arith.addi %i, %c1 : index
    // expected-error @+1 {{an iteration of `c` may touch elements that another iteration of `p` does}}
    %v = memref.load %t[%next] : memref<64xf32>
    memref.store %v, %y[%i] : memref<?xf32>
  } {xpiler.name = "c"}
  return
}

// -----

// The buffer is all right; what the consumer writes is read by later iterations of the producer.
func.func @overwritten(%x: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = memref.alloca() {xpiler.name = "t"} : memref<64xf32>
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    memref.store %v, %t[%i] : memref<64xf32>
  } {xpiler.name = "p"}
  scf.for %i = %c0 to %n step %c1 {
    %next = arith.addi %i, %c1 : index
    %v = memref.load %t[%i] : memref<64xf32>
    // expected-error @+1 {{an iteration of `c` may touch elements that another iteration of `p` does}}
    memref.store %v, %x[%next] : memref<?xf32>
  } {xpiler.name = "c"}
  return
}

// -----

func.func @ranges(%x: memref<?xf32>, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
  } {xpiler.name = "p"}
  // expected-error @+1 {{`p` and `c` run over different ranges}}
  scf.for %i = %c0 to %m step %c1 {
  } {xpiler.name = "c"}
  return
}

// -----

func.func @readers(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = memref.alloca() {xpiler.name = "t"} : memref<64xf32>
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    memref.store %v, %t[%i] : memref<64xf32>
  } {xpiler.name = "p"}
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %t[%i] : memref<64xf32>
    memref.store %v, %y[%i] : memref<?xf32>
  } {xpiler.name = "c"}
  // expected-error @+1 {{`t` is used outside of `p` and `c` as well}}
  %v = memref.load %t[%c0] : memref<64xf32>
  memref.store %v, %y[%c0] : memref<?xf32>
  return
}

// -----

func.func @between(%x: memref<?xf32>, %y: memref<?xf32>, %n: index, %f: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = memref.alloca() {xpiler.name = "t"} : memref<64xf32>
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    memref.store %v, %t[%i] : memref<64xf32>
  } {xpiler.name = "p"}
  // expected-error @+1 {{`memref.store` between the loops may touch what `p` does}}
  memref.store %f, %x[%c0] : memref<?xf32>
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %t[%i] : memref<64xf32>
    memref.store %v, %y[%i] : memref<?xf32>
  } {xpiler.name = "c"}
  return
}

// -----

func.func @no_buffer(%x: memref<?xf32>, %y: memref<?xf32>, %n: index, %f: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    memref.store %f, %x[%i] : memref<?xf32>
  } {xpiler.name = "p"}
  // expected-error @+1 {{`c` reads no local array that `p` fills}}
  scf.for %i = %c0 to %n step %c1 {
    memref.store %f, %y[%i] : memref<?xf32>
  } {xpiler.name = "c"}
  return
}

// -----

func.func @order(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{`c` does not stand behind `p` in the same block}}
  scf.for %i = %c0 to %n step %c1 {
  } {xpiler.name = "c"}
  scf.for %i = %c0 to %n step %c1 {
  } {xpiler.name = "p"}
  return
}

// -----

// A row whose length is not known.
func.func @row(%x: memref<?xf32>, %y: memref<?xf32>, %m: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %all = arith.muli %m, %n : index
  %t = memref.alloc(%all) {xpiler.name = "t"} : memref<?xf32>
  scf.for %i = %c0 to %m step %c1 {
    %row = arith.muli %i, %n : index
    scf.for %j = %c0 to %n step %c1 {
      %at = arith.addi %row, %j : index
      %v = memref.load %x[%at] : memref<?xf32>
      memref.store %v, %t[%at] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "p"}
  scf.for %i = %c0 to %m step %c1 {
    %row = arith.muli %i, %n : index
    scf.for %j = %c0 to %n step %c1 {
      %at = arith.addi %row, %j : index
      // expected-error @+1 {{how much of `t` one iteration needs is not a constant}}
      %v = memref.load %t[%at] : memref<?xf32>
      memref.store %v, %y[%at] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "c"}
  return
}

// -----

// The running sums of all rows: each row starts from those of the row before.
func.func @running(%x: memref<?x8xf32>, %y: memref<?x8xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloca() {xpiler.name = "t"} : memref<8xf32>
  // expected-error @+1 {{`t` keeps its elements from iteration to iteration of `r`}}
  scf.for %r = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c8 step %c1 {
      %v = memref.load %x[%r, %i] : memref<?x8xf32>
      %s = memref.load %t[%i] : memref<8xf32>
      %a = arith.addf %s, %v : f32
      memref.store %a, %t[%i] : memref<8xf32>
    } {xpiler.name = "p"}
    scf.for %i = %c0 to %c8 step %c1 {
      %v = memref.load %t[%i] : memref<8xf32>
      memref.store %v, %y[%r, %i] : memref<?x8xf32>
    } {xpiler.name = "c"}
  } {xpiler.name = "r"}
  return
}
