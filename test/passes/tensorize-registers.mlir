// Products of tiles in registers of the lanes: each lane brings the elements that the row's body takes from it, and keeps those that it gives.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=hip},canonicalize,cse)' -split-input-file | FileCheck %s

// CHECK-LABEL: func.func @scalars
// CHECK-DAG: %[[A:.*]] = memref.alloca() {xpiler.name = "A_tile", xpiler.space = "shared"}
// CHECK-DAG: %[[B:.*]] = memref.alloca() {xpiler.name = "B_tile", xpiler.space = "shared"}
// CHECK-DAG: %[[ACC:.*]] = memref.alloca() {xpiler.name = "acc", xpiler.register} : memref<1x1x4xf32>
// CHECK-DAG: %[[OUT:.*]] = memref.alloca() {xpiler.name = "acc_out", xpiler.space = "shared"} : memref<64x16xf32>
// CHECK: scf.for %{{.*}} = %c0 to %c64
// CHECK-COUNT-4: memref.store %cst, %[[ACC]]
// CHECK: } {xpiler.bind = "threadIdx.x", xpiler.name = "lane", xpiler.parallel}
// CHECK: } {xpiler.bind = "threadIdx.y", xpiler.parallel}
// CHECK: scf.for %[[W:.*]] = %c0 to %c4
// CHECK:   scf.for %[[L:.*]] = %c0 to %c64
// CHECK:     %[[ROW:.*]] = arith.remui %[[L]], %c16
// CHECK:     %[[K:.*]] = arith.divui %[[L]], %c16
// CHECK:     %[[X:.*]] = memref.load %[[A]][%{{.*}}, %[[K]]]
// CHECK:     %[[Y:.*]] = memref.load %[[B]][%[[K]], %[[ROW]]]
// CHECK:     intrin.call "hip" "__builtin_amdgcn_mfma_f32_16x16x4f32"(%[[X]], %[[Y]], %[[TILE:.*]], %c0_i32, %c0_i32, %c0_i32, %[[TILE]])
// CHECK: scf.for
// CHECK: memref.store %{{.*}}, %[[OUT]]
// CHECK: memref.load %[[OUT]]
func.func @scalars(%C: memref<?xf32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %kn = arith.constant 4 : index
  %zero = arith.constant 0.0 : f32
  scf.for %block = %c0 to %c4 step %c1 {
  %A = memref.alloca() {xpiler.name = "A_tile", xpiler.space = "shared"} : memref<64x32xf32>
  %B = memref.alloca() {xpiler.name = "B_tile", xpiler.space = "shared"} : memref<32x16xf32>
  %acc = memref.alloca() {xpiler.name = "acc"} : memref<64x16xf32>
  scf.for %w = %c0 to %c4 step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        %first = arith.muli %w, %c16 : index
        %row = arith.addi %first, %i : index
        memref.store %zero, %acc[%row, %j] : memref<64x16xf32>
      }
    }
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  scf.for %w = %c0 to %c4 step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %k = %c0 to %kn step %c1 {
          %first = arith.muli %w, %c16 : index
          %row = arith.addi %first, %i : index
          %a = memref.load %A[%row, %k] : memref<64x32xf32>
          %b = memref.load %B[%k, %j] : memref<32x16xf32>
          %p = arith.mulf %b, %a : f32
          %s = memref.load %acc[%row, %j] : memref<64x16xf32>
          %t = arith.addf %s, %p : f32
          memref.store %t, %acc[%row, %j] : memref<64x16xf32>
        }
      }
    }
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  scf.for %y = %c0 to %c64 step %c1 {
    scf.for %x = %c0 to %c16 step %c1 {
      %v = memref.load %acc[%y, %x] : memref<64x16xf32>
      %first = arith.muli %y, %c16 : index
      %at = arith.addi %first, %x : index
      memref.store %v, %C[%at] : memref<?xf32>
    } {xpiler.bind = "threadIdx.x", xpiler.parallel}
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  } {xpiler.bind = "blockIdx.x", xpiler.parallel}
  return
}

// -----

