// RUN: xpiler-opt %s --pass-pipeline='builtin.module(share-vectors)' -split-input-file | FileCheck %s

// What a block loads and computes twice alike is made once.
// CHECK-LABEL: func.func @f
// CHECK: %[[X:.*]] = intrin.call "vnni" "_mm512_loadu_ps"(%arg0) at(%[[I:.*]]) : (memref<?xf32>) -> vector<16xf32>
// CHECK-NEXT: %[[S:.*]] = intrin.call "vnni" "_mm512_add_ps"(%[[X]], %[[X]])
// CHECK-NEXT: intrin.call "vnni" "_mm512_storeu_ps"(%arg1, %[[S]]) at(%[[I]])
// CHECK-NEXT: intrin.call "vnni" "_mm512_storeu_ps"(%arg1, %[[S]]) at(%[[I]])
func.func @f(%x: memref<?xf32>, %y: memref<?xf32>, %n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %n step %c16 {
    %a = intrin.call "vnni" "_mm512_loadu_ps"(%x) at(%i) : (memref<?xf32>) -> vector<16xf32>
    %s = intrin.call "vnni" "_mm512_add_ps"(%a, %a) : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
    intrin.call "vnni" "_mm512_storeu_ps"(%y, %s) at(%i) : (memref<?xf32>, vector<16xf32>) -> ()
    %b = intrin.call "vnni" "_mm512_loadu_ps"(%x) at(%i) : (memref<?xf32>) -> vector<16xf32>
    %t = intrin.call "vnni" "_mm512_add_ps"(%b, %a) : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
    intrin.call "vnni" "_mm512_storeu_ps"(%y, %t) at(%i) : (memref<?xf32>, vector<16xf32>) -> ()
  }
  return
}

// -----

// Not what is written in between, and not what lies elsewhere.
// CHECK-LABEL: func.func @kept
// CHECK-COUNT-4: _mm512_loadu_ps
func.func @kept(%x: memref<?xf32>, %y: memref<?xf32>, %n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %n step %c16 {
    %a = intrin.call "vnni" "_mm512_loadu_ps"(%x) at(%i) : (memref<?xf32>) -> vector<16xf32>
    intrin.call "vnni" "_mm512_storeu_ps"(%x, %a) at(%c0) : (memref<?xf32>, vector<16xf32>) -> ()
    %b = intrin.call "vnni" "_mm512_loadu_ps"(%x) at(%i) : (memref<?xf32>) -> vector<16xf32>
    intrin.call "vnni" "_mm512_storeu_ps"(%x, %b) at(%i) : (memref<?xf32>, vector<16xf32>) -> ()
  }
  scf.for %i = %c0 to %n step %c16 {
    %a = intrin.call "vnni" "_mm512_loadu_ps"(%y) at(%i) : (memref<?xf32>) -> vector<16xf32>
    %b = intrin.call "vnni" "_mm512_loadu_ps"(%y) at(%c0) : (memref<?xf32>) -> vector<16xf32>
    intrin.call "vnni" "_mm512_storeu_ps"(%x, %a) at(%i) : (memref<?xf32>, vector<16xf32>) -> ()
    intrin.call "vnni" "_mm512_storeu_ps"(%x, %b) at(%c0) : (memref<?xf32>, vector<16xf32>) -> ()
  }
  return
}
