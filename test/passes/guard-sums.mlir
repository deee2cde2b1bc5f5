// RUN: xpiler-opt %s --pass-pipeline='builtin.module(guard-sums,canonicalize,cse)' -split-input-file | FileCheck %s

// Two factors that are zero behind their ends.
// CHECK-LABEL: func.func @sum
// CHECK: %[[A:[0-9]+]] = arith.cmpi slt, %{{.*}}, %arg3
// CHECK: %[[B:[0-9]+]] = arith.cmpi slt, %{{.*}}, %arg4
// CHECK: %[[ALL:[0-9]+]] = arith.andi %[[A]], %[[B]]
// CHECK: scf.if %[[ALL]] {
// CHECK: memref.load %arg0
// CHECK: memref.load %arg1
// CHECK: arith.mulf
// CHECK: memref.store
// CHECK: }
// CHECK-NOT: else
func.func @sum(%A: memref<?xf32> {xpiler.name = "A"}, %B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %S = memref.alloca() {xpiler.name = "S"} : memref<f32>
  memref.store %zero, %S[] : memref<f32>
  scf.for %i = %c0 to %c16 step %c1 {
    %s = memref.load %S[] : memref<f32>
    %in.a = arith.cmpi slt, %i, %n : index
    %a = scf.if %in.a -> f32 {
      %l = memref.load %A[%i] : memref<?xf32>
      scf.yield %l : f32
    } else {
      scf.yield %zero : f32
    }
    %in.b = arith.cmpi slt, %i, %m : index
    %b = scf.if %in.b -> f32 {
      %l = memref.load %B[%i] : memref<?xf32>
      scf.yield %l : f32
    } else {
      scf.yield %zero : f32
    }
    %p = arith.mulf %a, %b : f32
    %t = arith.addf %p, %s : f32
    memref.store %t, %S[] : memref<f32>
  } {xpiler.name = "i"}
  %r = memref.load %S[] : memref<f32>
  memref.store %r, %y[%c0] : memref<?xf32>
  return
}

// -----

// The same in one operation.
// CHECK-LABEL: func.func @fused
// CHECK: %[[A:[0-9]+]] = arith.cmpi slt, %{{.*}}, %arg3
// CHECK: %[[B:[0-9]+]] = arith.cmpi slt, %{{.*}}, %arg4
// CHECK: %[[ALL:[0-9]+]] = arith.andi %[[A]], %[[B]]
// CHECK: scf.if %[[ALL]] {
// CHECK: memref.load %arg0
// CHECK: memref.load %arg1
// CHECK: math.fma
// CHECK: memref.store
// CHECK: }
// CHECK-NOT: else
func.func @fused(%A: memref<?xf32> {xpiler.name = "A"}, %B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %S = memref.alloca() {xpiler.name = "S"} : memref<f32>
  memref.store %zero, %S[] : memref<f32>
  scf.for %i = %c0 to %c16 step %c1 {
    %s = memref.load %S[] : memref<f32>
    %in.a = arith.cmpi slt, %i, %n : index
    %a = scf.if %in.a -> f32 {
      %l = memref.load %A[%i] : memref<?xf32>
      scf.yield %l : f32
    } else {
      scf.yield %zero : f32
    }
    %in.b = arith.cmpi slt, %i, %m : index
    %b = scf.if %in.b -> f32 {
      %l = memref.load %B[%i] : memref<?xf32>
      scf.yield %l : f32
    } else {
      scf.yield %zero : f32
    }
    %t = math.fma %a, %b, %s : f32
    memref.store %t, %S[] : memref<f32>
  } {xpiler.name = "i"}
  %r = memref.load %S[] : memref<f32>
  memref.store %r, %y[%c0] : memref<?xf32>
  return
}

// -----

// What is subtracted is no product that is added.
// CHECK-LABEL: func.func @difference
// CHECK: scf.if %{{.*}} -> (f32)
// CHECK: } else {
// CHECK: memref.store
func.func @difference(%A: memref<?xf32> {xpiler.name = "A"}, %B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %S = memref.alloca() {xpiler.name = "S"} : memref<f32>
  memref.store %zero, %S[] : memref<f32>
  scf.for %i = %c0 to %c16 step %c1 {
    %s = memref.load %S[] : memref<f32>
    %in.a = arith.cmpi slt, %i, %n : index
    %a = scf.if %in.a -> f32 {
      %l = memref.load %A[%i] : memref<?xf32>
      scf.yield %l : f32
    } else {
      scf.yield %zero : f32
    }
    %in.b = arith.cmpi slt, %i, %m : index
    %b = scf.if %in.b -> f32 {
      %l = memref.load %B[%i] : memref<?xf32>
      scf.yield %l : f32
    } else {
      scf.yield %zero : f32
    }
    %p = arith.mulf %a, %b : f32
    %t = arith.subf %s, %p : f32
    memref.store %t, %S[] : memref<f32>
  } {xpiler.name = "i"}
  %r = memref.load %S[] : memref<f32>
  memref.store %r, %y[%c0] : memref<?xf32>
  return
}

// -----