// CHECK-LABEL: func.func @vectors
// CHECK: %[[PART:.*]] = memref.alloca() {xpiler.name = "part", xpiler.register} : memref<4xf16>
// CHECK-COUNT-4: memref.store %{{.*}}, %[[PART]]
// CHECK: %[[OTHER:.*]] = memref.alloca() {xpiler.name = "part", xpiler.register} : memref<4xf16>
// CHECK-COUNT-4: memref.store %{{.*}}, %[[OTHER]]
// CHECK: intrin.call "hip" "__builtin_amdgcn_mfma_f32_16x16x16f16"(%[[PART]], %[[OTHER]],
func.func @vectors(%C: memref<?xf32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %kn = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  scf.for %block = %c0 to %c4 step %c1 {
  %A = memref.alloca() {xpiler.name = "A_tile", xpiler.space = "shared"} : memref<64x32xf16>
  %B = memref.alloca() {xpiler.name = "B_tile", xpiler.space = "shared"} : memref<32x16xf16>
  %acc = memref.alloca() {xpiler.name = "acc"} : memref<64x16xf32>
  scf.for %w = %c0 to %c4 step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        %first = arith.muli %w, %c16 : index
        %row = arith.addi %first, %i : index
        memref.store %zero, %acc[%row, %j] : memref<64x16xf32>
      }
    }
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  scf.for %w = %c0 to %c4 step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %k = %c0 to %kn step %c1 {
          %first = arith.muli %w, %c16 : index
          %row = arith.addi %first, %i : index
          %a = memref.load %A[%row, %k] : memref<64x32xf16>
          %b = memref.load %B[%k, %j] : memref<32x16xf16>
          %x = arith.extf %a : f16 to f32
          %y = arith.extf %b : f16 to f32
          %p = arith.mulf %y, %x : f32
          %s = memref.load %acc[%row, %j] : memref<64x16xf32>
          %t = arith.addf %s, %p : f32
          memref.store %t, %acc[%row, %j] : memref<64x16xf32>
        }
      }
    }
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  scf.for %y = %c0 to %c64 step %c1 {
    scf.for %x = %c0 to %c16 step %c1 {
      %v = memref.load %acc[%y, %x] : memref<64x16xf32>
      %first = arith.muli %y, %c16 : index
      %at = arith.addi %first, %x : index
      memref.store %v, %C[%at] : memref<?xf32>
    } {xpiler.bind = "threadIdx.x", xpiler.parallel}
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  } {xpiler.bind = "blockIdx.x", xpiler.parallel}
  return
}

// -----

// A sum of the wrong length stays as it is.
// CHECK-LABEL: func.func @length
// CHECK-NOT: intrin.call
// CHECK: return
func.func @length(%C: memref<?xf32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %kn = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  scf.for %block = %c0 to %c4 step %c1 {
  %A = memref.alloca() {xpiler.name = "A_tile", xpiler.space = "shared"} : memref<64x32xf32>
  %B = memref.alloca() {xpiler.name = "B_tile", xpiler.space = "shared"} : memref<32x16xf32>
  %acc = memref.alloca() {xpiler.name = "acc"} : memref<64x16xf32>
  scf.for %w = %c0 to %c4 step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        %first = arith.muli %w, %c16 : index
        %row = arith.addi %first, %i : index
        memref.store %zero, %acc[%row, %j] : memref<64x16xf32>
      }
    }
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  scf.for %w = %c0 to %c4 step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %k = %c0 to %kn step %c1 {
          %first = arith.muli %w, %c16 : index
          %row = arith.addi %first, %i : index
          %a = memref.load %A[%row, %k] : memref<64x32xf32>
          %b = memref.load %B[%k, %j] : memref<32x16xf32>
          %p = arith.mulf %b, %a : f32
          %s = memref.load %acc[%row, %j] : memref<64x16xf32>
          %t = arith.addf %s, %p : f32
          memref.store %t, %acc[%row, %j] : memref<64x16xf32>
        }
      }
    }
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  scf.for %y = %c0 to %c64 step %c1 {
    scf.for %x = %c0 to %c16 step %c1 {
      %v = memref.load %acc[%y, %x] : memref<64x16xf32>
      %first = arith.muli %y, %c16 : index
      %at = arith.addi %first, %x : index
      memref.store %v, %C[%at] : memref<?xf32>
    } {xpiler.bind = "threadIdx.x", xpiler.parallel}
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  } {xpiler.bind = "blockIdx.x", xpiler.parallel}
  return
}
