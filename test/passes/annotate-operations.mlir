// RUN: xpiler-opt %s --pass-pipeline='builtin.module(mark-parallel,annotate-operations)' -split-input-file | FileCheck %s

// CHECK-LABEL: func.func @elementwise
// CHECK: xpiler.operation = "operation(elementwise)"
func.func @elementwise(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %x[%i] : memref<?xf32>
    memref.store %v, %y[%i] : memref<?xf32>
  }
  return
}

// -----

// CHECK-LABEL: func.func @gather
// CHECK: xpiler.operation = "operation(gather)"
func.func @gather(%x: memref<?xf32>, %at: memref<?xindex>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %k = memref.load %at[%i] : memref<?xindex>
    %v = memref.load %x[%k] : memref<?xf32>
    memref.store %v, %y[%i] : memref<?xf32>
  }
  return
}

// -----

// CHECK-LABEL: func.func @scan
// CHECK: xpiler.operation = "operation(scan)"
func.func @scan(%x: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %k = arith.addi %i, %c1 : index
    %v = memref.load %x[%i] : memref<?xf32>
    memref.store %v, %x[%k] : memref<?xf32>
  }
  return
}

// -----

// A sum of products whose places are apart: whatever its name in the text.
// CHECK-LABEL: func.func @matmul
// CHECK: xpiler.operation = "operation(matmul)"
func.func @matmul(%a: memref<?x8xf32>, %b: memref<8x64xf32>, %c: memref<?x64xf32>, %m: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %m step %c1 {
    scf.for %j = %c0 to %n step %c1 {
      %acc = memref.alloca() : memref<f32>
      memref.store %zero, %acc[] : memref<f32>
      scf.for %k = %c0 to %c8 step %c1 {
        %x = memref.load %a[%i, %k] : memref<?x8xf32>
        %y = memref.load %b[%k, %j] : memref<8x64xf32>
        %p = arith.mulf %x, %y : f32
        %s = memref.load %acc[] : memref<f32>
        %t = arith.addf %s, %p : f32
        memref.store %t, %acc[] : memref<f32>
      }
      %r = memref.load %acc[] : memref<f32>
      memref.store %r, %c[%i, %j] : memref<?x64xf32>
    } {xpiler.parallel}
  } {xpiler.parallel}
  return
}

// -----

// An operand that moves alike with an iterator of the result and one of the sum: products make a convolution, the largest alone a pooling.
// CHECK-LABEL: func.func @windows
// CHECK: xpiler.operation = "operation(convolution)"
// CHECK: xpiler.operation = "operation(pooling)"
// CHECK: xpiler.operation = "operation(reduction)"
func.func @windows(%x: memref<?xf32>, %w: memref<3xf32>, %y: memref<?xf32>, %z: memref<?xf32>, %r: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %n step %c1 {
    %acc = memref.alloca() : memref<f32>
    memref.store %zero, %acc[] : memref<f32>
    scf.for %k = %c0 to %c3 step %c1 {
      %at = arith.addi %i, %k : index
      %v = memref.load %x[%at] : memref<?xf32>
      %u = memref.load %w[%k] : memref<3xf32>
      %p = arith.mulf %v, %u : f32
      %s = memref.load %acc[] : memref<f32>
      %t = arith.addf %s, %p : f32
      memref.store %t, %acc[] : memref<f32>
    }
    %o = memref.load %acc[] : memref<f32>
    memref.store %o, %y[%i] : memref<?xf32>
  } {xpiler.parallel}
  scf.for %i = %c0 to %n step %c1 {
    %acc = memref.alloca() : memref<f32>
    memref.store %zero, %acc[] : memref<f32>
    scf.for %k = %c0 to %c3 step %c1 {
      %at = arith.addi %i, %k : index
      %v = memref.load %x[%at] : memref<?xf32>
      %s = memref.load %acc[] : memref<f32>
      %t = arith.maxnumf %s, %v : f32
      memref.store %t, %acc[] : memref<f32>
    }
    %o = memref.load %acc[] : memref<f32>
    memref.store %o, %z[%i] : memref<?xf32>
  } {xpiler.parallel}
  scf.for %i = %c0 to %n step %c1 {
    %acc = memref.alloca() : memref<f32>
    memref.store %zero, %acc[] : memref<f32>
    scf.for %k = %c0 to %n step %c1 {
      %row = arith.muli %i, %n : index
      %at = arith.addi %row, %k : index
      %v = memref.load %x[%at] : memref<?xf32>
      %s = memref.load %acc[] : memref<f32>
      %t = arith.addf %s, %v : f32
      memref.store %t, %acc[] : memref<f32>
    }
    %o = memref.load %acc[] : memref<f32>
    memref.store %o, %r[%i] : memref<?xf32>
  } {xpiler.parallel}
  return
}
