// RUN: xpiler-opt %s --pass-pipeline='builtin.module(workspace{buffers=a loops=t},canonicalize,cse)' | FileCheck %s
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(workspace{buffers=p loops=u,v},canonicalize,cse)' | FileCheck %s --check-prefix=NEST

// CHECK: xpiler.obligations = ["workspace{loops=t}: iterations are independent (parallel)"]
// CHECK-LABEL: func.func @k
// CHECK: %[[T:.*]] = arith.maxsi %{{.*}}, %c0
// CHECK: %[[N:.*]] = arith.muli %[[T]], %c32 overflow<nsw>
// CHECK: %[[W:.*]] = memref.alloc(%[[N]]) {xpiler.device, xpiler.name = "a"} : memref<?xf32>
// CHECK: scf.for %[[I:.*]] = %c0 to
// CHECK-NOT: xpiler.name = "a"
// CHECK: arith.muli %[[I]], %c32 overflow<nsw>
// CHECK: memref.store %{{.*}}, %[[W]]
// CHECK: memref.load %[[W]]
// CHECK: memref.dealloc %[[W]]

// The iteration of a nest: 3 * u + v.
// NEST: %[[W:.*]] = memref.alloc(%{{.*}}) {xpiler.device, xpiler.name = "p"} : memref<?xi32>
// NEST: scf.for %[[U:.*]] = %c0 to %{{.*}} step %c1
// NEST: scf.for %[[V:.*]] = %c0 to %c3 step %c1
// NEST-DAG: arith.muli %[[U]], %c24 overflow<nsw>
// NEST-DAG: arith.muli %[[V]], %c8 overflow<nsw>
// NEST: memref.store %{{.*}}, %[[W]]
module {
  func.func @k(%x: memref<?xf32>, %y: memref<?xf32>, %z: memref<?xi32>, %n: index) attributes {xpiler.entry} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c3 = arith.constant 3 : index
    %c8 = arith.constant 8 : index
    %one = arith.constant 1 : i32
    scf.for %t = %c0 to %n step %c1 {
      %a = memref.alloca() {xpiler.name = "a"} : memref<4x8xf32>
      %v = memref.load %x[%t] : memref<?xf32>
      memref.store %v, %a[%c1, %c2] : memref<4x8xf32>
      %w = memref.load %a[%c1, %c2] : memref<4x8xf32>
      memref.store %w, %y[%t] : memref<?xf32>
    } {xpiler.name = "t", xpiler.parallel}
    scf.for %u = %c0 to %n step %c1 {
      scf.for %v = %c0 to %c3 step %c1 {
        %p = memref.alloca() {xpiler.name = "p"} : memref<8xi32>
        memref.store %one, %p[%c1] : memref<8xi32>
        %w = memref.load %p[%c1] : memref<8xi32>
        %first = arith.muli %u, %c3 : index
        %at = arith.addi %first, %v : index
        memref.store %w, %z[%at] : memref<?xi32>
      } {xpiler.name = "v", xpiler.parallel}
    } {xpiler.name = "u", xpiler.parallel}
    return
  }
}
