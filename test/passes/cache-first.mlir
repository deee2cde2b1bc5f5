// What an extremum starts from is an element of the tile: what is read in the first iteration, if there is one.
// RUN: xpiler-opt %s --pass-pipeline='builtin.module(cache{buffer=x loop=o name=xs},canonicalize,cse)' | FileCheck %s
// RUN: sed 's/to %c3 step/to %many step/' %s | not xpiler-opt --pass-pipeline='builtin.module(cache{buffer=x loop=o name=xs})' 2>&1 | FileCheck %s --check-prefix=OPEN
// RUN: sed 's/memref.load %x\[%begin\]/memref.load %x[%next]/' %s | not xpiler-opt --pass-pipeline='builtin.module(cache{buffer=x loop=o name=xs})' 2>&1 | FileCheck %s --check-prefix=OTHER
// CHECK: %[[TILE:.*]] = memref.alloca() {xpiler.name = "xs", xpiler.space = "local"} : memref<9xf32>
// CHECK: memref.store %{{.*}}, %[[TILE]]
// CHECK: scf.for %[[I:.*]] = %c0 to %c4 step %c1
// CHECK: %[[AT:.*]] = arith.muli %[[I]], %c2
// CHECK: memref.load %[[TILE]][%[[AT]]]
// CHECK-NOT: memref.load %arg0
// CHECK: scf.for %{{.*}} = %c0 to %c3
// CHECK: memref.load %[[TILE]]
// OPEN: the buffer is read at places that are not one tile
// OTHER: the buffer is read at places that are not one tile
func.func @f(%x: memref<?xf32> {xpiler.name = "x"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index, %given: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %many = arith.minsi %given, %c3 : index
  scf.for %o = %c0 to %n step %c1 {
    scf.for %i = %c0 to %c4 step %c1 {
      %first = arith.muli %i, %c2 : index
      %begin = arith.addi %first, %o : index
      %next = arith.addi %begin, %c1 : index
      %largest = memref.alloca() : memref<f32>
      %v = memref.load %x[%begin] : memref<?xf32>
      memref.store %v, %largest[] : memref<f32>
      scf.for %k = %c0 to %c3 step %c1 {
        %at = arith.addi %begin, %k : index
        %e = memref.load %x[%at] : memref<?xf32>
        %a = memref.load %largest[] : memref<f32>
        %m = arith.maxnumf %a, %e : f32
        memref.store %m, %largest[] : memref<f32>
      } {xpiler.name = "k"}
      %r = memref.load %largest[] : memref<f32>
      memref.store %r, %y[%i] : memref<?xf32>
    } {xpiler.name = "i"}
  } {xpiler.name = "o"}
  return
}
