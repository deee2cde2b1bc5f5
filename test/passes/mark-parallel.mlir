// RUN: xpiler-opt %s --pass-pipeline='builtin.module(mark-parallel)' | FileCheck %s

// Rows of a matrix are apart; a sum over columns is not parallel.
// CHECK-LABEL: func.func @rows
// CHECK: } {xpiler.name = "j"}
// CHECK: } {xpiler.name = "i", xpiler.parallel}
func.func @rows(%x: memref<?xf32>, %s: memref<?xf32>, %n: index, %m: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %row = arith.muli %i, %m : index
    scf.for %j = %c0 to %m step %c1 {
      %at = arith.addi %row, %j : index
      %v = memref.load %x[%at] : memref<?xf32>
      %old = memref.load %s[%i] : memref<?xf32>
      %new = arith.addf %old, %v : f32
      memref.store %new, %s[%i] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  return
}

// j runs to m + 1: two rows may meet.
// CHECK-LABEL: func.func @overlap
// CHECK: } {xpiler.name = "i"}
func.func @overlap(%x: memref<?xf32>, %n: index, %m: index, %f: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m1 = arith.addi %m, %c1 : index
  scf.for %i = %c0 to %n step %c1 {
    %row = arith.muli %i, %m : index
    scf.for %j = %c0 to %m1 step %c1 {
      %at = arith.addi %row, %j : index
      memref.store %f, %x[%at] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  return
}

// A shift by one, a running variable, an index from memory.
// CHECK-LABEL: func.func @sequential
// CHECK: } {xpiler.name = "shift"}
// CHECK: } {xpiler.name = "running"}
// CHECK: } {xpiler.name = "scatter"}
func.func @sequential(%x: memref<?xf32>, %at: memref<?xi32>, %n: index, %f: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %next = arith.addi %i, %c1 : index
    %v = memref.load %x[%i] : memref<?xf32>
    memref.store %v, %x[%next] : memref<?xf32>
  } {xpiler.name = "shift"}
  %acc = memref.alloca() : memref<f32>
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %acc[] : memref<f32>
    memref.store %v, %x[%i] : memref<?xf32>
    memref.store %f, %acc[] : memref<f32>
  } {xpiler.name = "running"}
  scf.for %i = %c0 to %n step %c1 {
    %a = memref.load %at[%i] : memref<?xi32>
    %ai = arith.index_cast %a : i32 to index
    memref.store %f, %x[%ai] : memref<?xf32>
  } {xpiler.name = "scatter"}
  return
}

// A tile of a split with its tail, and rows of tiles: what inner loops add stays below the step of the outer one.
// CHECK-LABEL: func.func @tiles
// CHECK: } {xpiler.name = "j.i", xpiler.parallel}
// CHECK: } {xpiler.name = "j.o", xpiler.parallel}
// CHECK: } {xpiler.name = "i.i", xpiler.parallel}
// CHECK: } {xpiler.name = "i.o", xpiler.parallel}
func.func @tiles(%x: memref<?xf32>, %n: index, %m: index, %f: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c32 = arith.constant 32 : index
  scf.for %io = %c0 to %m step %c8 {
    %il = arith.subi %m, %io : index
    %ic = arith.minsi %il, %c8 : index
    scf.for %ii = %c0 to %ic step %c1 {
      %i = arith.addi %io, %ii : index
      %row = arith.muli %i, %n : index
      scf.for %jo = %c0 to %n step %c32 {
        %jl = arith.subi %n, %jo : index
        %jc = arith.minsi %c32, %jl : index
        scf.for %ji = %c0 to %jc step %c1 {
          %j = arith.addi %jo, %ji : index
          %at = arith.addi %row, %j : index
          memref.store %f, %x[%at] : memref<?xf32>
        } {xpiler.name = "j.i"}
      } {xpiler.name = "j.o"}
    } {xpiler.name = "i.i"}
  } {xpiler.name = "i.o"}
  return
}

// Tiles that overlap by one element; a stride that is another in each iteration; backwards, which is as good as forwards.
// CHECK-LABEL: func.func @overlaps
// CHECK: } {xpiler.name = "tile"}
// CHECK: } {xpiler.name = "product"}
// CHECK: } {xpiler.name = "backwards", xpiler.parallel}
func.func @overlaps(%x: memref<?xf32>, %n: index, %f: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c9 = arith.constant 9 : index
  scf.for %i = %c0 to %n step %c8 {
    scf.for %j = %c0 to %c9 step %c1 {
      %at = arith.addi %i, %j : index
      memref.store %f, %x[%at] : memref<?xf32>
    }
  } {xpiler.name = "tile"}
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c1 to %c8 step %c1 {
      %at = arith.muli %i, %j : index
      memref.store %f, %x[%at] : memref<?xf32>
    }
  } {xpiler.name = "product"}
  scf.for %i = %c0 to %n step %c1 {
    %at = arith.subi %n, %i : index
    memref.store %f, %x[%at] : memref<?xf32>
  } {xpiler.name = "backwards"}
  return
}

