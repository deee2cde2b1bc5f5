// What no row of warps computes stays as it is.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=cuda},canonicalize,cse)' -split-input-file | FileCheck %s

// A sum of the wrong length.
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

// Lines whose distance is no multiple of what the row asks.
// CHECK-LABEL: func.func @distance
// CHECK-NOT: intrin.call
// CHECK: return
func.func @distance(%C: memref<?xf32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %kn = arith.constant 16 : index
  %zero = arith.constant 0.0 : f32
  scf.for %block = %c0 to %c4 step %c1 {
  %A = memref.alloca() {xpiler.name = "A_tile", xpiler.space = "shared"} : memref<64x36xf16>
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
          %a = memref.load %A[%row, %k] : memref<64x36xf16>
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

// Signed bytes by unsigned ones.
// CHECK-LABEL: func.func @signs
// CHECK-NOT: intrin.call
// CHECK: return
func.func @signs(%C: memref<?xi32>) attributes {xpiler.entry} {
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

// -----

// No sums of halves in doubles.
// CHECK-LABEL: func.func @double
// CHECK-NOT: intrin.call
// CHECK: return
func.func @double(%C: memref<?xf64>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %kn = arith.constant 16 : index
  %zero = arith.constant 0.0 : f64
  scf.for %block = %c0 to %c4 step %c1 {
  %A = memref.alloca() {xpiler.name = "A_tile", xpiler.space = "shared"} : memref<64x32xf16>
  %B = memref.alloca() {xpiler.name = "B_tile", xpiler.space = "shared"} : memref<32x16xf16>
  %acc = memref.alloca() {xpiler.name = "acc"} : memref<64x16xf64>
  scf.for %w = %c0 to %c4 step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        %first = arith.muli %w, %c16 : index
        %row = arith.addi %first, %i : index
        memref.store %zero, %acc[%row, %j] : memref<64x16xf64>
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
          %x = arith.extf %a : f16 to f64
          %y = arith.extf %b : f16 to f64
          %p = arith.mulf %y, %x : f64
          %s = memref.load %acc[%row, %j] : memref<64x16xf64>
          %t = arith.addf %s, %p : f64
          memref.store %t, %acc[%row, %j] : memref<64x16xf64>
        }
      }
    }
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  scf.for %y = %c0 to %c64 step %c1 {
    scf.for %x = %c0 to %c16 step %c1 {
      %v = memref.load %acc[%y, %x] : memref<64x16xf64>
      %first = arith.muli %y, %c16 : index
      %at = arith.addi %first, %x : index
      memref.store %v, %C[%at] : memref<?xf64>
    } {xpiler.bind = "threadIdx.x", xpiler.parallel}
  } {xpiler.bind = "threadIdx.y", xpiler.parallel}
  } {xpiler.bind = "blockIdx.x", xpiler.parallel}
  return
}

// -----

// The second operand depends on the row.
// CHECK-LABEL: func.func @row
// CHECK-NOT: intrin.call
// CHECK: return
func.func @row(%C: memref<?xf32>) attributes {xpiler.entry} {
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
          %b = memref.load %B[%k, %i] : memref<32x16xf16>
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
