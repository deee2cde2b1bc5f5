// What is no product of tiles stays a loop.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=vnni arch=sapphirerapids})' -split-input-file | FileCheck %s
// CHECK-NOT: _tile_

// Rows that fill no tiles.
func.func @rows(%A: memref<?xi8>, %B: memref<8x16x16x4xi8>, %sums: memref<24x16xi32>, %lda: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c24 = arith.constant 24 : index
  %c64 = arith.constant 64 : index
  scf.for %k = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c24 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %g = %c0 to %c16 step %c1 {
          scf.for %e = %c0 to %c4 step %c1 {
            %row = arith.muli %i, %lda : index
            %step = arith.muli %k, %c64 : index
            %group = arith.muli %g, %c4 : index
            %in_row = arith.addi %row, %step : index
            %in_step = arith.addi %in_row, %group : index
            %at = arith.addi %in_step, %e : index
            %x = memref.load %A[%at] : memref<?xi8>
            %y = memref.load %B[%k, %g, %j, %e] : memref<8x16x16x4xi8>
            %xw = arith.extui %x : i8 to i32
            %yw = arith.extsi %y : i8 to i32
            %p = arith.muli %xw, %yw : i32
            %old = memref.load %sums[%i, %j] : memref<24x16xi32>
            %new = arith.addi %old, %p : i32
            memref.store %new, %sums[%i, %j] : memref<24x16xi32>
          }
        }
      }
    }
  }
  return
}

// -----

// Groups of two bytes.
func.func @pairs(%A: memref<?xi8>, %B: memref<8x16x16x2xi8>, %sums: memref<16x16xi32>, %lda: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  scf.for %k = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %g = %c0 to %c16 step %c1 {
          scf.for %e = %c0 to %c2 step %c1 {
            %row = arith.muli %i, %lda : index
            %step = arith.muli %k, %c32 : index
            %group = arith.muli %g, %c2 : index
            %in_row = arith.addi %row, %step : index
            %in_step = arith.addi %in_row, %group : index
            %at = arith.addi %in_step, %e : index
            %x = memref.load %A[%at] : memref<?xi8>
            %y = memref.load %B[%k, %g, %j, %e] : memref<8x16x16x2xi8>
            %xw = arith.extui %x : i8 to i32
            %yw = arith.extsi %y : i8 to i32
            %p = arith.muli %xw, %yw : i32
            %old = memref.load %sums[%i, %j] : memref<16x16xi32>
            %new = arith.addi %old, %p : i32
            memref.store %new, %sums[%i, %j] : memref<16x16xi32>
          }
        }
      }
    }
  }
  return
}

// -----

// More groups than a tile has rows.
func.func @groups(%A: memref<?xi8>, %B: memref<8x32x16x4xi8>, %sums: memref<16x16xi32>, %lda: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %c128 = arith.constant 128 : index
  scf.for %k = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %g = %c0 to %c32 step %c1 {
          scf.for %e = %c0 to %c4 step %c1 {
            %row = arith.muli %i, %lda : index
            %step = arith.muli %k, %c128 : index
            %group = arith.muli %g, %c4 : index
            %in_row = arith.addi %row, %step : index
            %in_step = arith.addi %in_row, %group : index
            %at = arith.addi %in_step, %e : index
            %x = memref.load %A[%at] : memref<?xi8>
            %y = memref.load %B[%k, %g, %j, %e] : memref<8x32x16x4xi8>
            %xw = arith.extui %x : i8 to i32
            %yw = arith.extsi %y : i8 to i32
            %p = arith.muli %xw, %yw : i32
            %old = memref.load %sums[%i, %j] : memref<16x16xi32>
            %new = arith.addi %old, %p : i32
            memref.store %new, %sums[%i, %j] : memref<16x16xi32>
          }
        }
      }
    }
  }
  return
}

// -----

// The largest product.
func.func @largest(%A: memref<?xi8>, %B: memref<8x16x16x4xi8>, %sums: memref<16x16xi32>, %lda: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  scf.for %k = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %g = %c0 to %c16 step %c1 {
          scf.for %e = %c0 to %c4 step %c1 {
            %row = arith.muli %i, %lda : index
            %step = arith.muli %k, %c64 : index
            %group = arith.muli %g, %c4 : index
            %in_row = arith.addi %row, %step : index
            %in_step = arith.addi %in_row, %group : index
            %at = arith.addi %in_step, %e : index
            %x = memref.load %A[%at] : memref<?xi8>
            %y = memref.load %B[%k, %g, %j, %e] : memref<8x16x16x4xi8>
            %xw = arith.extui %x : i8 to i32
            %yw = arith.extsi %y : i8 to i32
            %p = arith.muli %xw, %yw : i32
            %old = memref.load %sums[%i, %j] : memref<16x16xi32>
            %new = arith.maxsi %old, %p : i32
            memref.store %new, %sums[%i, %j] : memref<16x16xi32>
          }
        }
      }
    }
  }
  return
}

// -----

// The elements of a group are not beside each other.
func.func @columns(%A: memref<?xi8>, %B: memref<8x16x4x16xi8>, %sums: memref<16x16xi32>, %lda: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  scf.for %k = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %g = %c0 to %c16 step %c1 {
          scf.for %e = %c0 to %c4 step %c1 {
            %row = arith.muli %i, %lda : index
            %step = arith.muli %k, %c64 : index
            %group = arith.muli %g, %c4 : index
            %in_row = arith.addi %row, %step : index
            %in_step = arith.addi %in_row, %group : index
            %at = arith.addi %in_step, %e : index
            %x = memref.load %A[%at] : memref<?xi8>
            %y = memref.load %B[%k, %g, %e, %j] : memref<8x16x4x16xi8>
            %xw = arith.extui %x : i8 to i32
            %yw = arith.extsi %y : i8 to i32
            %p = arith.muli %xw, %yw : i32
            %old = memref.load %sums[%i, %j] : memref<16x16xi32>
            %new = arith.addi %old, %p : i32
            memref.store %new, %sums[%i, %j] : memref<16x16xi32>
          }
        }
      }
    }
  }
  return
}

// -----

// Rows that are not equally far apart.
func.func @known(%A: memref<?xi8>, %B: memref<8x16x16x4xi8>, %sums: memref<16x16xi32>, %lda: index, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  scf.for %k = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c16 step %c1 {
      scf.for %j = %c0 to %c16 step %c1 {
        scf.for %g = %c0 to %c16 step %c1 {
          scf.for %e = %c0 to %c4 step %c1 {
            %row = arith.muli %i, %i : index
            %step = arith.muli %k, %c64 : index
            %group = arith.muli %g, %c4 : index
            %in_row = arith.addi %row, %step : index
            %in_step = arith.addi %in_row, %group : index
            %at = arith.addi %in_step, %e : index
            %x = memref.load %A[%at] : memref<?xi8>
            %y = memref.load %B[%k, %g, %j, %e] : memref<8x16x16x4xi8>
            %xw = arith.extui %x : i8 to i32
            %yw = arith.extsi %y : i8 to i32
            %p = arith.muli %xw, %yw : i32
            %old = memref.load %sums[%i, %j] : memref<16x16xi32>
            %new = arith.addi %old, %p : i32
            memref.store %new, %sums[%i, %j] : memref<16x16xi32>
          }
        }
      }
    }
  }
  return
}
