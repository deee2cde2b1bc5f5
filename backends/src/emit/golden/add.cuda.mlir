// A guard, a launcher with an error chain, a refused shape.
module attributes {xpiler.platform = "cuda"} {
  func.func @add(%a: memref<?xf32> {xpiler.name = "a", xpiler.ctype = "const float *", xpiler.const}, %b: memref<?xf32> {xpiler.name = "b", xpiler.const}, %c: memref<?xf32> {xpiler.name = "c"}, %n: i32 {xpiler.name = "n", xpiler.ctype = "int"}) attributes {xpiler.kernel} {
    %bx = simt.block_id x : i32
    %bd = simt.block_dim x : i32
    %tx = simt.thread_id x : i32
    %m = arith.muli %bx, %bd : i32
    %i = arith.addi %m, %tx {xpiler.name = "i"} : i32
    %in = arith.cmpi slt, %i, %n : i32
    scf.if %in {
      %ix = arith.index_cast %i : i32 to index
      %x = memref.load %a[%ix] : memref<?xf32>
      %y = memref.load %b[%ix] : memref<?xf32>
      %s = arith.addf %x, %y : f32
      memref.store %s, %c[%ix] : memref<?xf32>
    } {xpiler.live}
    return
  }
  func.func @add_launch(%a: memref<?xf32> {xpiler.name = "a", xpiler.const}, %b: memref<?xf32> {xpiler.name = "b", xpiler.const}, %c: memref<?xf32> {xpiler.name = "c"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c255 = arith.constant 255 : i32
    %c256 = arith.constant 256 : i32
    %b256 = arith.constant 256 : index
    %z = arith.constant 0 : i32
    %bad = arith.cmpi sle, %n, %z : i32
    scf.if %bad {
    } {xpiler.refuse = 2 : i32}
    %nx = arith.index_cast %n : i32 to index
    %da = memref.alloc(%nx) {xpiler.name = "d_a", xpiler.device} : memref<?xf32>
    %db = memref.alloc(%nx) {xpiler.name = "d_b", xpiler.device} : memref<?xf32>
    %dc = memref.alloc(%nx) {xpiler.name = "d_c", xpiler.device} : memref<?xf32>
    %sa = memref.subview %a[%c0][%nx][1] : memref<?xf32> to memref<?xf32, strided<[1], offset: ?>>
    %ta = memref.subview %da[%c0][%nx][1] : memref<?xf32> to memref<?xf32, strided<[1], offset: ?>>
    memref.copy %sa, %ta : memref<?xf32, strided<[1], offset: ?>> to memref<?xf32, strided<[1], offset: ?>>
    %sb = memref.subview %b[0][%nx][1] : memref<?xf32> to memref<?xf32, strided<[1]>>
    %tb = memref.subview %db[0][%nx][1] : memref<?xf32> to memref<?xf32, strided<[1]>>
    memref.copy %sb, %tb : memref<?xf32, strided<[1]>> to memref<?xf32, strided<[1]>>
    scf.for %i = %c0 to %nx step %c1 {
      %zero = arith.constant 0.0 : f32
      memref.store %zero, %dc[%i] : memref<?xf32>
    }
    %up = arith.addi %n, %c255 overflow<nsw> : i32
    %blocks = arith.divsi %up, %c256 : i32
    %grid = arith.index_cast %blocks : i32 to index
    simt.launch @add grid(%grid, %c1, %c1) block(%b256, %c1, %c1) args(%da, %db, %dc, %n : memref<?xf32>, memref<?xf32>, memref<?xf32>, i32)
    %sc = memref.subview %dc[0][%nx][1] : memref<?xf32> to memref<?xf32, strided<[1]>>
    %tc = memref.subview %c[0][%nx][1] : memref<?xf32> to memref<?xf32, strided<[1]>>
    memref.copy %sc, %tc : memref<?xf32, strided<[1]>> to memref<?xf32, strided<[1]>>
    memref.dealloc %dc : memref<?xf32>
    memref.dealloc %db : memref<?xf32>
    memref.dealloc %da : memref<?xf32>
    return
  }
}
