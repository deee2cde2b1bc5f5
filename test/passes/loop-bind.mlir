// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-bind{loop=i to=blockIdx.x},loop-bind{loop=j to=threadIdx.x})' | FileCheck %s

// One loop is known to be parallel, the other is proved to be.
// CHECK: module attributes {xpiler.obligations = ["loop-bind{loop=i to=blockIdx.x}: iterations are independent (parallel)", "loop-bind{loop=j to=threadIdx.x}: iterations are independent (dependence)"]}
// CHECK: scf.for
// CHECK:   scf.for
// CHECK:   } {xpiler.bind = "threadIdx.x", xpiler.name = "j", xpiler.parallel}
// CHECK: } {xpiler.bind = "blockIdx.x", xpiler.name = "i", xpiler.parallel}
func.func @f(%x: memref<?x8xf32>, %n: index, %m: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    scf.for %j = %c0 to %m step %c1 {
      memref.store %v, %x[%i, %j] : memref<?x8xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i", xpiler.parallel}
  return
}


// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-bind{loop=i to=blockIdx.x},loop-bind{loop=i to=none},loop-bind{loop=j to=blockIdx.x})' | FileCheck %s --check-prefix=NONE
// NONE: } {xpiler.bind = "blockIdx.x", xpiler.name = "j", xpiler.parallel}
// NONE: } {xpiler.name = "i", xpiler.parallel}