// The sum is of another place.
// CHECK-LABEL: func.func @other_sum
// CHECK: scf.if %{{.*}} -> (f32)
// CHECK: } else {
// CHECK: memref.store
func.func @other_sum(%A: memref<?xf32> {xpiler.name = "A"}, %B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %S = memref.alloca() {xpiler.name = "S"} : memref<f32>
  memref.store %zero, %S[] : memref<f32>
  scf.for %i = %c0 to %c16 step %c1 {
    %s = memref.load %y[%i] : memref<?xf32>
    %in.a = arith.cmpi slt, %i, %n : index
    %a = scf.if %in.a -> f32 {
      %l = memref.load %A[%i] : memref<?xf32>
      scf.yield %l : f32
    } else {
      scf.yield %zero : f32
    }
    %in.b = arith.cmpi slt, %i, %m : index
    %b = scf.if %in.b -> f32 {
      %l = memref.load %B[%i] : memref<?xf32>
      scf.yield %l : f32
    } else {
      scf.yield %zero : f32
    }
    %p = arith.mulf %a, %b : f32
    %t = arith.addf %p, %s : f32
    memref.store %t, %S[] : memref<f32>
  } {xpiler.name = "i"}
  %r = memref.load %S[] : memref<f32>
  memref.store %r, %y[%c0] : memref<?xf32>
  return
}

// -----

// Padding that is added to something else.
// CHECK-LABEL: func.func @sum_of_factors
// CHECK: scf.if %{{.*}} -> (f32)
// CHECK: } else {
// CHECK: memref.store
func.func @sum_of_factors(%A: memref<?xf32> {xpiler.name = "A"}, %B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %S = memref.alloca() {xpiler.name = "S"} : memref<f32>
  memref.store %zero, %S[] : memref<f32>
  scf.for %i = %c0 to %c16 step %c1 {
    %s = memref.load %S[] : memref<f32>
    %in.a = arith.cmpi slt, %i, %n : index
    %a = scf.if %in.a -> f32 {
      %l = memref.load %A[%i] : memref<?xf32>
      scf.yield %l : f32
    } else {
      scf.yield %zero : f32
    }
    %in.b = arith.cmpi slt, %i, %m : index
    %b = scf.if %in.b -> f32 {
      %l = memref.load %B[%i] : memref<?xf32>
      scf.yield %l : f32
    } else {
      scf.yield %zero : f32
    }
    %q = arith.addf %a, %one : f32
    %o = arith.addf %b, %one : f32
    %p = arith.mulf %q, %o : f32
    %t = arith.addf %p, %s : f32
    memref.store %t, %S[] : memref<f32>
  } {xpiler.name = "i"}
  %r = memref.load %S[] : memref<f32>
  memref.store %r, %y[%c0] : memref<?xf32>
  return
}

// -----

// What is read is written in between.
// CHECK-LABEL: func.func @written_between
// CHECK: scf.if %{{.*}} -> (f32)
// CHECK: } else {
// CHECK: memref.store
func.func @written_between(%A: memref<?xf32> {xpiler.name = "A"}, %B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %S = memref.alloca() {xpiler.name = "S"} : memref<f32>
  memref.store %zero, %S[] : memref<f32>
  scf.for %i = %c0 to %c16 step %c1 {
    %s = memref.load %S[] : memref<f32>
    %in.a = arith.cmpi slt, %i, %n : index
    %a = scf.if %in.a -> f32 {
      %l = memref.load %A[%i] : memref<?xf32>
      scf.yield %l : f32
    } else {
      scf.yield %zero : f32
    }
    %in.b = arith.cmpi slt, %i, %m : index
    %b = scf.if %in.b -> f32 {
      %l = memref.load %B[%i] : memref<?xf32>
      scf.yield %l : f32
    } else {
      scf.yield %zero : f32
    }
    memref.store %one, %A[%i] : memref<?xf32>
    %p = arith.mulf %a, %b : f32
    %t = arith.addf %p, %s : f32
    memref.store %t, %S[] : memref<f32>
  } {xpiler.name = "i"}
  %r = memref.load %S[] : memref<f32>
  memref.store %r, %y[%c0] : memref<?xf32>
  return
}

// -----

// What was there is a factor, too.
// CHECK-LABEL: func.func @twice
// CHECK: %[[B:[0-9]+]] = arith.cmpi slt, %{{.*}}, %arg4
// CHECK: scf.if %[[B]] {
// CHECK: memref.load
// CHECK: math.fma
// CHECK: memref.store
// CHECK: }
// CHECK-NOT: else
func.func @twice(%A: memref<?xf32> {xpiler.name = "A"}, %B: memref<?xf32> {xpiler.name = "B"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %S = memref.alloca() {xpiler.name = "S"} : memref<f32>
  memref.store %zero, %S[] : memref<f32>
  scf.for %i = %c0 to %c16 step %c1 {
    %s = memref.load %S[] : memref<f32>
    %in.b = arith.cmpi slt, %i, %m : index
    %b = scf.if %in.b -> f32 {
      %l = memref.load %B[%i] : memref<?xf32>
      scf.yield %l : f32
    } else {
      scf.yield %zero : f32
    }
    %t = math.fma %s, %b, %s : f32
    memref.store %t, %S[] : memref<f32>
  } {xpiler.name = "i"}
  %r = memref.load %S[] : memref<f32>
  memref.store %r, %y[%c0] : memref<?xf32>
  return
}
