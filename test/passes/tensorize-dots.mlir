// Sums over the bytes of an integer: rows that add what four bytes of two integers give, on CUDA and on HIP.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=cuda},canonicalize,cse)' -split-input-file | FileCheck %s --check-prefixes=CHECK,CUDA
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(tensorize{platform=hip},canonicalize,cse)' -split-input-file | FileCheck %s --check-prefixes=CHECK,HIP

// Elements of memory from a place on that is no multiple of four are put together: the first one is in the lowest bits. From
// a place on that is one for sure, they are read as the integer that they are.
// CHECK-LABEL: func.func @memory(
// CHECK-SAME: %[[A:[^:]*]]: memref<?xi8>, %[[B:[^:]*]]: memref<?xi8>, %[[I:[^:]*]]: index
// CHECK: %[[SUM:.*]] = memref.alloca() {xpiler.name = "sum"}
// CHECK: memref.load %[[A]][%c1]
// CHECK: %[[A1:.*]] = memref.load %[[A]][%c2]
// CHECK: %[[U1:.*]] = arith.extui %[[A1]] : i8 to i32
// CHECK: arith.shli %[[U1]], %c8_i32
// CHECK: memref.load %[[A]][%c3]
// CHECK: arith.shli %{{.*}}, %c16_i32
// CHECK: memref.load %[[A]][%c4]
// CHECK: arith.shli %{{.*}}, %c24_i32
// CHECK: arith.ori
// CHECK: arith.muli %[[I]], %c4
// CHECK: vector.load %[[B]][%{{.*}}] : memref<?xi8>, vector<4xi8>
// CHECK: %[[BEFORE:.*]] = memref.load %[[SUM]][]
// CUDA: %[[AFTER:.*]] = intrin.call "cuda" "__dp4a"(%{{.*}}, %{{.*}}, %[[BEFORE]])
// HIP: %[[AFTER:.*]] = intrin.call "hip" "__builtin_amdgcn_sdot4"(%{{.*}}, %{{.*}}, %[[BEFORE]], %false)
// CHECK: memref.store %[[AFTER]], %[[SUM]][]
// CHECK-NOT: scf.for
func.func @memory(%A: memref<?xi8>, %B: memref<?xi8>, %i: index, %y: memref<?xi32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %sum = memref.alloca() {xpiler.name = "sum"} : memref<i32>
  scf.for %e = %c0 to %c4 step %c1 {
    %next = arith.addi %e, %c1 : index
    %a = memref.load %A[%next] : memref<?xi8>
    %first = arith.muli %i, %c4 : index
    %at = arith.addi %first, %e : index
    %b = memref.load %B[%at] : memref<?xi8>
    %x = arith.extsi %a : i8 to i32
    %z = arith.extsi %b : i8 to i32
    %p = arith.muli %x, %z : i32
    %s = memref.load %sum[] : memref<i32>
    %t = arith.addi %p, %s : i32
    memref.store %t, %sum[] : memref<i32>
  } {xpiler.name = "e"}
  %end = memref.load %sum[] : memref<i32>
  memref.store %end, %y[%c0] : memref<?xi32>
  return
}

// -----

// Bytes without a sign have a row of their own. In shared memory, which is made to be aligned, a group that starts at a multiple of four is read
// as the integer that it is; one that does not is put together.
// CHECK-LABEL: func.func @shared
// CHECK: %[[T:.*]] = memref.alloca() {xpiler.align = 4 : i64, xpiler.name = "T", xpiler.space = "shared"} : memref<8x16x4xi8>
// CHECK: %[[U:.*]] = memref.alloca() {xpiler.name = "U", xpiler.space = "shared"} : memref<8x6xi8>
// CHECK: scf.for %[[K:.*]] = %c0 to %c8
// CHECK: %[[G:.*]] = vector.load %[[T]][%[[K]], %c3, %c0] : memref<8x16x4xi8>, vector<4xi8>
// CHECK: %[[W:.*]] = vector.bitcast %[[G]] : vector<4xi8> to vector<1xi32>
// CHECK: %[[X:.*]] = vector.extract %[[W]][0]
// CHECK-COUNT-4: memref.load %[[U]][%[[K]], %{{.*}}]
// CUDA: intrin.call "cuda" "__dp4a_unsigned"(%[[X]],
// HIP: intrin.call "hip" "__builtin_amdgcn_udot4"(%[[X]],
func.func @shared(%y: memref<?xi32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "shared"} : memref<8x16x4xi8>
  %U = memref.alloca() {xpiler.name = "U", xpiler.space = "shared"} : memref<8x6xi8>
  scf.for %k = %c0 to %c8 step %c1 {
    scf.for %e = %c0 to %c4 step %c1 {
      %a = memref.load %T[%k, %c3, %e] : memref<8x16x4xi8>
      %b = memref.load %U[%k, %e] : memref<8x6xi8>
      %x = arith.extui %a : i8 to i32
      %z = arith.extui %b : i8 to i32
      %p = arith.muli %x, %z : i32
      %s = memref.load %y[%k] : memref<?xi32>
      %t = arith.addi %s, %p : i32
      memref.store %t, %y[%k] : memref<?xi32>
    } {xpiler.name = "e"}
  } {xpiler.name = "k"}
  return
}

// -----

// Rows that start at multiples of four only if a scalar is one: to ask costs more than to put four bytes together.
// CHECK-LABEL: func.func @rows(
// CHECK-SAME: %[[A:[^:]*]]: memref<?xi8>
// CHECK-NOT: vector.load
// CHECK-COUNT-4: memref.load %[[A]][
// CUDA: intrin.call "cuda" "__dp4a"
// HIP: intrin.call "hip" "__builtin_amdgcn_sdot4"
func.func @rows(%A: memref<?xi8>, %n: index, %y: memref<?xi32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "shared"} : memref<1x6xi8>
  scf.for %e = %c0 to %c4 step %c1 {
    %row = arith.muli %n, %c3 : index
    %at = arith.addi %row, %e : index
    %a = memref.load %A[%at] : memref<?xi8>
    %b = memref.load %T[%c0, %e] : memref<1x6xi8>
    %x = arith.extsi %a : i8 to i32
    %z = arith.extsi %b : i8 to i32
    %p = arith.muli %x, %z : i32
    %s = memref.load %y[%c0] : memref<?xi32>
    %t = arith.addi %s, %p : i32
    memref.store %t, %y[%c0] : memref<?xi32>
  } {xpiler.name = "e"}
  return
}