// Columns of a flat matrix: rows move by multiples of what a column stays below. One more column than the rows are long does not.
// CHECK-LABEL: func.func @columns
// CHECK: } {xpiler.name = "column", xpiler.parallel}
// CHECK: } {xpiler.name = "plane", xpiler.parallel}
// CHECK: } {xpiler.name = "wide"}
func.func @columns(%x: memref<?xf32>, %l: index, %m: index, %n: index, %f: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n1 = arith.addi %n, %c1 : index
  scf.for %j = %c0 to %n step %c1 {
    scf.for %i = %c0 to %m step %c1 {
      %row = arith.muli %i, %n : index
      %at = arith.addi %row, %j : index
      memref.store %f, %x[%at] : memref<?xf32>
    }
  } {xpiler.name = "column"}
  scf.for %j = %c0 to %n step %c1 {
    scf.for %k = %c0 to %l step %c1 {
      scf.for %i = %c0 to %m step %c1 {
        %plane = arith.muli %k, %m : index
        %sum = arith.addi %plane, %i : index
        %row = arith.muli %sum, %n : index
        %at = arith.addi %row, %j : index
        memref.store %f, %x[%at] : memref<?xf32>
      }
    }
  } {xpiler.name = "plane"}
  scf.for %j = %c0 to %n1 step %c1 {
    scf.for %i = %c0 to %m step %c1 {
      %row = arith.muli %i, %n : index
      %at = arith.addi %row, %j : index
      memref.store %f, %x[%at] : memref<?xf32>
    }
  } {xpiler.name = "wide"}
  return
}

// Numbers beyond what indices are: not looked into, so nothing is known of the place.
// CHECK-LABEL: func.func @huge
// CHECK: scf.for
// CHECK-NOT: xpiler.parallel
func.func @huge(%x: memref<?xf32> {xpiler.name = "x"}, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %most = arith.constant 9223372036854775807 : index
  %least = arith.constant -9223372036854775808 : index
  scf.for %i = %c0 to %n step %c1 {
    %a = arith.addi %i, %most : index
    %b = arith.addi %a, %most : index
    %c = arith.muli %b, %most : index
    %d = arith.subi %c, %least : index
    %v = memref.load %x[%i] : memref<?xf32>
    memref.store %v, %x[%d] : memref<?xf32>
  } {xpiler.name = "i"}
  return
}

// -----

// The range of an inner loop ends at the lesser of two numbers, as text writes it: `left < 64 ? left : 64`. Rows of 64 elements do not meet; those of 63 may.
// CHECK-LABEL: func.func @lesser
// CHECK: } {xpiler.name = "rows", xpiler.parallel}
// CHECK: } {xpiler.name = "other"}
// CHECK: } {xpiler.name = "turned", xpiler.parallel}
// CHECK: } {xpiler.name = "larger"}
// CHECK: } {xpiler.name = "unsigned"}
func.func @lesser(%x: memref<?xf32> {xpiler.name = "x"}, %n: index, %left: index, %count: i32) attributes {xpiler.entry} {
  %w64 = arith.constant 64 : i32
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c63 = arith.constant 63 : index
  %c64 = arith.constant 64 : index
  %f = arith.constant 0.0 : f32
  %short = arith.cmpi slt, %left, %c64 : index
  %end = arith.select %short, %left, %c64 : index
  scf.for %i = %c0 to %n step %c1 {
    %row = arith.muli %i, %c64 : index
    scf.for %j = %c0 to %end step %c1 {
      %at = arith.addi %row, %j : index
      memref.store %f, %x[%at] : memref<?xf32>
    }
  } {xpiler.name = "rows"}
  scf.for %i = %c0 to %n step %c1 {
    %row = arith.muli %i, %c63 : index
    scf.for %j = %c0 to %end step %c1 {
      %at = arith.addi %row, %j : index
      memref.store %f, %x[%at] : memref<?xf32>
    }
  } {xpiler.name = "other"}
  // The same the other way round, and the larger of the two.
  %long = arith.cmpi sgt, %c64, %left : index
  %least = arith.select %long, %left, %c64 : index
  scf.for %i = %c0 to %n step %c1 {
    %row = arith.muli %i, %c64 : index
    scf.for %j = %c0 to %least step %c1 {
      %at = arith.addi %row, %j : index
      memref.store %f, %x[%at] : memref<?xf32>
    }
  } {xpiler.name = "turned"}
  %beyond = arith.cmpi sgt, %left, %c64 : index
  %larger = arith.select %beyond, %left, %c64 : index
  scf.for %i = %c0 to %n step %c1 {
    %row = arith.muli %i, %c64 : index
    scf.for %j = %c0 to %larger step %c1 {
      %at = arith.addi %row, %j : index
      memref.store %f, %x[%at] : memref<?xf32>
    }
  } {xpiler.name = "larger"}
  // As an unsigned number, the lesser of two is far from small where it is negative.
  %most = arith.cmpi slt, %count, %w64 : i32
  %few = arith.select %most, %count, %w64 : i32
  %unsigned = arith.index_castui %few : i32 to index
  scf.for %i = %c0 to %n step %c1 {
    %row = arith.muli %i, %c64 : index
    scf.for %j = %c0 to %unsigned step %c1 {
      %at = arith.addi %row, %j : index
      memref.store %f, %x[%at] : memref<?xf32>
    }
  } {xpiler.name = "unsigned"}
  return
}

