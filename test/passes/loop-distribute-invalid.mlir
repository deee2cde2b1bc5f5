// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-distribute{loop=j})' -split-input-file -verify-diagnostics

func.func @nothing_gathered(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{the loop gathers nothing}}
  scf.for %j = %c0 to %n step %c1 {
    %v = memref.load %x[%j] : memref<?xf32>
    memref.store %v, %y[%j] : memref<?xf32>
  } {xpiler.name = "j"}
  return
}

// -----

func.func @nothing_else(%x: memref<?xf32>, %s: memref<f32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{the loop does nothing but gather}}
  scf.for %j = %c0 to %n step %c1 {
    %v = memref.load %x[%j] : memref<?xf32>
    %old = memref.load %s[] : memref<f32>
    %new = arith.addf %old, %v : f32
    memref.store %new, %s[] : memref<f32>
  } {xpiler.name = "j"}
  return
}

// -----

func.func @running(%x: memref<?xf32>, %y: memref<?xf32>, %s: memref<f32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %j = %c0 to %n step %c1 {
    %v = memref.load %x[%j] : memref<?xf32>
    %old = memref.load %s[] : memref<f32>
    %new = arith.addf %old, %v : f32
    // expected-error @+1 {{the value that is gathered depends on what was gathered before}}
    memref.store %new, %s[] : memref<f32>
    memref.store %new, %y[%j] : memref<?xf32>
  } {xpiler.name = "j"}
  return
}

// -----

func.func @builds(%x: memref<?xf32>, %y: memref<?xf32>, %s: memref<f32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %j = %c0 to %n step %c1 {
    %v = memref.load %x[%j] : memref<?xf32>
    %old = memref.load %s[] : memref<f32>
    %new = arith.addf %old, %v : f32
    memref.store %new, %s[] : memref<f32>
    %before = memref.load %y[%j] : memref<?xf32>
    %next = arith.addi %j, %c1 : index
    // expected-error @+1 {{an iteration builds on another}}
    memref.store %before, %y[%next] : memref<?xf32>
  } {xpiler.name = "j"}
  return
}

// -----

func.func @branch(%x: memref<?xf32>, %y: memref<?xf32>, %s: memref<f32>, %n: index, %c: i1) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %j = %c0 to %n step %c1 {
    %v = memref.load %x[%j] : memref<?xf32>
    memref.store %v, %y[%j] : memref<?xf32>
    scf.if %c {
      %old = memref.load %s[] : memref<f32>
      %new = arith.addf %old, %v : f32
      // expected-error @+1 {{a variable is gathered in a branch or a loop inside}}
      memref.store %new, %s[] : memref<f32>
    }
  } {xpiler.name = "j"}
  return
}

// -----

func.func @unbounded(%y: memref<?xf32>, %total: memref<f32>, %n: index, %f: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %j = %c0 to %n step %c1 {
    %s = memref.alloca() {xpiler.name = "s"} : memref<f32>
    memref.store %f, %s[] : memref<f32>
    // expected-error @+1 {{each iteration of `j` keeps a value, and their number is not bounded by a constant}}
    %sum = memref.load %s[] : memref<f32>
    %twice = arith.addf %sum, %sum : f32
    memref.store %twice, %y[%j] : memref<?xf32>
    %old = memref.load %total[] : memref<f32>
    %new = arith.addf %old, %sum : f32
    memref.store %new, %total[] : memref<f32>
  } {xpiler.name = "j"}
  return
}
