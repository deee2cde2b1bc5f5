// Upstream passes respect the effects of our operations: ids are values, barriers and copies stay, vectors without memory fold.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(func.func(cse,loop-invariant-code-motion,canonicalize))' | FileCheck %s

// CHECK-LABEL: func.func @effects
func.func @effects(%x: memref<?xf32>, %v: vector<16xf32>, %n: index) -> (i32, i32, vector<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // CHECK-COUNT-1: simt.thread_id x
  // CHECK-NOT: simt.thread_id
  %a = simt.thread_id x : i32
  %b = simt.thread_id x : i32
  // An intrinsic without buffers is a value: it leaves the loop.
  // CHECK: %[[V:.*]] = intrin.call "vnni" "_mm512_add_ps"
  // CHECK: scf.for
  // CHECK-NEXT: simt.barrier
  // CHECK-NEXT: cluster.sync core
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%acc = %v) -> vector<16xf32> {
    simt.barrier
    cluster.sync core
    %s = intrin.call "vnni" "_mm512_add_ps"(%v, %v) : (vector<16xf32>, vector<16xf32>) -> vector<16xf32>
    scf.yield %s : vector<16xf32>
  }
  return %a, %b, %r : i32, i32, vector<16xf32>
}
