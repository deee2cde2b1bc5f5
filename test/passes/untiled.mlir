// RUN: xpiler-translate --import-cuda %S/../kernels/cuda/gemm_tiled.cu | xpiler-opt --pass-pipeline='builtin.module(raise-cuda,uncache,guard-sums,canonicalize,cse,loop-outward,canonicalize,cse,loop-outward,canonicalize,cse,loop-bounds,canonicalize,cse,loop-unsplit,loop-bounds,canonicalize,cse,mark-parallel,canonicalize,cse,annotate-operations)' | FileCheck %s

// A product of matrices in tiles of shared memory, padded with zeros, is the product that it is: rows, columns, and one sum to the end.
// CHECK-LABEL: func.func @gemm_tiled
// CHECK-NOT: memref<16x16xf32>
// CHECK-NOT: scf.if
// CHECK: %[[M:[0-9]+]] = arith.index_cast %arg3 : i32 to index
// CHECK: scf.for %[[ROW:[a-z0-9]+]] = %c0 to %[[M]] step %c1 {
// CHECK: %[[N:[0-9]+]] = arith.index_cast %arg4 : i32 to index
// CHECK: scf.for %[[COLUMN:[a-z0-9]+]] = %c0 to %[[N]] step %c1 {
// CHECK: scf.for %[[K:[a-z0-9]+]] = %c0_i32 to %arg5 step %c1_i32
// CHECK: memref.load %arg0
// CHECK: memref.load %arg1
// CHECK: memref.store %{{.*}}, %arg2
// CHECK-NOT: scf.for
// CHECK: xpiler.operation = "operation(matmul)", xpiler.parallel}
