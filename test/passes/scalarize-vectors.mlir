// RUN: xpiler-opt %s --pass-pipeline='builtin.module(scalarize-vectors,canonicalize,cse)' | FileCheck %s

// One loop, through the variable; what is dead is gone.
// CHECK-LABEL: func.func @shared
// CHECK: scf.for %[[L:.*]] = %c0 to %c16
// CHECK-NEXT: %[[AT:.*]] = arith.addi %arg2, %[[L]]
// CHECK-NEXT: %[[X:.*]] = memref.load %arg0[%[[AT]]]
// CHECK-NEXT: %[[R:.*]] = arith.addf %[[X]], %[[X]]
// CHECK-NEXT: memref.store %[[R]], %arg1[%[[AT]]]
// CHECK-NEXT: }
// CHECK-NEXT: return
func.func @shared(%x: memref<?xf32>, %y: memref<?xf32>, %i: index) {
  %v = memref.alloca() : memref<vector<16xf32>>
  %a = vector.load %x[%i] : memref<?xf32>, vector<16xf32>
  memref.store %a, %v[] : memref<vector<16xf32>>
  %b = memref.load %v[] : memref<vector<16xf32>>
  %r = arith.addf %b, %b : vector<16xf32>
  vector.store %r, %y[%i] : memref<?xf32>, vector<16xf32>
  return
}

// A lane must not read what another one has written: two loops.
// CHECK-LABEL: func.func @moved
// CHECK: scf.for
// CHECK: memref.load %arg0
// CHECK: }
// CHECK: scf.for
// CHECK: memref.store %{{.*}}, %arg0
func.func @moved(%x: memref<?xf32>, %i: index, %j: index) {
  %a = vector.load %x[%i] : memref<?xf32>, vector<16xf32>
  vector.store %a, %x[%j] : memref<?xf32>, vector<16xf32>
  return
}

// Nor may a load wait behind a store to its memory.
// CHECK-LABEL: func.func @written
// CHECK: scf.for
// CHECK: %[[OLD:.*]] = memref.load %arg0
// CHECK: memref.store %[[OLD]], %[[KEPT:.*]][
// CHECK: memref.store %{{.*}}, %arg0[%{{.*}}]
// CHECK: memref.load %[[KEPT]]
// CHECK: memref.store %{{.*}}, %arg1
func.func @written(%x: memref<?xf32>, %y: memref<?xf32>, %s: f32, %i: index) {
  %a = vector.load %x[%i] : memref<?xf32>, vector<16xf32>
  memref.store %s, %x[%i] : memref<?xf32>
  vector.store %a, %y[%i] : memref<?xf32>, vector<16xf32>
  return
}

// A tail runs over its own lanes.
// CHECK-LABEL: func.func @tail
// CHECK: %[[N:.*]] = arith.minsi %arg1, %c16
// CHECK: scf.for %[[L:.*]] = %c0 to %[[N]]
// CHECK-NEXT: memref.load %arg0[%[[L]]]
// CHECK-NEXT: arith.addf
// CHECK-NEXT: memref.store %{{.*}}, %arg0[%[[L]]]
func.func @tail(%x: memref<?xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %m = vector.create_mask %n : vector<16xi1>
  %a = vector.maskedload %x[%c0], %m, %zero : memref<?xf32>, vector<16xi1>, vector<16xf32> into vector<16xf32>
  %r = arith.addf %a, %a : vector<16xf32>
  vector.maskedstore %x[%c0], %m, %r : memref<?xf32>, vector<16xi1>, vector<16xf32>
  return
}

// Four bytes in all lanes are seen as the bytes they are.
// CHECK-LABEL: func.func @bytes
// CHECK-NOT: arith.shli
// CHECK: scf.for %[[L:.*]] = %c0 to %c64
// CHECK: %[[AT:.*]] = arith.remui %[[L]], %c4
// CHECK: %[[FROM:.*]] = arith.addi %arg2, %[[AT]]
// CHECK: memref.load %arg0[%[[FROM]]]
// CHECK: memref.store
func.func @bytes(%x: memref<?xi8>, %y: memref<?xi8>, %i: index) {
  %four = vector.load %x[%i] : memref<?xi8>, vector<4xi8>
  %one = vector.bitcast %four : vector<4xi8> to vector<1xi32>
  %word = vector.extract %one[0] : i32 from vector<1xi32>
  %all = vector.broadcast %word : i32 to vector<16xi32>
  %v = memref.alloca() : memref<vector<16xi32>>
  memref.store %all, %v[] : memref<vector<16xi32>>
  %w = memref.load %v[] : memref<vector<16xi32>>
  %bytes = vector.bitcast %w : vector<16xi32> to vector<64xi8>
  vector.store %bytes, %y[%i] : memref<?xi8>, vector<64xi8>
  return
}

// What a row gathers is gathered where the variable is.
// CHECK-LABEL: func.func @gathered
// CHECK: %[[ACC:.*]] = memref.alloca() {xpiler.name = "acc"} : memref<16xi32>
// CHECK: scf.for
// CHECK-NOT: memref.alloca
// CHECK: scf.for %[[L:.*]] = %c0 to %c16
// CHECK-NEXT: scf.for %{{.*}} = %c0 to %c4
// CHECK: memref.load %[[ACC]][%[[L]]]
// CHECK: memref.store %{{.*}}, %[[ACC]][%[[L]]]
// CHECK: scf.for
// CHECK: memref.store %{{.*}}, %arg2
func.func @gathered(%a: memref<?xi32>, %n: index, %y: memref<?xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %zero = arith.constant dense<0> : vector<16xi32>
  %acc = memref.alloca() {xpiler.name = "acc"} : memref<vector<16xi32>>
  memref.store %zero, %acc[] : memref<vector<16xi32>>
  scf.for %k = %c0 to %n step %c1 {
    %src = memref.load %acc[] : memref<vector<16xi32>>
    %r = memref.alloca() : memref<16xi32>
    scf.for %l = %c0 to %c16 step %c1 {
      %first = vector.extract %src[%l] : i32 from vector<16xi32>
      memref.store %first, %r[%l] : memref<16xi32>
      scf.for %e = %c0 to %c4 step %c1 {
        %at = arith.addi %l, %e : index
        %p = memref.load %a[%at] : memref<?xi32>
        %before = memref.load %r[%l] : memref<16xi32>
        %after = arith.addi %before, %p : i32
        memref.store %after, %r[%l] : memref<16xi32>
      }
    }
    %v = vector.load %r[%c0] : memref<16xi32>, vector<16xi32>
    memref.store %v, %acc[] : memref<vector<16xi32>>
  }
  %end = memref.load %acc[] : memref<vector<16xi32>>
  vector.store %end, %y[%c0] : memref<?xi32>, vector<16xi32>
  return
}
