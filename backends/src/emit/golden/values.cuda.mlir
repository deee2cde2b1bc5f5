// Precedence, signs, casts, predicates, minima, constants.
module attributes {xpiler.platform = "cuda"} {
  func.func @values(%p: memref<?xf32> {xpiler.name = "p"}, %q: memref<?xi32> {xpiler.name = "q"}, %u8: memref<?xi8> {xpiler.name = "bytes", xpiler.ctype = "uint8_t *"}, %d: memref<?xf64> {xpiler.name = "d"}, %h: memref<?xf16> {xpiler.name = "h"}, %a: i32 {xpiler.name = "a"}, %b: i32 {xpiler.name = "b"}, %c: i32 {xpiler.name = "c"}, %u: i32 {xpiler.name = "u", xpiler.ctype = "unsigned"}, %l: i64 {xpiler.name = "l", xpiler.ctype = "long"}, %x: f32 {xpiler.name = "x"}, %y: f32 {xpiler.name = "float"}) attributes {xpiler.kernel} {
    %i0 = arith.constant 0 : index
    %i1 = arith.constant 1 : index
    %m1 = arith.constant -1 : i32
    %c1 = arith.constant 1 : i32
    %c4 = arith.constant 4 : i32
    %c5 = arith.constant 5 : i32
    %true = arith.constant true
    %s0 = arith.subi %b, %c overflow<nsw> : i32
    %s1 = arith.subi %a, %s0 overflow<nsw> : i32
    memref.store %s1, %q[%i0] : memref<?xi32>
    %t0 = arith.addi %b, %c overflow<nsw> : i32
    %t1 = arith.muli %a, %t0 overflow<nsw> : i32
    memref.store %t1, %q[%i0] : memref<?xi32>
    %w0 = arith.addi %a, %b : i32
    %w1 = arith.muli %w0, %c : i32
    %w2 = arith.divsi %w1, %c5 : i32
    memref.store %w2, %q[%i0] : memref<?xi32>
    %dec = arith.addi %a, %m1 overflow<nsw> : i32
    memref.store %dec, %q[%i0] : memref<?xi32>
    %du = arith.divui %a, %b : i32
    %ru = arith.remui %du, %c5 : i32
    memref.store %ru, %q[%i0] : memref<?xi32>
    %su = arith.shrui %a, %c4 : i32
    %an = arith.andi %su, %c5 : i32
    %or = arith.ori %an, %b : i32
    %no = arith.xori %or, %m1 : i32
    memref.store %no, %q[%i0] : memref<?xi32>
    %sh = arith.addi %a, %b overflow<nsw> : i32
    %shl = arith.shli %sh, %c1 overflow<nsw> : i32
    memref.store %shl, %q[%i0] : memref<?xi32>
    %us = arith.cmpi slt, %u, %a : i32
    %uu = arith.cmpi ult, %a, %u : i32
    %ub = arith.andi %us, %uu : i1
    %un = arith.xori %ub, %true : i1
    %sel = arith.select %un, %a, %u : i32
    memref.store %sel, %q[%i0] : memref<?xi32>
    %byte = memref.load %u8[%i1] : memref<?xi8>
    %eu = arith.extui %byte : i8 to i32
    %byte2 = memref.load %u8[%i0] : memref<?xi8>
    %es = arith.extsi %byte2 : i8 to i32
    %eb = arith.addi %eu, %es overflow<nsw> : i32
    memref.store %eb, %q[%i0] : memref<?xi32>
    %tr = arith.trunci %a : i32 to i8
    memref.store %tr, %u8[%i0] : memref<?xi8>
    %lx = arith.extsi %a : i32 to i64
    %lu = arith.extui %u : i32 to i64
    %ls = arith.addi %lx, %lu overflow<nsw> : i64
    %lt = arith.trunci %ls : i64 to i32
    memref.store %lt, %q[%i0] : memref<?xi32>
    %li = arith.index_cast %l : i64 to index
    memref.store %a, %q[%li] : memref<?xi32>
    %mn = arith.minsi %a, %b : i32
    %mx = arith.maxui %mn, %c5 : i32
    memref.store %mx, %q[%i0] : memref<?xi32>
    %cd = arith.ceildivsi %t0, %c4 : i32
    memref.store %cd, %q[%i0] : memref<?xi32>
    %n0 = arith.negf %x : f32
    %n1 = arith.negf %n0 : f32
    memref.store %n1, %p[%i0] : memref<?xf32>
    %k0 = arith.constant 1.0e-05 : f32
    %k1 = arith.constant -0.5 : f32
    %fs = arith.subf %x, %y : f32
    %fd = arith.subf %k1, %fs : f32
    %fm = arith.mulf %fd, %k0 : f32
    %fq = arith.divf %k0, %fm : f32
    memref.store %fq, %p[%i0] : memref<?xf32>
    %fma = math.fma %x, %y, %k1 : f32
    %pw = math.powf %fma, %y : f32
    %rs = math.rsqrt %pw : f32
    memref.store %rs, %p[%i0] : memref<?xf32>
    %si = arith.sitofp %u : i32 to f32
    %ui = arith.uitofp %a : i32 to f32
    %sui = arith.addf %si, %ui : f32
    %fi = arith.fptosi %sui : f32 to i32
    memref.store %fi, %q[%i0] : memref<?xi32>
    %nl = arith.cmpf uge, %x, %y : f32
    %one = arith.cmpf one, %x, %y : f32
    %either = arith.ori %nl, %one : i1
    %bf = arith.extui %either : i1 to i32
    memref.store %bf, %q[%i0] : memref<?xi32>
    %dx = arith.extf %x : f32 to f64
    %de = math.exp %dx : f64
    %dk = arith.constant 0.1 : f64
    %dm = arith.mulf %de, %dk : f64
    memref.store %dm, %d[%i0] : memref<?xf64>
    %hx = memref.load %h[%i0] : memref<?xf16>
    %hk = arith.constant 0.5 : f16
    %hm = arith.mulf %hx, %hk : f16
    %he = math.exp %hm : f16
    memref.store %he, %h[%i0] : memref<?xf16>
    %tid = simt.thread_id x : i32
    %tq = arith.divsi %tid, %c4 : i32
    %tqi = arith.index_cast %tq : i32 to index
    memref.store %a, %q[%tqi] : memref<?xi32>
    %bid = simt.block_id y : i32
    %bc = arith.cmpi slt, %bid, %a : i32
    scf.if %bc {
      memref.store %x, %p[%i1] : memref<?xf32>
    }
    return
  }
}
