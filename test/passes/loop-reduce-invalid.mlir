// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-reduce{loop=c lanes=8})' -split-input-file -verify-diagnostics
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(loop-reduce{loop=c lanes=12})' -split-input-file 2>&1 | FileCheck %s
// CHECK: 12 lanes are no power of two from 2 to 1024

func.func @nothing(%y: memref<?xf32>, %n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{the loop gathers nothing}}
  scf.for %c = %c0 to %n step %c1 {
    memref.store %v, %y[%c] : memref<?xf32>
  } {xpiler.name = "c"}
  return
}

// -----

func.func @by_any(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  // expected-error @+1 {{the loop `c` has a step that is not a constant}}
  scf.for %c = %c0 to %n step %n {
  } {xpiler.name = "c"}
  return
}

// -----

func.func @far(%n: i32, %x: i32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : i32
  %far = arith.constant 1000000000 : i32
  // expected-error @+1 {{8 lanes by 1000000000 leave the loop's type}}
  scf.for %c = %c0 to %n step %far : i32 {
  } {xpiler.name = "c"}
  return
}

// -----

// What is gathered depends on the order: s = s / 2 + x.
func.func @mixes(%x: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %half = arith.constant 0.5 : f32
  %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
  scf.for %c = %c0 to %n step %c1 {
    %v = memref.load %x[%c] : memref<?xf32>
    %t = memref.load %s[] : memref<f32>
    %h = arith.mulf %t, %half : f32
    %u = arith.addf %h, %v : f32
    // expected-error @+1 {{the value that is gathered depends on what was gathered before}}
    memref.store %u, %s[] : memref<f32>
  } {xpiler.name = "c"}
  return
}

// -----

// The running sum is looked at.
func.func @scan(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
  scf.for %c = %c0 to %n step %c1 {
    %v = memref.load %x[%c] : memref<?xf32>
    %t = memref.load %s[] : memref<f32>
    %u = arith.addf %t, %v : f32
    // expected-error @+1 {{the value that is gathered depends on what was gathered before}}
    memref.store %u, %s[] : memref<f32>
    memref.store %u, %y[%c] : memref<?xf32>
  } {xpiler.name = "c"}
  return
}

// -----

func.func @elsewhere(%x: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
  scf.for %c = %c0 to %n step %c1 {
    %next = arith.addi %c, %c1 : index
    %v = memref.load %x[%c] : memref<?xf32>
    // expected-error @+1 {{an iteration builds on another}}
    memref.store %v, %x[%next] : memref<?xf32>
    %t = memref.load %s[] : memref<f32>
    %u = arith.addf %t, %v : f32
    memref.store %u, %s[] : memref<f32>
  } {xpiler.name = "c"}
  return
}

// -----

// What an element becomes depends on another one.
func.func @elsewhere(%x: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %sums = memref.alloca() {xpiler.name = "sums"} : memref<3xf32>
  scf.for %c = %c0 to %n step %c1 {
    %v = memref.load %x[%c] : memref<?xf32>
    %s = memref.load %sums[%c0] : memref<3xf32>
    %t = arith.addf %s, %v : f32
    // expected-error @+1 {{the value that is gathered depends on what was gathered before}}
    memref.store %t, %sums[%c1] : memref<3xf32>
  } {xpiler.name = "c"}
  return
}
