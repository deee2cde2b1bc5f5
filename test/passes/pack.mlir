// RUN: xpiler-opt %s --pass-pipeline='builtin.module(pack{buffer=T factor=4},canonicalize,cse)' | FileCheck %s

// Loops over groups and over the elements of one make the two places; any other place is divided.
// CHECK-LABEL: func.func @parts
// CHECK: %[[T:.*]] = memref.alloca() {xpiler.align = 32 : i64, xpiler.name = "T", xpiler.space = "shared"} : memref<3x5x4xf32>
// CHECK: scf.for %[[I:.*]] = %c0 to %c12 step %c1
// CHECK:   %[[G:.*]] = arith.divui %[[I]], %c4
// CHECK:   %[[P:.*]] = arith.remui %[[I]], %c4
// CHECK:   memref.store %{{.*}}, %[[T]][%[[G]], %c2, %[[P]]]
// CHECK: scf.for %[[O:.*]] = %c0 to %c3 step %c1
// CHECK:   scf.for %[[J:.*]] = %c0 to %c4 step %c1
// CHECK-NOT: div
// CHECK:     memref.load %[[T]][%[[O]], %c2, %[[J]]]
func.func @parts(%x: memref<?xf32>, %y: memref<?xf32>) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c12 = arith.constant 12 : index
  %T = memref.alloca() {xpiler.name = "T", xpiler.space = "shared", xpiler.align = 32 : i64, xpiler.padded} : memref<5x12xf32>
  scf.for %i = %c0 to %c12 step %c1 {
    %a = memref.load %x[%i] : memref<?xf32>
    memref.store %a, %T[%c2, %i] : memref<5x12xf32>
  } {xpiler.name = "i"}
  scf.for %o = %c0 to %c12 step %c4 {
    scf.for %j = %c0 to %c4 step %c1 {
      %k = arith.addi %o, %j : index
      %a = memref.load %T[%c2, %k] : memref<5x12xf32>
      memref.store %a, %y[%k] : memref<?xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "o"}
  return
}

// A loop over more than a group is divided, too.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(pack{buffer=T factor=2},canonicalize,cse)' | FileCheck %s --check-prefix=TWO
// TWO: scf.for %[[O:.*]] = %c0 to %c3 step %c1
// TWO:   scf.for %[[J:.*]] = %c0 to %c4 step %c1
// TWO:     %[[K:.*]] = arith.addi
// TWO:     %[[G:.*]] = arith.divui %[[K]], %c2
// TWO:     %[[P:.*]] = arith.remui %[[K]], %c2
// TWO:     memref.load %{{.*}}[%[[G]], %c2, %[[P]]] : memref<6x5x2xf32>
