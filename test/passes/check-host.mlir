// RUN: xpiler-opt %s --pass-pipeline='builtin.module(check-host)' -split-input-file -verify-diagnostics

// Copies in both directions, a launch, and what is freed at the end.
func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
  return
}
func.func @right(%x: memref<?xf32> {xpiler.name = "x"}, %n: index) attributes {xpiler.entry} {
  %c1 = arith.constant 1 : index
  %d = memref.alloc(%n) {xpiler.name = "d", xpiler.device} : memref<?xf32>
  memref.copy %x, %d {xpiler.direction = "h2d"} : memref<?xf32> to memref<?xf32>
  simt.launch @k grid(%c1, %c1, %c1) block(%c1, %c1, %c1) args(%d : memref<?xf32>)
  memref.copy %d, %x {xpiler.direction = "d2h"} : memref<?xf32> to memref<?xf32>
  memref.dealloc %d : memref<?xf32>
  return
}

// -----

func.func @direction(%x: memref<?xf32> {xpiler.name = "x"}, %n: index) attributes {xpiler.entry} {
  %d = memref.alloc(%n) {xpiler.name = "d", xpiler.device} : memref<?xf32>
  // expected-error @+1 {{this copy's source takes host memory, but `d` is device memory}}
  memref.copy %d, %x {xpiler.direction = "h2d"} : memref<?xf32> to memref<?xf32>
  return
}

// -----

func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
  return
}
func.func @host_pointer(%x: memref<?xf32> {xpiler.name = "x"}, %n: index) attributes {xpiler.entry} {
  %c1 = arith.constant 1 : index
  %d = memref.alloc(%n) {xpiler.name = "d", xpiler.device} : memref<?xf32>
  memref.copy %x, %d {xpiler.direction = "h2d"} : memref<?xf32> to memref<?xf32>
  // expected-error @+1 {{a kernel takes device memory, but `x` is host memory}}
  simt.launch @k grid(%c1, %c1, %c1) block(%c1, %c1, %c1) args(%x : memref<?xf32>)
  return
}

// -----

// What may have been freed may be alive; what was freed for certain is not.
func.func @freed(%x: memref<?xf32> {xpiler.name = "x"}, %n: index, %c: i1) attributes {xpiler.entry} {
  %d = memref.alloc(%n) {xpiler.name = "d", xpiler.device} : memref<?xf32>
  scf.if %c {
    memref.dealloc %d : memref<?xf32>
  }
  memref.copy %x, %d {xpiler.direction = "h2d"} : memref<?xf32> to memref<?xf32>
  memref.dealloc %d : memref<?xf32>
  // expected-error @+1 {{`d` is used after it was freed}}
  memref.copy %d, %x : memref<?xf32> to memref<?xf32>
  return
}
