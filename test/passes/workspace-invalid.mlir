// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(workspace{buffers=a loops=s})' 2>&1 | FileCheck %s --check-prefix=SEQUENTIAL
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(workspace{buffers=b loops=t})' 2>&1 | FileCheck %s --check-prefix=ELSEWHERE
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(workspace{buffers=x loops=t})' 2>&1 | FileCheck %s --check-prefix=PARAMETER
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(workspace{buffers=a loops=i})' 2>&1 | FileCheck %s --check-prefix=INNER
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(workspace{buffers=c loops=p})' 2>&1 | FileCheck %s --check-prefix=OWN
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(workspace{buffers=d loops=u,v})' 2>&1 | FileCheck %s --check-prefix=TRIANGLE
// RUN: not xpiler-opt %s --pass-pipeline='builtin.module(workspace{buffers=e loops=h})' 2>&1 | FileCheck %s --check-prefix=LARGE

// LARGE: all `e` together have more than 2147483647 elements
// OWN: each iteration of the parallel loop `q` has a `c` of its own
// TRIANGLE: how often the loops `u,v` run depends on an iteration of one of them
// SEQUENTIAL: `s` is no nest of parallel loops from 0 by 1 at the top of the entry
// ELSEWHERE: an array is wanted that stands in the loop `t`
// PARAMETER: an array is wanted that stands in the loop `t`
// INNER: `i` is no nest of parallel loops from 0 by 1 at the top of the entry
module {
  func.func @k(%x: memref<?xf32> {xpiler.name = "x"}, %y: memref<?xf32> {xpiler.name = "y"}, %n: index) attributes {xpiler.entry} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c40000 = arith.constant 40000 : index
    %zero = arith.constant 0.0 : f32
    scf.for %t = %c0 to %n step %c1 {
      %a = memref.alloca() {xpiler.name = "a"} : memref<8xf32>
      scf.for %i = %c0 to %n step %c1 {
        memref.store %zero, %a[%i] : memref<8xf32>
      } {xpiler.name = "i", xpiler.parallel}
      %w = memref.load %a[%c1] : memref<8xf32>
      memref.store %w, %y[%t] : memref<?xf32>
    } {xpiler.name = "t", xpiler.parallel}
    scf.for %s = %c0 to %n step %c1 {
      %b = memref.alloca() {xpiler.name = "b"} : memref<8xf32>
      memref.store %zero, %b[%c0] : memref<8xf32>
      %w = memref.load %b[%c0] : memref<8xf32>
      memref.store %w, %y[%c0] : memref<?xf32>
    } {xpiler.name = "s"}
    scf.for %h = %c0 to %c40000 step %c1 {
      %e = memref.alloca() {xpiler.name = "e"} : memref<65536xf32>
      memref.store %zero, %e[%c0] : memref<65536xf32>
      %w = memref.load %e[%c0] : memref<65536xf32>
      memref.store %w, %y[%h] : memref<?xf32>
    } {xpiler.name = "h", xpiler.parallel}
    scf.for %p = %c0 to %n step %c1 {
      scf.for %q = %c0 to %n step %c1 {
        %c = memref.alloca() {xpiler.name = "c"} : memref<8xf32>
        memref.store %zero, %c[%c0] : memref<8xf32>
        %w = memref.load %c[%c0] : memref<8xf32>
        %row = arith.muli %p, %n : index
        %at = arith.addi %row, %q : index
        memref.store %w, %y[%at] : memref<?xf32>
      } {xpiler.name = "q", xpiler.parallel}
    } {xpiler.name = "p", xpiler.parallel}
    scf.for %u = %c0 to %n step %c1 {
      scf.for %v = %c0 to %u step %c1 {
        %d = memref.alloca() {xpiler.name = "d"} : memref<8xf32>
        memref.store %zero, %d[%c0] : memref<8xf32>
        %w = memref.load %d[%c0] : memref<8xf32>
        %row = arith.muli %u, %n : index
        %at = arith.addi %row, %v : index
        memref.store %w, %y[%at] : memref<?xf32>
      } {xpiler.name = "v", xpiler.parallel}
    } {xpiler.name = "u", xpiler.parallel}
    return
  }
}
