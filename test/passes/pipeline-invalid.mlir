// RUN: xpiler-opt %s --pass-pipeline='builtin.module(pipeline{loop=i buffers=T})' -split-input-file -verify-diagnostics
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(pipeline{loop=q buffers=T})' -split-input-file 2>&1 | FileCheck %s --check-prefix=LOOP
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(pipeline{loop=i buffers=T,S})' -split-input-file 2>&1 | FileCheck %s --check-prefix=BUFFER
// LOOP: there is no loop `q`; there are `i`, `j`
// BUFFER: there is no buffer `S`; there are `A`, `y`, `T`

func.func @read_behind(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "nram"} : memref<4xf32>
  scf.for %i = %c0 to %n step %c4 {
    scf.for %j = %c0 to %c4 step %c1 {
      %at = arith.addi %i, %j : index
      %a = memref.load %A[%at] : memref<?xf32>
      memref.store %a, %T[%j] : memref<4xf32>
    } {xpiler.name = "j"}
    scf.for %k = %c0 to %c4 step %c1 {
      %b = memref.load %T[%k] : memref<4xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "i"}
  // expected-error @+1 {{the array is read outside of the loop, too}}
  %last = memref.load %T[%c0] : memref<4xf32>
  memref.store %last, %y[%c0] : memref<?xf32>
  return
}

// -----

