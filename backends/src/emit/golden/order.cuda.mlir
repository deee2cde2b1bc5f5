// Loads stay in front of what may overwrite them.
module attributes {xpiler.platform = "cuda"} {
  func.func @order(%p: memref<?xf32> {xpiler.name = "p"}, %q: memref<?xf32> {xpiler.name = "q"}, %n: memref<?xi32> {xpiler.name = "n"}) attributes {xpiler.kernel} {
    %i0 = arith.constant 0 : index
    %i1 = arith.constant 1 : index
    %i2 = arith.constant 2 : index
    %c0 = arith.constant 0 : i32
    %c1 = arith.constant 1 : i32
    %f2 = arith.constant 2.0 : f32
    %s = simt.alloc_shared {xpiler.name = "s"} : memref<8xf32>
    %v = memref.alloca() {xpiler.name = "v"} : memref<f32>
    %w = memref.alloca() {xpiler.name = "w"} : memref<4xf32>
    // swap: the second load is printed before the first store
    %a = memref.load %p[%i0] : memref<?xf32>
    %b = memref.load %p[%i1] : memref<?xf32>
    memref.store %b, %p[%i0] : memref<?xf32>
    memref.store %a, %p[%i1] : memref<?xf32>
    // a load inside a waiting expression; q may be p
    %c = memref.load %p[%i0] : memref<?xf32>
    %d = arith.mulf %c, %f2 : f32
    memref.store %f2, %q[%i0] : memref<?xf32>
    memref.store %d, %v[] : memref<f32>
    // a local variable is not p: its load may wait
    %e = memref.load %v[] : memref<f32>
    memref.store %f2, %p[%i2] : memref<?xf32>
    memref.store %e, %p[%i1] : memref<?xf32>
    // shared memory changes at a barrier, a private array does not
    %f = memref.load %s[%i0] : memref<8xf32>
    %g = memref.load %w[%i0] : memref<4xf32>
    simt.barrier
    %h = arith.addf %f, %g : f32
    memref.store %h, %p[%i0] : memref<?xf32>
    // a loop that writes; its bound is read once
    %k = memref.load %p[%i1] : memref<?xf32>
    %end = memref.load %n[%i0] : memref<?xi32>
    scf.for %j = %c0 to %end step %c1 : i32 {
      memref.store %c1, %n[%i0] : memref<?xi32>
    } {xpiler.name = "j"}
    memref.store %k, %p[%i0] : memref<?xf32>
    // a value used in another block is computed here
    %m = memref.load %p[%i2] : memref<?xf32>
    %pos = arith.cmpf ogt, %k, %f2 : f32
    scf.if %pos {
      memref.store %f2, %p[%i2] : memref<?xf32>
      memref.store %m, %p[%i0] : memref<?xf32>
    }
    // compound assignment only to the same element
    %x = memref.load %q[%i1] : memref<?xf32>
    %y = arith.addf %x, %f2 : f32
    memref.store %y, %q[%i1] : memref<?xf32>
    %x2 = memref.load %q[%i1] : memref<?xf32>
    %y2 = arith.addf %x2, %f2 : f32
    memref.store %y2, %q[%i2] : memref<?xf32>
    // not compound: the element changed in between
    %x3 = memref.load %q[%i1] : memref<?xf32>
    memref.store %f2, %q[%i1] : memref<?xf32>
    %y3 = arith.mulf %x3, %f2 : f32
    memref.store %y3, %q[%i1] : memref<?xf32>
    // a flattened array
    %t = simt.alloc_shared {xpiler.name = "t"} : memref<4x4xf32>
    %flat = memref.collapse_shape %t [[0, 1]] : memref<4x4xf32> into memref<16xf32>
    memref.store %f2, %flat[%i2] : memref<16xf32>
    return
  }
}
