// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-fuse)' | FileCheck %s

// CHECK-LABEL: func.func @fused
// CHECK: %[[N:.*]] = arith.muli %{{.*}}, %c64
// CHECK: scf.for %[[I:.*]] = %c0 to %[[N]] step %c1
// CHECK-NOT: scf.for
// CHECK: memref.store %{{.*}}, %{{.*}}[%{{.*}}]
// CHECK: } {xpiler.name = "i", xpiler.parallel}
func.func @fused(%y: memref<?xi32>, %g: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %c64_i32 = arith.constant 64 : i32
  scf.for %b = %c0 to %g step %c1 {
    scf.for %t = %c0 to %c64 step %c1 {
      %bi = arith.index_cast %b : index to i32
      %ti = arith.index_cast %t : index to i32
      %m = arith.muli %bi, %c64_i32 : i32
      %i = arith.addi %m, %ti {xpiler.name = "i"} : i32
      %ii = arith.index_cast %i : i32 to index
      memref.store %i, %y[%ii] : memref<?xi32>
    } {xpiler.parallel}
  } {xpiler.parallel}
  return
}

// The thread's own index is used: nothing to fuse.
// CHECK-LABEL: func.func @kept
// CHECK-COUNT-2: scf.for
func.func @kept(%y: memref<?xi32>, %g: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %c64_i32 = arith.constant 64 : i32
  scf.for %b = %c0 to %g step %c1 {
    scf.for %t = %c0 to %c64 step %c1 {
      %bi = arith.index_cast %b : index to i32
      %ti = arith.index_cast %t : index to i32
      %m = arith.muli %bi, %c64_i32 : i32
      %i = arith.addi %m, %ti : i32
      %ii = arith.index_cast %i : i32 to index
      memref.store %ti, %y[%ii] : memref<?xi32>
    } {xpiler.parallel}
  } {xpiler.parallel}
  return
}

// Scaled by something else than the number of threads.
// CHECK-LABEL: func.func @strided
// CHECK-COUNT-2: scf.for
func.func @strided(%y: memref<?xi32>, %g: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %c65_i32 = arith.constant 65 : i32
  scf.for %b = %c0 to %g step %c1 {
    scf.for %t = %c0 to %c64 step %c1 {
      %bi = arith.index_cast %b : index to i32
      %ti = arith.index_cast %t : index to i32
      %m = arith.muli %bi, %c65_i32 : i32
      %i = arith.addi %m, %ti : i32
      %ii = arith.index_cast %i : i32 to index
      memref.store %i, %y[%ii] : memref<?xi32>
    } {xpiler.parallel}
  } {xpiler.parallel}
  return
}

// -----

// An index of 64 bits, `blockIdx.x * (size_t)blockDim.x + threadIdx.x`.
// CHECK-LABEL: func.func @wide
// CHECK: scf.for %[[I:.*]] = %c0{{.*}} to
// CHECK:   %[[W:.*]] = arith.index_cast %[[I]] : index to i64
// CHECK:   arith.cmpi ult, %[[W]]
// CHECK: } {xpiler.name = "i", xpiler.parallel}
// CHECK-NOT: scf.for
func.func @wide(%y: memref<?xf32>, %g: index, %n: i64) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c256 = arith.constant 256 : index
  %w256 = arith.constant 256 : i64
  %one = arith.constant 1.0 : f32
  scf.for %b = %c0 to %g step %c1 {
    scf.for %t = %c0 to %c256 step %c1 {
      %b32 = arith.index_cast %b : index to i32
      %t32 = arith.index_cast %t : index to i32
      %b64 = arith.extui %b32 : i32 to i64
      %t64 = arith.extui %t32 : i32 to i64
      %s = arith.muli %b64, %w256 : i64
      %i = arith.addi %s, %t64 {xpiler.name = "i"} : i64
      %c = arith.cmpi ult, %i, %n : i64
      scf.if %c {
        %k = arith.index_castui %i : i64 to index
        memref.store %one, %y[%k] : memref<?xf32>
      }
    } {xpiler.parallel}
  } {xpiler.parallel}
  return
}