func.func @written_before(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "nram"} : memref<4xf32>
  // expected-error @+1 {{the array is written outside of the loop, too}}
  memref.store %zero, %T[%c0] : memref<4xf32>
  scf.for %i = %c0 to %n step %c4 {
    scf.for %j = %c0 to %c4 step %c1 {
      %at = arith.addi %i, %j : index
      %a = memref.load %A[%at] : memref<?xf32>
      memref.store %a, %T[%j] : memref<4xf32>
    } {xpiler.name = "j"}
    scf.for %k = %c0 to %c4 step %c1 {
      %b = memref.load %T[%k] : memref<4xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @parameter(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  // expected-error @+1 {{the buffer is no staged array}}
  %T = memref.alloca() {xpiler.name = "T"} : memref<4xf32>
  scf.for %i = %c0 to %n step %c4 {
    scf.for %j = %c0 to %c4 step %c1 {
      %at = arith.addi %i, %j : index
      %a = memref.load %A[%at] : memref<?xf32>
      memref.store %a, %T[%j] : memref<4xf32>
    } {xpiler.name = "j"}
    scf.for %k = %c0 to %c4 step %c1 {
      %b = memref.load %T[%k] : memref<4xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @own(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %n step %c4 {
    // expected-error @+1 {{every iteration has an array of its own}}
    %T = memref.alloca() {xpiler.name = "T", xpiler.space = "nram"} : memref<4xf32>
    scf.for %j = %c0 to %c4 step %c1 {
      %at = arith.addi %i, %j : index
      %a = memref.load %A[%at] : memref<?xf32>
      memref.store %a, %T[%j] : memref<4xf32>
    } {xpiler.name = "j"}
    scf.for %k = %c0 to %c4 step %c1 {
      %b = memref.load %T[%k] : memref<4xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @independent(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "nram"} : memref<4xf32>
  // expected-error @+1 {{the iterations of `i` are independent: none comes before another}}
  scf.for %i = %c0 to %n step %c4 {
    scf.for %j = %c0 to %c4 step %c1 {
      %at = arith.addi %i, %j : index
      %a = memref.load %A[%at] : memref<?xf32>
      memref.store %a, %T[%j] : memref<4xf32>
    } {xpiler.name = "j"}
    scf.for %k = %c0 to %c4 step %c1 {
      %b = memref.load %T[%k] : memref<4xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "i", xpiler.parallel}
  return
}

// -----

func.func @single(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "nram"} : memref<4xf32>
  // expected-error @+1 {{`i` has no second iteration whose tile could be copied}}
  scf.for %i = %c0 to %c4 step %c4 {
    scf.for %j = %c0 to %c4 step %c1 {
      %at = arith.addi %i, %j : index
      %a = memref.load %A[%at] : memref<?xf32>
      memref.store %a, %T[%j] : memref<4xf32>
    } {xpiler.name = "j"}
    scf.for %k = %c0 to %c4 step %c1 {
      %b = memref.load %T[%k] : memref<4xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @unfilled(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "nram"} : memref<4xf32>
  // expected-error @+1 {{the loop does not fill the array}}
  scf.for %i = %c0 to %n step %c4 {
    scf.for %k = %c0 to %c4 step %c1 {
      %b = memref.load %T[%k] : memref<4xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
    scf.for %j = %c0 to %n step %c1 {
      memref.store %zero, %y[%j] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @symbolic_step(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "nram"} : memref<4xf32>
  // expected-error @+1 {{has a step that is not a constant}}
  scf.for %i = %c0 to %n step %n {
    scf.for %j = %c0 to %c4 step %c1 {
      %at = arith.addi %i, %j : index
      %a = memref.load %A[%at] : memref<?xf32>
      memref.store %a, %T[%j] : memref<4xf32>
    } {xpiler.name = "j"}
    scf.for %k = %c0 to %c4 step %c1 {
      %b = memref.load %T[%k] : memref<4xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "i"}
  return
}

// -----

// The first iteration would read what nobody wrote, the others the tile before.
func.func @read_early(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "nram"} : memref<4xf32>
  scf.for %i = %c0 to %n step %c4 {
    // expected-error @+1 {{the array is read before it is filled}}
    %early = memref.load %T[%c0] : memref<4xf32>
    memref.store %early, %y[%c0] : memref<?xf32>
    scf.for %j = %c0 to %c4 step %c1 {
      %at = arith.addi %i, %j : index
      %a = memref.load %A[%at] : memref<?xf32>
      memref.store %a, %T[%j] : memref<4xf32>
    } {xpiler.name = "j"}
    scf.for %k = %c0 to %c4 step %c1 {
      %b = memref.load %T[%k] : memref<4xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @source_written(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "nram"} : memref<4xf32>
  scf.for %i = %c0 to %n step %c4 {
    scf.for %j = %c0 to %c4 step %c1 {
      %at = arith.addi %i, %j : index
      // expected-error @+1 {{what is copied depends on what the loop computes}}
      %a = memref.load %A[%at] : memref<?xf32>
      memref.store %a, %T[%j] : memref<4xf32>
    } {xpiler.name = "j"}
    scf.for %k = %c0 to %c4 step %c1 {
      %b = memref.load %T[%k] : memref<4xf32>
      memref.store %b, %A[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @index_loaded(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "nram"} : memref<4xf32>
  %v = memref.alloca() {xpiler.name = "v"} : memref<index>
  memref.store %n, %v[] : memref<index>
  scf.for %i = %c0 to %n step %c4 {
    // expected-error @+1 {{what is copied depends on what the loop computes}}
    %first = memref.load %v[] : memref<index>
    scf.for %j = %c0 to %c4 step %c1 {
      %at = arith.addi %first, %j : index
      %a = memref.load %A[%at] : memref<?xf32>
      memref.store %a, %T[%j] : memref<4xf32>
    } {xpiler.name = "j"}
    scf.for %k = %c0 to %c4 step %c1 {
      %b = memref.load %T[%k] : memref<4xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @in_place(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "nram"} : memref<4xf32>
  scf.for %i = %c0 to %n step %c4 {
    scf.for %j = %c0 to %c4 step %c1 {
      // expected-error @+1 {{what is copied depends on what the loop computes}}
      %old = memref.load %T[%j] : memref<4xf32>
      %new = arith.addf %old, %zero : f32
      memref.store %new, %T[%j] : memref<4xf32>
    } {xpiler.name = "j"}
    scf.for %k = %c0 to %c4 step %c1 {
      %b = memref.load %T[%k] : memref<4xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @does_more(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "nram"} : memref<4xf32>
  scf.for %i = %c0 to %n step %c4 {
    scf.for %j = %c0 to %c4 step %c1 {
      %at = arith.addi %i, %j : index
      %a = memref.load %A[%at] : memref<?xf32>
      // expected-error @+1 {{what fills the array does more than to copy: `memref.store`}}
      memref.store %a, %y[%at] : memref<?xf32>
      memref.store %a, %T[%j] : memref<4xf32>
    } {xpiler.name = "j"}
    scf.for %k = %c0 to %c4 step %c1 {
      %b = memref.load %T[%k] : memref<4xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @viewed(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "nram"} : memref<4xf32>
  scf.for %i = %c0 to %n step %c4 {
    scf.for %j = %c0 to %c4 step %c1 {
      %at = arith.addi %i, %j : index
      %a = memref.load %A[%at] : memref<?xf32>
      memref.store %a, %T[%j] : memref<4xf32>
    } {xpiler.name = "j"}
    scf.for %k = %c0 to %c4 step %c1 {
      %b = memref.load %T[%k] : memref<4xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
    // expected-error @+1 {{the array is used by `memref.cast`, not only loaded from and stored to}}
    %view = memref.cast %T : memref<4xf32> to memref<?xf32>
    memref.store %zero, %view[%c0] : memref<?xf32>
  } {xpiler.name = "i"}
  return
}

// -----

// The other half would never be filled.
func.func @first_only(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "shared"} : memref<4xf32>
  scf.for %i = %c0 to %n step %c1 {
    %first = arith.cmpi eq, %i, %c0 : index
    // expected-error @+1 {{not every iteration fills the array}}
    scf.if %first {
      scf.for %j = %c0 to %c4 step %c1 {
        %a = memref.load %A[%j] : memref<?xf32>
        memref.store %a, %T[%j] : memref<4xf32>
      } {xpiler.name = "j"}
    }
    scf.for %k = %c0 to %c4 step %c1 {
      %b = memref.load %T[%k] : memref<4xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @copied_over(%A: memref<?xf32> {xpiler.name = "A"}, %y: memref<?xf32> {xpiler.name = "y"}, %D: memref<?xf32> {xpiler.name = "D"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "shared"} : memref<4xf32>
  scf.for %i = %c0 to %n step %c4 {
    scf.for %j = %c0 to %c4 step %c1 {
      %at = arith.addi %i, %j : index
      %a = memref.load %A[%at] : memref<?xf32>
      memref.store %a, %T[%j] : memref<4xf32>
    } {xpiler.name = "j"}
    scf.for %k = %c0 to %c4 step %c1 {
      %b = memref.load %T[%k] : memref<4xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "k"}
    // expected-error @+1 {{what `memref.copy` touches is not known}}
    memref.copy %D, %A : memref<?xf32> to memref<?xf32>
  } {xpiler.name = "i"}
  return
}
