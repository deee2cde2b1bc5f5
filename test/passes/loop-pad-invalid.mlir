// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-pad{loop=i})' -split-input-file -verify-diagnostics

func.func @no_minimum(%x: memref<?xf32> {xpiler.name = "x"}, %n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{the loop does not end at a minimum with a constant}}
  scf.for %i = %c0 to %n step %c1 {
    memref.store %v, %x[%i] : memref<?xf32>
  } {xpiler.name = "i"}
  return
}

// -----

func.func @given_memory(%x: memref<?xf32> {xpiler.name = "x"}, %n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %m = arith.minsi %n, %c8 : index
  scf.for %i = %c0 to %m step %c1 {
    // expected-error @+1 {{the added iterations would touch memory that the kernel was given}}
    memref.store %v, %x[%i] : memref<?xf32>
  } {xpiler.name = "i"}
  return
}

// -----

func.func @too_short(%n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %m = arith.minsi %n, %c8 : index
  %x = memref.alloca() {xpiler.name = "x"} : memref<7xf32>
  scf.for %i = %c0 to %m step %c1 {
    // expected-error @+1 {{an index of the added iterations may lie outside of its array}}
    memref.store %v, %x[%i] : memref<7xf32>
  } {xpiler.name = "i"}
  return
}

// -----

// The whole array is read back, whatever the loop stored.
func.func @read_back(%y: memref<?xf32> {xpiler.name = "y"}, %n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %m = arith.minsi %n, %c8 : index
  %x = memref.alloca() {xpiler.name = "x"} : memref<8xf32>
  scf.for %i = %c0 to %m step %c1 {
    // expected-error @+1 {{what the added iterations store may be read}}
    memref.store %v, %x[%i] : memref<8xf32>
  } {xpiler.name = "i"}
  scf.for %i = %c0 to %c8 step %c1 {
    %s = memref.load %x[%i] : memref<8xf32>
    memref.store %s, %y[%i] : memref<?xf32>
  } {xpiler.name = "j"}
  return
}

// -----

// The loop itself looks at another iteration's element.
func.func @neighbour(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %m = arith.minsi %n, %c8 : index
  %x = memref.alloca() {xpiler.name = "x"} : memref<9xf32>
  scf.for %i = %c0 to %m step %c1 {
    %next = arith.addi %i, %c1 : index
    %s = memref.load %x[%next] : memref<9xf32>
    // expected-error @+1 {{what the added iterations store may be read}}
    memref.store %s, %x[%i] : memref<9xf32>
  } {xpiler.name = "i"}
  return
}

// -----

// One factor is no zero behind the end.
func.func @not_padded(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %m = arith.minsi %n, %c8 : index
  %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
  %A = memref.alloca() {xpiler.name = "A", xpiler.padded} : memref<8xf32>
  %B = memref.alloca() {xpiler.name = "B"} : memref<8xf32>
  scf.for %i = %c0 to %m step %c1 {
    %a = memref.load %A[%i] : memref<8xf32>
    %b = memref.load %B[%i] : memref<8xf32>
    %p = arith.mulf %a, %b : f32
    %t = memref.load %s[] : memref<f32>
    %u = arith.addf %t, %p : f32
    // expected-error @+1 {{the added iterations would change a result}}
    memref.store %u, %s[] : memref<f32>
  } {xpiler.name = "i"}
  return
}

// -----

// In a window, what is behind the loop's end may have been copied for a neighbour.
func.func @window(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c8 = arith.constant 8 : index
  %m = arith.minsi %n, %c3 : index
  %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
  %A = memref.alloca() {xpiler.name = "A", xpiler.padded} : memref<10xf32>
  scf.for %j = %c0 to %c8 step %c1 {
    scf.for %i = %c0 to %m step %c1 {
      %at = arith.addi %i, %j : index
      %a = memref.load %A[%at] : memref<10xf32>
      %t = memref.load %s[] : memref<f32>
      %u = arith.addf %t, %a : f32
      // expected-error @+1 {{the added iterations would change a result}}
      memref.store %u, %s[] : memref<f32>
    } {xpiler.name = "i"}
  } {xpiler.name = "j"}
  return
}
