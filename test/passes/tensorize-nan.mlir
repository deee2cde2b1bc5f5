// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=vnni})' -split-input-file | FileCheck %s

// The instruction is its second operand where one is no number. `fmaxf(0, x)` is 0 there, `x < 0 ? 0 : x` is x, and a maximum keeps what it
// has gathered.
// CHECK-LABEL: func.func @fmax
// CHECK: %[[ZERO:.*]] = intrin.call "vnni" "_mm512_set1_ps"
// CHECK: %[[X:.*]] = intrin.call "vnni" "_mm512_maskz_loadu_ps"
// CHECK: intrin.call "vnni" "_mm512_max_ps"(%[[X]], %[[ZERO]])
func.func @fmax(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %r = arith.maxnumf %zero, %v : f32
    memref.store %r, %y[%i] : memref<?xf32>
  } {xpiler.parallel}
  return
}

// -----

// CHECK-LABEL: func.func @select
// CHECK: %[[ZERO:.*]] = intrin.call "vnni" "_mm512_set1_ps"
// CHECK: %[[X:.*]] = intrin.call "vnni" "_mm512_maskz_loadu_ps"
// CHECK: intrin.call "vnni" "_mm512_max_ps"(%[[ZERO]], %[[X]])
func.func @select(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %c = arith.cmpf olt, %v, %zero : f32
    %r = arith.select %c, %zero, %v : f32
    memref.store %r, %y[%i] : memref<?xf32>
  } {xpiler.parallel}
  return
}

// -----

// CHECK-LABEL: func.func @reduce
// CHECK: %[[X:.*]] = intrin.call "vnni" "_mm512_maskz_loadu_ps"
// CHECK: %[[ACC:.*]] = memref.load
// CHECK: intrin.call "vnni" "_mm512_max_ps"(%[[X]], %[[ACC]])
func.func @reduce(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %least = arith.constant 0xFF800000 : f32
  %m = memref.alloca() {xpiler.name = "m"} : memref<f32>
  memref.store %least, %m[] : memref<f32>
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %o = memref.load %m[] : memref<f32>
    %r = arith.maxnumf %o, %v : f32
    memref.store %r, %m[] : memref<f32>
  }
  %r = memref.load %m[] : memref<f32>
  memref.store %r, %y[%c0] : memref<?xf32>
  return
}
