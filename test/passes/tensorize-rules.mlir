// What the rules of expressions change in the rows that are chosen.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize)' -split-input-file | FileCheck %s --check-prefix=BANG
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=vnni})' -split-input-file | FileCheck %s --check-prefix=X86

// x * sigmoid(x): the sign and the base of the power are one factor, the product with a reciprocal is a quotient.
// BANG-LABEL: func.func @silu
// BANG: "__bang_mul_scalar"
// BANG-NEXT: "__bang_pow2"
// BANG: "__bang_add_scalar"
// BANG-NOT: "__bang_mul_scalar"
// BANG: return
func.func @silu(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1.0 : f32
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %m = arith.negf %v : f32
    %e = math.exp %m : f32
    %d = arith.addf %one, %e : f32
    %s = arith.divf %one, %d : f32
    %r = arith.mulf %v, %s : f32
    memref.store %r, %y[%i] : memref<?xf32>
  } {xpiler.parallel}
  return
}

// -----

// A leaky relu is a maximum.
// BANG-LABEL: func.func @leaky_relu
// BANG: "__bang_mul_scalar"
// BANG: "__bang_maxequal"
// BANG-NOT: intrin.call
// BANG: return
// X86-LABEL: func.func @leaky_relu
// X86: "_mm512_mul_ps"
// X86: "_mm512_max_ps"
// X86-NOT: memref.alloca
// X86: return
func.func @leaky_relu(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %slope = arith.constant 0.125 : f32
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %c = arith.cmpf ogt, %v, %zero : f32
    %w = arith.mulf %slope, %v : f32
    %r = arith.select %c, %v, %w : f32
    memref.store %r, %y[%i] : memref<?xf32>
  } {xpiler.parallel}
  return
}

// -----

// An absolute value, by its sign.
// BANG-LABEL: func.func @abs
// BANG: "__bang_abs"
// BANG-NOT: intrin.call
// BANG: return
// X86-LABEL: func.func @abs
// X86: "_mm512_abs_ps"
// X86-NOT: "_mm512_storeu_ps"
// X86: return
func.func @abs(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %c = arith.cmpf olt, %v, %zero : f32
    %m = arith.negf %v : f32
    %r = arith.select %c, %m, %v : f32
    memref.store %r, %y[%i] : memref<?xf32>
  } {xpiler.parallel}
  return
}

// -----

// a * b + c is one instruction on x86, a * b - c as well.
// X86-LABEL: func.func @fma
// X86: "_mm512_fmsub_ps"
// X86-NOT: "_mm512_mul_ps"
// X86: return
func.func @fma(%a: memref<?xf32>, %b: memref<?xf32>, %y: memref<?xf32>, %s: f32, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %a[%i] : memref<?xf32>
    %w = memref.load %b[%i] : memref<?xf32>
    %p = arith.mulf %v, %w : f32
    %r = arith.subf %p, %s : f32
    memref.store %r, %y[%i] : memref<?xf32>
  } {xpiler.parallel}
  return
}

// -----

// A vector compared with a vector: by the sign of the difference.
// BANG-LABEL: func.func @select_vectors
// BANG: "__bang_sub"
// BANG: "__bang_gt_scalar"
// BANG-NOT: math
// BANG-NOT: arith.cmpf
// BANG: return
func.func @select_vectors(%a: memref<?xf32>, %b: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %two = arith.constant 2.0 : f32
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %a[%i] : memref<?xf32>
    %w = memref.load %b[%i] : memref<?xf32>
    %c = arith.cmpf ogt, %v, %w : f32
    %p = arith.mulf %v, %two : f32
    %r = arith.select %c, %p, %w : f32
    memref.store %r, %y[%i] : memref<?xf32>
  } {xpiler.parallel}
  return
}

// -----

// A branch that would add an infinite number to its mask stays a selection.
// BANG-LABEL: func.func @masked_out
// BANG: arith.select
// BANG: return
func.func @masked_out(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %least = arith.constant 0xFF800000 : f32
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %c = arith.cmpf ogt, %v, %zero : f32
    %r = arith.select %c, %v, %least : f32
    memref.store %r, %y[%i] : memref<?xf32>
  } {xpiler.parallel}
  return
}

// -----

// Of two numbers, the difference and the second one give the first one back.
// BANG-LABEL: func.func @one_of_two_numbers
// BANG: "__bang_mul_scalar"
// BANG: "__bang_add_scalar"
// BANG-NOT: intrin.call "bang" "__bang_add"(
// BANG: return
func.func @one_of_two_numbers(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %a = arith.constant 1.0 : f32
  %b = arith.constant -1.0 : f32
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %c = arith.cmpf ogt, %v, %zero : f32
    %r = arith.select %c, %a, %b : f32
    memref.store %r, %y[%i] : memref<?xf32>
  } {xpiler.parallel}
  return
}

// -----

// Or they do not: the small one would be lost in the large one.
// BANG-LABEL: func.func @a_small_or_a_large_number
// BANG: "__bang_mul_scalar"
// BANG: "__bang_mul_scalar"
// BANG: intrin.call "bang" "__bang_add"(
// BANG: return
func.func @a_small_or_a_large_number(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %a = arith.constant 1.0e-5 : f32
  %b = arith.constant -1.0e9 : f32
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    %c = arith.cmpf ogt, %v, %zero : f32
    %r = arith.select %c, %a, %b : f32
    memref.store %r, %y[%i] : memref<?xf32>
  } {xpiler.parallel}
  return
}
