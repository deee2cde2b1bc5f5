// RUN: xpiler-opt %s --pass-pipeline='builtin.module(prefetch{loop=k buffer=B})' -split-input-file -verify-diagnostics
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(prefetch{loop=q buffer=B})' -split-input-file 2>&1 | FileCheck %s --check-prefix=LOOP
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(prefetch{loop=k buffer=S})' -split-input-file 2>&1 | FileCheck %s --check-prefix=BUFFER
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(prefetch{loop=k buffer=B distance=0})' -split-input-file 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(prefetch{loop=k buffer=B distance=1025})' -split-input-file 2>&1 | FileCheck %s --check-prefix=FAR
// LOOP: there is no loop `q`; there are `k`, `j`
// BUFFER: there is no buffer `S`; there are `B`, `y`
// NONE: the distance is 0; 1 to 1024 iterations are needed
// FAR: the distance is 1025; 1 to 1024 iterations are needed

func.func @fixed(%B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %k = %c0 to %n step %c1 {
    scf.for %j = %c0 to %n step %c1 {
      // expected-error @+1 {{it reads the same element in all iterations of the loop}}
      %b = memref.load %B[%j] : memref<?xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "k"}
  return
}

// -----

func.func @unread(%B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{the loop `k` does not read `B`}}
  scf.for %k = %c0 to %n step %c1 {
    %b = memref.load %y[%k] : memref<?xf32>
    memref.store %b, %B[%k] : memref<?xf32>
  } {xpiler.name = "k"}
  return
}

// -----

func.func @by_data(%B: memref<?xf32> {xpiler.name = "B"}, %x: memref<?xindex> {xpiler.name = "x"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %k = %c0 to %n step %c1 {
    %at = memref.load %x[%k] : memref<?xindex>
    // expected-error @+1 {{where it reads later depends on what the loop computes}}
    %b = memref.load %B[%at] : memref<?xf32>
    memref.store %b, %y[%k] : memref<?xf32>
  } {xpiler.name = "k"}
  return
}

// -----

// In a later iteration the divisor may be zero.
func.func @by_quotient(%B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %k = %c0 to %n step %c1 {
    %left = arith.subi %n, %k : index
    %at = arith.divsi %n, %left : index
    // expected-error @+1 {{where it reads later depends on what the loop computes}}
    %b = memref.load %B[%at] : memref<?xf32>
    memref.store %b, %y[%k] : memref<?xf32>
  } {xpiler.name = "k"}
  return
}

// -----

// Where the loop inside starts, it would not start later.
func.func @triangle(%B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %k = %c0 to %n step %c1 {
    scf.for %j = %k to %n step %c1 {
      %at = arith.addi %k, %j : index
      // expected-error @+1 {{where it reads later depends on what the loop computes}}
      %b = memref.load %B[%at] : memref<?xf32>
      memref.store %b, %y[%k] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "k"}
  return
}

// -----

func.func @carried(%B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  // expected-error @+1 {{carries values from iteration to iteration}}
  %sum = scf.for %k = %c0 to %n step %c1 iter_args(%s = %zero) -> f32 {
    %b = memref.load %B[%k] : memref<?xf32>
    %t = arith.addf %s, %b : f32
    scf.yield %t : f32
  } {xpiler.name = "k"}
  memref.store %sum, %y[%c0] : memref<?xf32>
  return
}

// -----

func.func @rounded_up(%B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %k = %c0 to %n step %c1 {
    %left = arith.subi %n, %k : index
    %at = arith.ceildivsi %n, %left : index
    // expected-error @+1 {{where it reads later depends on what the loop computes}}
    %b = memref.load %B[%at] : memref<?xf32>
    memref.store %b, %y[%k] : memref<?xf32>
  } {xpiler.name = "k"}
  return
}

// -----

// A place that a loop inside carries along.
func.func @along(%B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %k = %c0 to %n step %c1 {
    %end = scf.for %j = %c0 to %n step %c1 iter_args(%p = %k) -> index {
      %at = arith.addi %k, %p : index
      // expected-error @+1 {{where it reads later depends on what the loop computes}}
      %b = memref.load %B[%at] : memref<?xf32>
      memref.store %b, %y[%k] : memref<?xf32>
      %next = arith.muli %p, %n : index
      scf.yield %next : index
    } {xpiler.name = "j"}
  } {xpiler.name = "k"}
  return
}

// -----

func.func @rows(%y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %B = memref.alloca() {xpiler.name = "B"} : memref<8x64xf32>
  scf.for %k = %c0 to %n step %c16 {
    // expected-error @+1 {{a row reads `B`, an array of arrays: hints are for elements by their indices}}
    %v = intrin.call "vnni" "_mm512_loadu_ps"(%B) at(%k) : (memref<8x64xf32>) -> vector<16xf32>
    intrin.call "vnni" "_mm512_storeu_ps"(%y, %v) at(%k) : (memref<?xf32>, vector<16xf32>) -> ()
  } {xpiler.name = "k"}
  return
}

