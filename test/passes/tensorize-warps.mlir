// Products of tiles by the lanes of a warp: the array of sums becomes fragments, its row is found by the roles of the iterators.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=cuda},canonicalize,cse)' -split-input-file | FileCheck %s

// CHECK-LABEL: func.func @rows
// CHECK-DAG: %[[ACC:.*]] = memref.alloca() {xpiler.fragment = "wmma::accumulator, 16, 16, 16, float", xpiler.name = "acc", xpiler.warp = 32 : i32} : memref<1x1x16x16xf32>
// CHECK-DAG: %[[OUT:.*]] = memref.alloca() {xpiler.align = 32 : i64, xpiler.name = "acc_out", xpiler.space = "shared"} : memref<64x16xf32>
// CHECK: intrin.call "cuda" "fill_fragment"
// CHECK: "wmma::matrix_a, 16, 16, 16, half, wmma::row_major"
// CHECK: intrin.call "cuda" "load_matrix_sync_row"({{.*}}, %c32)
// CHECK: "wmma::matrix_b, 16, 16, 16, half, wmma::row_major"
// CHECK: intrin.call "cuda" "load_matrix_sync_row"({{.*}}, %c16)
// CHECK: intrin.call "cuda" "mma_sync
// CHECK: intrin.call "cuda" "store_matrix_sync_mem_row"(%[[OUT]]
// CHECK: memref.load %[[OUT]]
func.func @rows(%C: memref<?xf32>) attributes {xpiler.entry} {
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

// CHECK-LABEL: func.func @columns
// CHECK: "wmma::matrix_b, 16, 16, 16, half, wmma::col_major"
// CHECK: intrin.call "cuda" "load_matrix_sync_col"({{.*}}, %c32)
// CHECK: intrin.call "cuda" "mma_sync
func.func @columns(%C: memref<?xf32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %kn = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  scf.for %block = %c0 to %c4 step %c1 {
  %A = memref.alloca() {xpiler.name = "A_tile", xpiler.space = "shared"} : memref<64x32xf16>
  %B = memref.alloca() {xpiler.name = "B_tile", xpiler.space = "shared"} : memref<16x32xf16>
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
          %b = memref.load %B[%j, %k] : memref<16x32xf16>
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

// CHECK-LABEL: func.func @bytes
// CHECK: memref.alloca() {xpiler.align = 32 : i64, xpiler.ctype = "signed char", xpiler.name = "A_tile"
// CHECK: intrin.call "cuda" "mma_sync_s8"
func.func @bytes(%C: memref<?xi32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %kn = arith.constant 16 : index
  %zero = arith.constant 0 : i32
  scf.for %block = %c0 to %c4 step %c1 {
  %A = memref.alloca() {xpiler.name = "A_tile", xpiler.space = "shared"} : memref<64x16xi8>
  %B = memref.alloca() {xpiler.name = "B_tile", xpiler.space = "shared"} : memref<32x16xi8>
  %acc = memref.alloca() {xpiler.name = "acc"} : memref<64x16xi32>
  scf.for %w = %c0 to %c4 step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        %first = arith.muli %w, %c16 : index
        %row = arith.addi %first, %i : index
        memref.store %zero, %acc[%row, %j] : memref<64x16xi32>
      }
    }
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  scf.for %w = %c0 to %c4 step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %k = %c0 to %kn step %c1 {
          %first = arith.muli %w, %c16 : index
          %row = arith.addi %first, %i : index
          %a = memref.load %A[%row, %k] : memref<64x16xi8>
          %b = memref.load %B[%k, %j] : memref<32x16xi8>
          %x = arith.extsi %a : i8 to i32
          %y = arith.extsi %b : i8 to i32
          %p = arith.muli %y, %x : i32
          %s = memref.load %acc[%row, %j] : memref<64x16xi32>
          %t = arith.addi %s, %p : i32
          memref.store %t, %acc[%row, %j] : memref<64x16xi32>
        }
      }
    }
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  scf.for %y = %c0 to %c64 step %c1 {
    scf.for %x = %c0 to %c16 step %c1 {
      %v = memref.load %acc[%y, %x] : memref<64x16xi32>
      %first = arith.muli %y, %c16 : index
      %at = arith.addi %first, %x : index
      memref.store %v, %C[%at] : memref<?xi32>
    } {xpiler.bind = "threadIdx.x", xpiler.parallel}
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  } {xpiler.bind = "blockIdx.x", xpiler.parallel}
  return
}

// -----

// CHECK-LABEL: func.func @unsigned_bytes
// CHECK: intrin.call "cuda" "mma_sync_u8"
func.func @unsigned_bytes(%C: memref<?xi32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %kn = arith.constant 16 : index
  %zero = arith.constant 0 : i32
  scf.for %block = %c0 to %c4 step %c1 {
  %A = memref.alloca() {xpiler.name = "A_tile", xpiler.space = "shared"} : memref<64x16xi8>
  %B = memref.alloca() {xpiler.name = "B_tile", xpiler.space = "shared"} : memref<32x16xi8>
  %acc = memref.alloca() {xpiler.name = "acc"} : memref<64x16xi32>
  scf.for %w = %c0 to %c4 step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        %first = arith.muli %w, %c16 : index
        %row = arith.addi %first, %i : index
        memref.store %zero, %acc[%row, %j] : memref<64x16xi32>
      }
    }
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  scf.for %w = %c0 to %c4 step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %k = %c0 to %kn step %c1 {
          %first = arith.muli %w, %c16 : index
          %row = arith.addi %first, %i : index
          %a = memref.load %A[%row, %k] : memref<64x16xi8>
          %b = memref.load %B[%k, %j] : memref<32x16xi8>
          %x = arith.extui %a : i8 to i32
          %y = arith.extui %b : i8 to i32
          %p = arith.muli %y, %x : i32
          %s = memref.load %acc[%row, %j] : memref<64x16xi32>
          %t = arith.addi %s, %p : i32
          memref.store %t, %acc[%row, %j] : memref<64x16xi32>
        }
      }
    }
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  scf.for %y = %c0 to %c64 step %c1 {
    scf.for %x = %c0 to %c16 step %c1 {
      %v = memref.load %acc[%y, %x] : memref<64x16xi32>
      %first = arith.muli %y, %c16 : index
      %at = arith.addi %first, %x : index
      memref.store %v, %C[%at] : memref<?xi32>
    } {xpiler.bind = "threadIdx.x", xpiler.parallel}
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  } {xpiler.bind = "blockIdx.x", xpiler.parallel}
  return
}
