// Sums in lanes: which rows compute them is said by the types, the signs and the places of the elements.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=vnni})' -split-input-file | FileCheck %s

// A group that is the same for all lanes, times groups that follow each other; the factors the other way round.
// CHECK-LABEL: func.func @bytes
// CHECK: %[[S:.*]] = intrin.call "vnni" "_mm512_loadu_si512"(%[[SUM:.*]]) at(%{{.*}}) : (memref<32xi32>) -> vector<16xi32>
// CHECK: %[[G:.*]] = intrin.call "vnni" "_mm_loadu_si32"(%arg0) at(%{{.*}}) : (memref<?xi8>) -> vector<16xi8>
// CHECK: %[[W:.*]] = vector.bitcast %[[G]] : vector<16xi8> to vector<4xi32>
// CHECK: %[[A:.*]] = intrin.call "vnni" "_mm512_broadcastd_epi32"(%[[W]])
// CHECK: %[[U:.*]] = vector.bitcast %[[A]] : vector<16xi32> to vector<64xi8>
// CHECK: %[[B:.*]] = intrin.call "vnni" "_mm512_loadu_si512"(%arg1) at(%{{.*}}) : (memref<?xi8>) -> vector<64xi8>
// CHECK: %[[D:.*]] = intrin.call "vnni" "_mm512_dpbusd_epi32"(%[[S]], %[[U]], %[[B]])
// CHECK: intrin.call "vnni" "_mm512_storeu_si512"(%[[SUM]], %[[D]]) at(%{{.*}}) : (memref<32xi32>, vector<16xi32>) -> ()
// CHECK-NOT: scf.for
func.func @bytes(%A: memref<?xi8>, %B: memref<?xi8>, %at: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %sum = memref.alloca() : memref<32xi32>
  scf.for %l = %c0 to %c16 step %c1 {
    scf.for %e = %c0 to %c4 step %c1 {
      %i = arith.addi %at, %e : index
      %a = memref.load %A[%i] : memref<?xi8>
      %x = arith.extui %a : i8 to i32
      %g = arith.muli %l, %c4 : index
      %j = arith.addi %g, %e : index
      %b = memref.load %B[%j] : memref<?xi8>
      %y = arith.extsi %b : i8 to i32
      %p = arith.muli %y, %x : i32
      %to = arith.addi %l, %c16 : index
      %s = memref.load %sum[%to] : memref<32xi32>
      %t = arith.addi %s, %p : i32
      memref.store %t, %sum[%to] : memref<32xi32>
    }
  }
  return
}

// -----

// CHECK-LABEL: func.func @words
// CHECK: intrin.call "vnni" "_mm_loadu_si32"(%{{.*}}) at(%{{.*}}) : (memref<?xi16>) -> vector<8xi16>
// CHECK: intrin.call "vnni" "_mm512_dpwssd_epi32"
func.func @words(%A: memref<?xi16>, %B: memref<?xi16>, %sum: memref<?xi32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  scf.for %l = %c0 to %c16 step %c1 {
    scf.for %e = %c0 to %c2 step %c1 {
      %a = memref.load %A[%e] : memref<?xi16>
      %x = arith.extsi %a : i16 to i32
      %g = arith.muli %l, %c2 : index
      %j = arith.addi %g, %e : index
      %b = memref.load %B[%j] : memref<?xi16>
      %y = arith.extsi %b : i16 to i32
      %p = arith.muli %x, %y : i32
      %s = memref.load %sum[%l] : memref<?xi32>
      %t = arith.addi %s, %p : i32
      memref.store %t, %sum[%l] : memref<?xi32>
    }
  }
  return
}

// -----

// Both factors are signed: no row.
// CHECK-LABEL: func.func @signed
// CHECK-NOT: intrin.call
// CHECK: return
func.func @signed(%A: memref<?xi8>, %B: memref<?xi8>, %sum: memref<?xi32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  scf.for %l = %c0 to %c16 step %c1 {
    scf.for %e = %c0 to %c4 step %c1 {
      %a = memref.load %A[%e] : memref<?xi8>
      %x = arith.extsi %a : i8 to i32
      %g = arith.muli %l, %c4 : index
      %j = arith.addi %g, %e : index
      %b = memref.load %B[%j] : memref<?xi8>
      %y = arith.extsi %b : i8 to i32
      %p = arith.muli %x, %y : i32
      %s = memref.load %sum[%l] : memref<?xi32>
      %t = arith.addi %s, %p : i32
      memref.store %t, %sum[%l] : memref<?xi32>
    }
  }
  return
}

// -----

// The lanes of one factor do not follow each other, and a sum that does not wrap is another one.
// CHECK-LABEL: func.func @apart
// CHECK-NOT: intrin.call
// CHECK: return
func.func @apart(%A: memref<?xi8>, %B: memref<?xi8>, %sum: memref<?xi32>, %K: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %most = arith.constant 2147483647 : i64
  %least = arith.constant -2147483648 : i64
  scf.for %l = %c0 to %c16 step %c1 {
    scf.for %e = %c0 to %c4 step %c1 {
      %a = memref.load %A[%e] : memref<?xi8>
      %x = arith.extui %a : i8 to i32
      %g = arith.muli %l, %K : index
      %j = arith.addi %g, %e : index
      %b = memref.load %B[%j] : memref<?xi8>
      %y = arith.extsi %b : i8 to i32
      %p = arith.muli %x, %y : i32
      %s = memref.load %sum[%l] : memref<?xi32>
      %t = arith.addi %s, %p : i32
      memref.store %t, %sum[%l] : memref<?xi32>
    }
  }
  scf.for %l = %c0 to %c16 step %c1 {
    scf.for %e = %c0 to %c4 step %c1 {
      %a = memref.load %A[%e] : memref<?xi8>
      %x = arith.extui %a : i8 to i64
      %g = arith.muli %l, %c4 : index
      %j = arith.addi %g, %e : index
      %b = memref.load %B[%j] : memref<?xi8>
      %y = arith.extsi %b : i8 to i64
      %p = arith.muli %x, %y : i64
      %s = memref.load %sum[%l] : memref<?xi32>
      %w = arith.extsi %s : i32 to i64
      %t = arith.addi %w, %p : i64
      %low = arith.minsi %t, %most : i64
      %in = arith.maxsi %low, %least : i64
      %r = arith.trunci %in : i64 to i32
      memref.store %r, %sum[%l] : memref<?xi32>
    }
  }
  return
}
