// What the dialects print, they parse.
// RUN: xpiler-opt %s | xpiler-opt | FileCheck %s
// RUN: xpiler-opt %s --mlir-print-op-generic | xpiler-opt | FileCheck %s

// CHECK-LABEL: func.func @threads
func.func @threads(%x: memref<?xf32>) attributes {xpiler.kernel} {
  // CHECK: simt.alloc_shared {xpiler.name = "s"} : memref<16x16xf32>
  %s = simt.alloc_shared {xpiler.name = "s"} : memref<16x16xf32>
  // CHECK: simt.thread_id x : i32
  %t = simt.thread_id x : i32
  // CHECK: simt.block_id y : i32
  %b = simt.block_id y : i32
  // CHECK: simt.block_dim z : i32
  %d = simt.block_dim z : i32
  // CHECK: simt.grid_dim x : i32
  %g = simt.grid_dim x : i32
  // CHECK: simt.barrier
  simt.barrier
  return
}

// CHECK-LABEL: func.func @task
func.func @task(%x: memref<?xf32>) attributes {xpiler.kernel} {
  %c0 = arith.constant 0 : index
  %n = arith.constant 64 : index
  // CHECK: cluster.id taskId : i32
  %t = cluster.id taskId : i32
  // CHECK: %[[A:.*]] = cluster.alloc nram {xpiler.name = "a"} : memref<64xf32>
  %a = cluster.alloc nram {xpiler.name = "a"} : memref<64xf32>
  // CHECK: cluster.copy %{{.*}}[%{{.*}}] gdram to %[[A]][%{{.*}}] nram size %{{.*}} : memref<?xf32> to memref<64xf32>
  cluster.copy %x[%c0] gdram to %a[%c0] nram size %n : memref<?xf32> to memref<64xf32>
  // CHECK: cluster.copy async %{{.*}} strides(%{{.*}}, %{{.*}}) count %{{.*}} :
  cluster.copy async %a[%c0] nram to %x[%c0] gdram size %n strides(%n, %n) count %n : memref<64xf32> to memref<?xf32>
  // CHECK: cluster.sync io
  cluster.sync io
  // CHECK: intrin.call "bang" "__bang_add"(%[[A]], %[[A]], %[[A]], %{{.*}}) at(%{{.*}}, %{{.*}}, %{{.*}}) :
  intrin.call "bang" "__bang_add"(%a, %a, %a, %n) at (%c0, %c0, %c0) : (memref<64xf32>, memref<64xf32>, memref<64xf32>, index) -> ()
  return
}

// CHECK-LABEL: func.func @host
func.func @host(%x: memref<?xf32>) attributes {xpiler.entry} {
  %c1 = arith.constant 1 : index
  // CHECK: simt.launch @threads grid(%{{.*}}, %{{.*}}, %{{.*}}) block(%{{.*}}, %{{.*}}, %{{.*}}) args(%{{.*}} : memref<?xf32>)
  simt.launch @threads grid(%c1, %c1, %c1) block(%c1, %c1, %c1) args(%x : memref<?xf32>)
  // CHECK: cluster.launch @task block tasks(%{{.*}}, %{{.*}}, %{{.*}}) args(%{{.*}} : memref<?xf32>)
  cluster.launch @task block tasks(%c1, %c1, %c1) args(%x : memref<?xf32>)
  return
}
