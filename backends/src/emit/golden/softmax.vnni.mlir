// Scalar loops over rows in parallel, a variable set once, refused sizes, a buffer on the heap.
module attributes {xpiler.platform = "vnni"} {
  func.func @softmax(%x: memref<?xf32> {xpiler.name = "x", xpiler.const}, %y: memref<?xf32> {xpiler.name = "y"}, %rows: i32 {xpiler.name = "rows"}, %cols: i64 {xpiler.name = "cols", xpiler.ctype = "size_t"}) attributes {xpiler.entry} {
    %c0 = arith.constant 0 : i32
    %c1 = arith.constant 1 : i32
    %i0 = arith.constant 0 : index
    %i1 = arith.constant 1 : index
    %ninf = arith.constant 0xFF800000 : f32
    %zero = arith.constant 0.0 : f32
    %eps = arith.constant 1.0e-05 : f32
    %n = arith.index_castui %cols : i64 to index
    %tmp = memref.alloc(%n) {xpiler.name = "tmp"} : memref<?xf32>
    %grid = memref.alloc() {xpiler.name = "grid"} : memref<4x8xf32>
    memref.store %eps, %grid[%i1, %i0] : memref<4x8xf32>
    memref.dealloc %grid : memref<4x8xf32>
    scf.for %r = %c0 to %rows step %c1 : i32 {
      %ri = arith.index_cast %r : i32 to index
      %base = arith.muli %ri, %n {xpiler.name = "base"} : index
      %m = memref.alloca() {xpiler.name = "m"} : memref<f32>
      %sum = memref.alloca() {xpiler.name = "sum"} : memref<f32>
      memref.store %ninf, %m[] : memref<f32>
      scf.for %i = %i0 to %n step %i1 {
        %old = memref.load %m[] : memref<f32>
        %o = arith.addi %base, %i : index
        %v = memref.load %x[%o] : memref<?xf32>
        %new = arith.maxnumf %old, %v : f32
        memref.store %new, %m[] : memref<f32>
      } {xpiler.name = "i"}
      memref.store %zero, %sum[] : memref<f32>
      scf.for %i = %i0 to %n step %i1 {
        %o = arith.addi %base, %i : index
        %v = memref.load %x[%o] : memref<?xf32>
        %mm = memref.load %m[] : memref<f32>
        %d = arith.subf %v, %mm : f32
        %e = math.exp %d {xpiler.name = "e"} : f32
        memref.store %e, %y[%o] : memref<?xf32>
        %s = memref.load %sum[] : memref<f32>
        %s2 = arith.addf %s, %e : f32
        memref.store %s2, %sum[] : memref<f32>
      } {xpiler.name = "i.1"}
      %s = memref.load %sum[] : memref<f32>
      %se = arith.addf %s, %eps : f32
      %inv = math.rsqrt %se {xpiler.name = "inv"} : f32
      scf.for %i = %i0 to %n step %i1 {
        %o = arith.addi %base, %i : index
        %v = memref.load %y[%o] : memref<?xf32>
        %w = arith.mulf %v, %inv : f32
        memref.store %w, %y[%o] : memref<?xf32>
      } {xpiler.name = "i.2"}
    } {xpiler.name = "r", xpiler.bind = "omp"}
    return
  }
}
