// RUN: xpiler-opt %s --pass-pipeline='builtin.module(pack{buffer=T factor=4})' -split-input-file -verify-diagnostics
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(pack{buffer=x factor=4})' -split-input-file 2>&1 | FileCheck %s --check-prefix=PARAMETER
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(pack{buffer=T factor=0})' -split-input-file 2>&1 | FileCheck %s --check-prefix=ZERO
// PARAMETER: the buffer is no array of the kernel
// ZERO: 10 elements do not make groups of 0

func.func @rest(%x: memref<?xf32> {xpiler.name = "x"}) attributes {xpiler.entry} {
  // expected-error @+1 {{10 elements do not make groups of 4}}
  %T = memref.alloca() {xpiler.name = "T"} : memref<3x10xf32>
  return
}

// -----

func.func @line(%x: memref<?xf32> {xpiler.name = "x"}) attributes {xpiler.entry} {
  // expected-error @+1 {{the array has one dimension}}
  %T = memref.alloca() {xpiler.name = "T"} : memref<8xf32>
  return
}

// -----

func.func @view(%x: memref<?xf32> {xpiler.name = "x"}) attributes {xpiler.entry} {
  %T = memref.alloca() {xpiler.name = "T"} : memref<3x8xf32>
  // expected-error @+1 {{the array is used by `memref.subview`, not only loaded from and stored to}}
  %v = memref.subview %T[0, 0] [1, 8] [1, 1] : memref<3x8xf32> to memref<8xf32, strided<[1]>>
  return
}
