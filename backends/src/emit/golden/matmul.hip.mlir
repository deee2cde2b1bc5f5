// Shared tiles with barriers; unsigned parameters; two loops of one name; launches in a host loop.
module attributes {xpiler.platform = "hip", xpiler.header = "matmul: a test"} {
  func.func @matmul(%a: memref<?xf16> {xpiler.name = "a", xpiler.ctype = "const half *", xpiler.const}, %c: memref<?xf32> {xpiler.name = "c"}, %n: i32 {xpiler.name = "n", xpiler.ctype = "unsigned int"}) attributes {xpiler.kernel} {
    %tile = simt.alloc_shared {xpiler.name = "tile"} : memref<16x17xf32>
    %tx = simt.thread_id x : i32
    %ty = simt.thread_id y : i32
    %by = simt.block_id y : i32
    %c16 = arith.constant 16 : i32
    %c0 = arith.constant 0 : i32
    %c1 = arith.constant 1 : i32
    %zero = arith.constant 0.0 : f32
    %r0 = arith.muli %by, %c16 : i32
    %row = arith.addi %r0, %ty {xpiler.name = "row", xpiler.ctype = "unsigned int"} : i32
    %acc = memref.alloca() {xpiler.name = "acc"} : memref<f32>
    memref.store %zero, %acc[] : memref<f32>
    scf.for %k0 = %c0 to %n step %c16 : i32 {
      %txi = arith.index_cast %tx : i32 to index
      %tyi = arith.index_cast %ty : i32 to index
      %ok = arith.cmpi ult, %row, %n : i32
      %v = scf.if %ok -> f32 {
        %rn = arith.muli %row, %n : i32
        %rk = arith.addi %rn, %k0 : i32
        %rt = arith.addi %rk, %tx : i32
        %i = arith.index_castui %rt : i32 to index
        %h = memref.load %a[%i] : memref<?xf16>
        %f = arith.extf %h : f16 to f32
        scf.yield %f : f32
      } else {
        scf.yield %zero : f32
      }
      memref.store %v, %tile[%tyi, %txi] : memref<16x17xf32>
      simt.barrier
      scf.for %k = %c0 to %c16 step %c1 : i32 {
        %ki = arith.index_cast %k : i32 to index
        %s = memref.load %acc[] : memref<f32>
        %x = memref.load %tile[%tyi, %ki] : memref<16x17xf32>
        %y = memref.load %tile[%ki, %txi] : memref<16x17xf32>
        %p = arith.mulf %x, %y : f32
        %t = arith.addf %s, %p : f32
        memref.store %t, %acc[] : memref<f32>
      } {xpiler.name = "k"}
      simt.barrier
    } {xpiler.name = "k", unsignedCmp}
    %in = arith.cmpi ult, %row, %n : i32
    scf.if %in {
      %q = arith.divui %row, %c16 : i32
      %qi = arith.index_castui %q : i32 to index
      %r = memref.load %acc[] : memref<f32>
      memref.store %r, %c[%qi] : memref<?xf32>
    }
    return
  }
  func.func @run(%a: memref<?xf16> {xpiler.name = "a", xpiler.const}, %c: memref<?xf32> {xpiler.name = "c"}, %n: i32 {xpiler.name = "n", xpiler.ctype = "unsigned int"}) attributes {xpiler.entry} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c3 = arith.constant 3 : index
    %c16 = arith.constant 16 : index
    %nn = arith.muli %n, %n : i32
    %size = arith.index_castui %nn : i32 to index
    %da = memref.alloc(%size) {xpiler.name = "d_a", xpiler.device} : memref<?xf16>
    %dc = memref.alloc() {xpiler.name = "d_c", xpiler.device} : memref<64xf32>
    %dcd = memref.cast %dc : memref<64xf32> to memref<?xf32>
    %sa = memref.subview %a[%c16][%size][1] : memref<?xf16> to memref<?xf16, strided<[1], offset: ?>>
    %ta = memref.subview %da[%c0][%size][1] : memref<?xf16> to memref<?xf16, strided<[1], offset: ?>>
    memref.copy %sa, %ta : memref<?xf16, strided<[1], offset: ?>> to memref<?xf16, strided<[1], offset: ?>>
    scf.for %step = %c0 to %c3 step %c1 {
      simt.launch @matmul grid(%c1, %c16, %c1) block(%c16, %c16, %c1) args(%da, %dcd, %n : memref<?xf16>, memref<?xf32>, i32)
    } {xpiler.name = "step"}
    %tc = memref.subview %c[0][64][1] : memref<?xf32> to memref<64xf32, strided<[1]>>
    memref.copy %dc, %tc : memref<64xf32> to memref<64xf32, strided<[1]>>
    return
  }
}
