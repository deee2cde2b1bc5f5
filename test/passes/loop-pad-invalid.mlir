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

// -----

// Each iteration adds to what was there before the loop: only the last one counts.
func.func @start(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %acc = memref.alloca() {xpiler.name = "acc"} : memref<1xf32>
  %X = memref.alloca() {xpiler.name = "X", xpiler.space = "shared", xpiler.padded} : memref<64xf32>
  scf.for %o = %c0 to %n step %c64 {
    %a = memref.load %acc[%c0] : memref<1xf32>
    %left = arith.subi %n, %o : index
    %e = arith.minsi %left, %c64 : index
    scf.for %i = %c0 to %e step %c1 {
      %v = memref.load %X[%i] : memref<64xf32>
      %s = arith.addf %a, %v : f32
      // expected-error @+1 {{the added iterations would change a result}}
      memref.store %s, %acc[%c0] : memref<1xf32>
    } {xpiler.name = "i"}
  } {xpiler.name = "o"}
  return
}

// -----

// What is copied elsewhere may be read there.
func.func @copied(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %z = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  scf.for %o = %c0 to %n step %c64 {
    %acc = memref.alloca() {xpiler.name = "acc"} : memref<64xf32>
    %out = memref.alloca() {xpiler.name = "out"} : memref<64xf32>
    %left = arith.subi %n, %o : index
    %e = arith.minsi %left, %c64 : index
    scf.for %i0 = %c0 to %c64 step %c1 {
      memref.store %z, %acc[%i0] : memref<64xf32>
    } {xpiler.name = "i0"}
    scf.for %i = %c0 to %e step %c1 {
      // expected-error @+1 {{what the added iterations store may be read}}
      memref.store %one, %acc[%i] : memref<64xf32>
    } {xpiler.name = "i"}
    scf.for %j = %c0 to %c64 step %c1 {
      %v = memref.load %acc[%j] : memref<64xf32>
      memref.store %v, %out[%j] : memref<64xf32>
    } {xpiler.name = "j"}
    scf.for %k = %c0 to %c64 step %c1 {
      %p = memref.load %out[%k] : memref<64xf32>
      %q = memref.load %y[%c0] : memref<?xf32>
      %s = arith.addf %p, %q : f32
      memref.store %s, %y[%c0] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "o"}
  return
}

// -----

// The zeros behind the end are divisors.
func.func @division(%y: memref<?xi32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %X = memref.alloca() {xpiler.name = "X", xpiler.space = "shared", xpiler.padded} : memref<64xi32>
  %h = arith.constant 100 : i32
  scf.for %o = %c0 to %n step %c64 {
    %acc = memref.alloca() {xpiler.name = "acc"} : memref<64xi32>
    %left = arith.subi %n, %o : index
    %e = arith.minsi %left, %c64 : index
    scf.for %i = %c0 to %e step %c1 {
      %v = memref.load %X[%i] : memref<64xi32>
      // expected-error @+1 {{the added iterations may divide by zero}}
      %s = arith.divsi %h, %v : i32
      memref.store %s, %acc[%i] : memref<64xi32>
    } {xpiler.name = "i"}
    scf.for %k = %c0 to %e step %c1 {
      %p = memref.load %acc[%k] : memref<64xi32>
      memref.store %p, %y[%k] : memref<?xi32>
    } {xpiler.name = "k"}
  } {xpiler.name = "o"}
  return
}

// -----

// The place is another one in each iteration, though it is read from a variable.
func.func @by_variable(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  scf.for %o = %c0 to %n step %c64 {
    %acc = memref.alloca() {xpiler.name = "acc"} : memref<64xf32>
    %left = arith.subi %n, %o : index
    %e = arith.minsi %left, %c64 : index
    scf.for %i = %c0 to %e step %c1 {
      %v = memref.alloca() {xpiler.name = "v"} : memref<index>
      %at = arith.addi %o, %i : index
      memref.store %at, %v[] : memref<index>
      %p = memref.load %v[] : memref<index>
      // expected-error @+1 {{the added iterations would touch memory that the kernel was given}}
      %x = memref.load %A[%p] : memref<?xf32>
      memref.store %x, %acc[%i] : memref<64xf32>
    } {xpiler.name = "i"}
    scf.for %k = %c0 to %e step %c1 {
      %q = memref.load %acc[%k] : memref<64xf32>
      %at = arith.addi %o, %k : index
      memref.store %q, %y[%at] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "o"}
  return
}
