// Tasks over strided chunks, NRAM copies, strided and asynchronous copies, a row, a launch on a queue.
module attributes {xpiler.platform = "bang"} {
  func.func @add(%a: memref<?xf32> {xpiler.name = "a", xpiler.const}, %b: memref<?xf32> {xpiler.name = "b", xpiler.const}, %c: memref<?xf32> {xpiler.name = "c"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.kernel} {
    %c0 = arith.constant 0 : index
    %c4 = arith.constant 4 : index
    %c64 = arith.constant 64 : index
    %c128 = arith.constant 128 : index
    %c1024 = arith.constant 1024 : i32
    %abuf = cluster.alloc nram {xpiler.name = "a_nram"} : memref<1024xf32>
    %bbuf = cluster.alloc nram {xpiler.name = "b_nram"} : memref<8x128xf32>
    %w = cluster.alloc wram {xpiler.name = "w"} : memref<1024xf32>
    %id = cluster.id taskId : i32
    %dim = cluster.id taskDim : i32
    %first = arith.muli %id, %c1024 overflow<nsw> : i32
    %step = arith.muli %dim, %c1024 overflow<nsw> : i32
    scf.for %i = %first to %n step %step : i32 {
      %left = arith.subi %n, %i overflow<nsw> : i32
      %m = arith.minsi %left, %c1024 {xpiler.name = "m"} : i32
      %ix = arith.index_cast %i : i32 to index
      %mx = arith.index_cast %m : i32 to index
      cluster.copy %a[%ix] gdram to %abuf[%c0] nram size %mx : memref<?xf32> to memref<1024xf32>
      cluster.copy async %b[%ix] gdram to %bbuf[%c64] nram size %c64 strides(%c128, %c64) count %c4 : memref<?xf32> to memref<8x128xf32>
      cluster.sync io
      intrin.call "bang" "__bang_add"(%abuf, %abuf, %bbuf, %mx) at (%c0, %c0, %c64) : (memref<1024xf32>, memref<1024xf32>, memref<8x128xf32>, index) -> ()
      cluster.sync core
      cluster.copy %abuf[%c0] nram to %c[%ix] gdram size %mx : memref<1024xf32> to memref<?xf32>
      %s = intrin.call "bang" "__bang_sum"(%abuf, %mx) at (%c0) : (memref<1024xf32>, index) -> f32
      %rs = math.rsqrt %s : f32
      memref.store %rs, %c[%ix] : memref<?xf32>
      cluster.copy %abuf[%c0] nram to %w[%c0] wram size %c64 : memref<1024xf32> to memref<1024xf32>
    } {xpiler.name = "i"}
    return
  }
  func.func @add_launch(%a: memref<?xf32> {xpiler.name = "a", xpiler.const}, %c: memref<?xf32> {xpiler.name = "c"}, %n: i32 {xpiler.name = "n"}) attributes {xpiler.entry} {
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : i32
    %n2 = arith.muli %n, %c2 overflow<nsw> : i32
    %nx = arith.index_cast %n2 : i32 to index
    %da = memref.alloc(%nx) {xpiler.name = "d_a", xpiler.device} : memref<?xf32>
    %dc = memref.alloc(%nx) {xpiler.name = "d_c", xpiler.device} : memref<?xf32>
    %sa = memref.subview %a[0][%nx][1] : memref<?xf32> to memref<?xf32, strided<[1]>>
    %ta = memref.subview %da[0][%nx][1] : memref<?xf32> to memref<?xf32, strided<[1]>>
    memref.copy %sa, %ta : memref<?xf32, strided<[1]>> to memref<?xf32, strided<[1]>>
    %t = arith.index_cast %n : i32 to index
    cluster.launch @add block tasks(%t, %c1, %c1) args(%da, %da, %dc, %n : memref<?xf32>, memref<?xf32>, memref<?xf32>, i32)
    %sc = memref.subview %dc[0][%nx][1] : memref<?xf32> to memref<?xf32, strided<[1]>>
    %tc = memref.subview %c[0][%nx][1] : memref<?xf32> to memref<?xf32, strided<[1]>>
    memref.copy %sc, %tc : memref<?xf32, strided<[1]>> to memref<?xf32, strided<[1]>>
    return
  }
}