// -----

// What an array holds says how far a loop goes that walks through it: 64 * i + j + 8192 < 12288 for all j < 64, so that i < 64 and 64 * i + j < 4096. Not
// where the two overlap, where an access is not always made, where the index may begin below 0, and where a parameter says how far apart they are.

// CHECK-LABEL: func.func @halves
// CHECK: } {xpiler.name = "halves", xpiler.parallel}
// CHECK: } {xpiler.name = "above", xpiler.parallel}
// CHECK: } {xpiler.name = "overlap"}
// CHECK: } {xpiler.name = "guarded"}
// CHECK: } {xpiler.name = "from"}
// CHECK: } {xpiler.name = "empty"}
// CHECK: } {xpiler.name = "offset"}
// CHECK: } {xpiler.name = "stride"}
func.func @halves(%x: memref<12288xf32> {xpiler.name = "x"}, %n: index, %a: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c63 = arith.constant 63 : index
  %c64 = arith.constant 64 : index
  %c8192 = arith.constant 8192 : index
  %c4031 = arith.constant 4031 : index
  scf.for %i = %c0 to %n step %c1 {
    %row = arith.muli %i, %c64 : index
    scf.for %j = %c0 to %c64 step %c1 {
      %at = arith.addi %row, %j : index
      %to = arith.addi %at, %c8192 : index
      %v = memref.load %x[%at] : memref<12288xf32>
      memref.store %v, %x[%to] : memref<12288xf32>
    }
  } {xpiler.name = "halves"}
  // Written below, read above.
  scf.for %i = %c0 to %n step %c1 {
    %row = arith.muli %i, %c64 : index
    scf.for %j = %c0 to %c64 step %c1 {
      %at = arith.addi %row, %j : index
      %from = arith.addi %at, %c8192 : index
      %v = memref.load %x[%from] : memref<12288xf32>
      memref.store %v, %x[%at] : memref<12288xf32>
    }
  } {xpiler.name = "above"}
  // i < 130: the last two rows that are read are the first two that are written.
  scf.for %i = %c0 to %n step %c1 {
    %row = arith.muli %i, %c64 : index
    scf.for %j = %c0 to %c64 step %c1 {
      %at = arith.addi %row, %j : index
      %to = arith.addi %at, %c4031 : index
      %v = memref.load %x[%at] : memref<12288xf32>
      memref.store %v, %x[%to] : memref<12288xf32>
    }
  } {xpiler.name = "overlap"}
  scf.for %i = %c0 to %n step %c1 {
    %row = arith.muli %i, %c64 : index
    scf.for %j = %c0 to %c64 step %c1 {
      %at = arith.addi %row, %j : index
      %to = arith.addi %at, %c8192 : index
      %v = memref.load %x[%at] : memref<12288xf32>
      %first = arith.cmpi eq, %i, %a : index
      scf.if %first {
        memref.store %v, %x[%to] : memref<12288xf32>
      }
    }
  } {xpiler.name = "guarded"}
  // a may be negative.
  scf.for %i = %c0 to %n step %c1 {
    %row = arith.muli %i, %c64 : index
    %start = arith.subi %row, %a : index
    scf.for %j = %c0 to %c64 step %c1 {
      %at = arith.addi %row, %j : index
      %to = arith.addi %start, %c8192 : index
      %v = memref.load %x[%at] : memref<12288xf32>
      memref.store %v, %x[%to] : memref<12288xf32>
    }
  } {xpiler.name = "from"}
  // A loop inside that may have no iteration says nothing.
  scf.for %i = %c0 to %n step %c1 {
    %row = arith.muli %i, %c64 : index
    %to = arith.addi %row, %c8192 : index
    scf.for %j = %c0 to %a step %c1 {
      %v = memref.load %x[%row] : memref<12288xf32>
      memref.store %v, %x[%to] : memref<12288xf32>
    }
  } {xpiler.name = "empty"}
  // 64 * a + i and 63 - i are apart unless a is 0; an offset may be.
  %offset = arith.muli %a, %c64 : index
  scf.for %i = %c0 to %c64 step %c1 {
    %from = arith.subi %c63, %i : index
    %to = arith.addi %offset, %i : index
    %v = memref.load %x[%from] : memref<12288xf32>
    memref.store %v, %x[%to] : memref<12288xf32>
  } {xpiler.name = "offset"}
  // a * i + 8192 is not behind 64 + i for a below 0.
  scf.for %i = %c0 to %c64 step %c1 {
    %from = arith.addi %c64, %i : index
    %far = arith.muli %a, %i : index
    %to = arith.addi %far, %c8192 : index
    %v = memref.load %x[%from] : memref<12288xf32>
    memref.store %v, %x[%to] : memref<12288xf32>
  } {xpiler.name = "stride"}
  return
}
