// RUN: xpiler-opt %s --pass-pipeline='builtin.module(detensorize,canonicalize)' | FileCheck %s

// Strides are bytes; a tile is as large as its configuration says.
// CHECK-LABEL: func.func @tiles
// CHECK-DAG: %[[C:.*]] = memref.alloca() {xpiler.tile = 0 : i64} : memref<7x5xi32>
// CHECK-DAG: %[[A:.*]] = memref.alloca() {xpiler.tile = 1 : i64} : memref<7x12xi8>
// CHECK-DAG: %[[B:.*]] = memref.alloca() {xpiler.tile = 2 : i64} : memref<3x20xi8>
// CHECK: %[[LINE:.*]] = arith.divsi %arg3, %c4
// CHECK: scf.for %[[I:.*]] = %c0 to %c7
// CHECK:   scf.for %[[J:.*]] = %c0 to %c5
// CHECK:     %[[ROW:.*]] = arith.muli %[[I]], %[[LINE]]
// CHECK:     %[[AT:.*]] = arith.addi %[[ROW]], %[[J]]
// CHECK:     %[[OFF:.*]] = arith.addi %[[AT]], %arg4
// CHECK:     memref.load %arg2[%[[OFF]]]
// CHECK:     memref.store %{{.*}}, %[[C]][%[[I]], %[[J]]]
// CHECK: scf.for %{{.*}} = %c0 to %c7
// CHECK:   scf.for %{{.*}} = %c0 to %c5
// CHECK:     scf.for %{{.*}} = %c0 to %c3
// CHECK:       scf.for %{{.*}} = %c0 to %c4
// CHECK:         arith.extsi
// CHECK:         arith.extui
// CHECK-NOT: intrin.call
func.func @tiles(%a: memref<?xi8>, %b: memref<?xi8>, %c: memref<?xi32>, %stride: index, %at: index) {
  %c0 = arith.constant 0 : index
  %t0 = memref.alloca() {xpiler.tile = 0} : memref<7x5xi32>
  %t1 = memref.alloca() {xpiler.tile = 1} : memref<7x12xi8>
  %t2 = memref.alloca() {xpiler.tile = 2} : memref<3x20xi8>
  intrin.call "vnni" "_tile_loadd"(%t0, %c, %stride) at (%c0, %at) : (memref<7x5xi32>, memref<?xi32>, index) -> ()
  intrin.call "vnni" "_tile_loadd"(%t1, %a, %stride) at (%c0, %c0) : (memref<7x12xi8>, memref<?xi8>, index) -> ()
  intrin.call "vnni" "_tile_loadd"(%t2, %b, %stride) at (%c0, %c0) : (memref<3x20xi8>, memref<?xi8>, index) -> ()
  intrin.call "vnni" "_tile_dpbsud"(%t0, %t1, %t2) at (%c0, %c0, %c0) : (memref<7x5xi32>, memref<7x12xi8>, memref<3x20xi8>) -> ()
  intrin.call "vnni" "_tile_stored"(%t0, %c, %stride) at (%c0, %c0) : (memref<7x5xi32>, memref<?xi32>, index) -> ()
  return
}
