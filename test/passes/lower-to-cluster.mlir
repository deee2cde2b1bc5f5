// RUN: xpiler-opt %s --pass-pipeline='builtin.module(lower-to-cluster{tasks=8})' | FileCheck %s

// Nested parallel loops share one index, strided over the tasks; a local array goes to NRAM. Where both lengths are negative, their product is not.
// CHECK: module attributes {xpiler.platform = "bang"}
// CHECK-LABEL: func.func @fill(
// CHECK-DAG: cluster.id taskId
// CHECK-DAG: cluster.id taskDim
// CHECK-DAG: %[[COLUMNS:.*]] = arith.maxsi %{{.*}} : i32
// CHECK-DAG: %[[TOTAL:.*]] = arith.muli %{{.*}}, %[[COLUMNS]]
// CHECK: scf.for %[[T:.*]] = %{{.*}} to %[[TOTAL]] step %{{.*}}
// CHECK-DAG: arith.remsi %[[T]]
// CHECK-DAG: arith.divsi %[[T]]
// CHECK: cluster.alloc nram {xpiler.name = "tmp"} : memref<4xf32>
// CHECK-LABEL: func.func @fill_launch(
// CHECK: cluster.launch @fill block tasks(%c8, %c1, %c1)
module {
func.func @fill_launch(%x: memref<?xf32> {xpiler.name = "x", xpiler.extent = "n * m"}, %n: i32 {xpiler.name = "n"}, %m: i32 {xpiler.name = "m"}) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %f = arith.constant 2.0 : f32
  %ni = arith.index_cast %n : i32 to index
  %mi = arith.index_cast %m : i32 to index
  scf.for %i = %c0 to %ni step %c1 {
    scf.for %j = %c0 to %mi step %c1 {
      %tmp = memref.alloca() {xpiler.name = "tmp"} : memref<4xf32>
      memref.store %f, %tmp[%c1] : memref<4xf32>
      %v = memref.load %tmp[%c1] : memref<4xf32>
      %row = arith.muli %i, %mi : index
      %at = arith.addi %row, %j : index
      memref.store %v, %x[%at] : memref<?xf32>
    } {xpiler.name = "j", xpiler.parallel}
  } {xpiler.name = "i", xpiler.parallel}
  return
}
}
