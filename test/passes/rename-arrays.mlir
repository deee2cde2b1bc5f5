// RUN: xpiler-opt %s --pass-pipeline='builtin.module(rename-arrays{buffers=T})' -split-input-file | FileCheck %s
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(rename-arrays{buffers=U})' 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: there is no buffer `U`

// Filled, filled again from what it held, read; filled for something else. Each filling has an array, declared where it begins.
// CHECK-LABEL: func.func @fillings
// CHECK-NOT: memref.alloca
// CHECK: scf.for %[[R:[a-z0-9]+]] =
// CHECK-NEXT: %[[T:[a-z0-9_]+]] = memref.alloca() {xpiler.name = "T"} : memref<64xf32>
// CHECK: memref.store %{{.*}}, %[[T]]
// CHECK: %[[T1:[a-z0-9_]+]] = memref.alloca() {xpiler.name = "T.1"} : memref<64xf32>
// CHECK: memref.load %[[T]]
// CHECK: memref.store %{{.*}}, %[[T1]]
// CHECK: memref.load %[[T1]]
// CHECK: memref.load %[[T1]][%c0]
// CHECK: %[[T2:[a-z0-9_]+]] = memref.alloca() {xpiler.name = "T.2"} : memref<64xf32>
// CHECK: memref.store %{{.*}}, %[[T2]]
// CHECK: memref.load %[[T2]]
// CHECK: memref.load %[[T2]]
func.func @fillings(%x: memref<?xf32> {xpiler.name = "x"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %T = memref.alloca() {xpiler.name = "T"} : memref<64xf32>
  scf.for %r = %c0 to %n step %c1 {
    scf.for %e = %c0 to %c64 step %c1 {
      %v = memref.load %x[%e] : memref<?xf32>
      memref.store %v, %T[%e] : memref<64xf32>
    } {xpiler.name = "e"}
    scf.for %e = %c0 to %c64 step %c1 {
      %v = memref.load %T[%e] : memref<64xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %T[%e] : memref<64xf32>
    } {xpiler.name = "e.1"}
    scf.for %e = %c0 to %c64 step %c1 {
      %v = memref.load %T[%e] : memref<64xf32>
      memref.store %v, %y[%e] : memref<?xf32>
    } {xpiler.name = "e.2"}
    %f = memref.load %T[%c0] : memref<64xf32>
    memref.store %f, %y[%c0] : memref<?xf32>
    scf.for %e = %c0 to %m step %c1 {
      %v = memref.load %x[%e] : memref<?xf32>
      memref.store %v, %T[%e] : memref<64xf32>
      %w = memref.load %T[%e] : memref<64xf32>
      memref.store %w, %y[%e] : memref<?xf32>
    } {xpiler.name = "e.3"}
    scf.for %e = %c0 to %m step %c1 {
      %v = memref.load %T[%e] : memref<64xf32>
      memref.store %v, %y[%e] : memref<?xf32>
    } {xpiler.name = "e.4"}
  } {xpiler.name = "r"}
  return
}

// -----

// What the shorter filling leaves of the longer one is read.
// CHECK-LABEL: func.func @rest
// CHECK-COUNT-1: memref.alloca()
// CHECK-NOT: memref.alloca()
func.func @rest(%x: memref<?xf32> {xpiler.name = "x"}, %y: memref<?xf32> {xpiler.name = "y"}, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %T = memref.alloca() {xpiler.name = "T"} : memref<64xf32>
  scf.for %e = %c0 to %c64 step %c1 {
    %v = memref.load %x[%e] : memref<?xf32>
    memref.store %v, %T[%e] : memref<64xf32>
  } {xpiler.name = "e"}
  scf.for %e = %c0 to %m step %c1 {
    %v = memref.load %y[%e] : memref<?xf32>
    memref.store %v, %T[%e] : memref<64xf32>
  } {xpiler.name = "e.1"}
  scf.for %e = %c0 to %c64 step %c1 {
    %v = memref.load %T[%e] : memref<64xf32>
    memref.store %v, %y[%e] : memref<?xf32>
  } {xpiler.name = "e.2"}
  return
}

// -----

// What an earlier iteration left is read; what is filled in a loop inside is read behind it; a filling reads its neighbours; a branch fills.
// CHECK-LABEL: func.func @carried
// CHECK-COUNT-1: memref.alloca()
// CHECK-NOT: memref.alloca()
func.func @carried(%x: memref<?xf32> {xpiler.name = "x"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %T = memref.alloca() {xpiler.name = "T"} : memref<64xf32>
  scf.for %r = %c0 to %n step %c1 {
    %v = memref.load %T[%c0] : memref<64xf32>
    memref.store %v, %y[%r] : memref<?xf32>
    scf.for %e = %c0 to %c64 step %c1 {
      %w = memref.load %x[%e] : memref<?xf32>
      memref.store %w, %T[%e] : memref<64xf32>
    } {xpiler.name = "e"}
  } {xpiler.name = "r"}
  return
}

// -----

// CHECK-LABEL: func.func @inside
// CHECK-COUNT-1: memref.alloca()
// CHECK-NOT: memref.alloca()
func.func @inside(%x: memref<?xf32> {xpiler.name = "x"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %T = memref.alloca() {xpiler.name = "T"} : memref<64xf32>
  scf.for %e = %c0 to %c64 step %c1 {
    %w = memref.load %x[%e] : memref<?xf32>
    memref.store %w, %T[%e] : memref<64xf32>
  } {xpiler.name = "e"}
  scf.for %r = %c0 to %n step %c1 {
    scf.for %e = %c0 to %n step %c1 {
      %w = memref.load %y[%e] : memref<?xf32>
      memref.store %w, %T[%e] : memref<64xf32>
    } {xpiler.name = "e.1"}
  } {xpiler.name = "r"}
  scf.for %e = %c0 to %c64 step %c1 {
    %v = memref.load %T[%e] : memref<64xf32>
    memref.store %v, %y[%e] : memref<?xf32>
  } {xpiler.name = "e.2"}
  return
}

// -----

// CHECK-LABEL: func.func @neighbours
// CHECK-COUNT-1: memref.alloca()
// CHECK-NOT: memref.alloca()
func.func @neighbours(%x: memref<?xf32> {xpiler.name = "x"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c63 = arith.constant 63 : index
  %c64 = arith.constant 64 : index
  %T = memref.alloca() {xpiler.name = "T"} : memref<64xf32>
  scf.for %e = %c0 to %c64 step %c1 {
    %w = memref.load %x[%e] : memref<?xf32>
    memref.store %w, %T[%e] : memref<64xf32>
  } {xpiler.name = "e"}
  scf.for %e = %c0 to %c63 step %c1 {
    %next = arith.addi %e, %c1 : index
    %w = memref.load %T[%next] : memref<64xf32>
    memref.store %w, %T[%e] : memref<64xf32>
  } {xpiler.name = "e.1"}
  scf.for %e = %c0 to %c63 step %c1 {
    %v = memref.load %T[%e] : memref<64xf32>
    memref.store %v, %y[%e] : memref<?xf32>
  } {xpiler.name = "e.2"}
  return
}

// -----

// CHECK-LABEL: func.func @branch
// CHECK-COUNT-1: memref.alloca()
// CHECK-NOT: memref.alloca()
func.func @branch(%x: memref<?xf32> {xpiler.name = "x"}, %y: memref<?xf32> {xpiler.name = "y"}, %yes: i1) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %T = memref.alloca() {xpiler.name = "T"} : memref<64xf32>
  scf.for %e = %c0 to %c64 step %c1 {
    %w = memref.load %x[%e] : memref<?xf32>
    memref.store %w, %T[%e] : memref<64xf32>
  } {xpiler.name = "e"}
  scf.if %yes {
    scf.for %e = %c0 to %c64 step %c1 {
      %w = memref.load %y[%e] : memref<?xf32>
      memref.store %w, %T[%e] : memref<64xf32>
    } {xpiler.name = "e.1"}
    %f = memref.load %T[%c0] : memref<64xf32>
    memref.store %f, %y[%c0] : memref<?xf32>
  }
  scf.for %e = %c0 to %c64 step %c1 {
    %v = memref.load %T[%e] : memref<64xf32>
    memref.store %v, %y[%e] : memref<?xf32>
  } {xpiler.name = "e.2"}
  return
}

// -----

// Behind the store of an element, the next one still is what it was.
// CHECK-LABEL: func.func @next
// CHECK-COUNT-1: memref.alloca()
// CHECK-NOT: memref.alloca()
func.func @next(%x: memref<?xf32> {xpiler.name = "x"}, %y: memref<?xf32> {xpiler.name = "y"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %T = memref.alloca() {xpiler.name = "T"} : memref<65xf32>
  scf.for %e = %c0 to %c64 step %c1 {
    %w = memref.load %x[%e] : memref<?xf32>
    memref.store %w, %T[%e] : memref<65xf32>
  } {xpiler.name = "e"}
  scf.for %e = %c0 to %c64 step %c1 {
    %w = memref.load %x[%e] : memref<?xf32>
    memref.store %w, %T[%e] : memref<65xf32>
    %next = arith.addi %e, %c1 : index
    %v = memref.load %T[%next] : memref<65xf32>
    memref.store %v, %y[%e] : memref<?xf32>
  } {xpiler.name = "e.1"}
  return
}
