// The rows of HIP on CDNA (see dialects/src/rows.rs for the format). A wavefront has 64 lanes.

// d[l] = v[src[l] mod width] of its group of `width` lanes
func.func @__shfl(%v: memref<64x!T> {xpiler.lanes}, %src: memref<64xi32> {xpiler.lanes}, %width: i32 {xpiler.default = 64 : i32}, %d: memref<64x!T> {xpiler.lanes, xpiler.result})
    attributes {xpiler.types = [f32, f16, bf16, i32], xpiler.warp = 64 : i32, xpiler.manual = "HIP documentation, warp shuffle functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 64 : index
  scf.for %l = %c0 to %warp step %c1 {
    %l32 = arith.index_cast %l : index to i32
    %x = memref.load %src[%l] : memref<64xi32>
    %group = arith.remui %l32, %width : i32
    %start = arith.subi %l32, %group : i32
    %one = arith.constant 1 : i32
    %last = arith.subi %width, %one : i32
    %within = arith.andi %x, %last : i32
    %at = arith.addi %start, %within : i32
    %from = arith.index_cast %at : i32 to index
    %r = memref.load %v[%from] : memref<64x!T>
    memref.store %r, %d[%l] : memref<64x!T>
  }
  return
}

// d[l] = v[l - delta[l]], or v[l] if that is before its group
func.func @__shfl_up(%v: memref<64x!T> {xpiler.lanes}, %delta: memref<64xi32> {xpiler.lanes}, %width: i32 {xpiler.default = 64 : i32}, %d: memref<64x!T> {xpiler.lanes, xpiler.result})
    attributes {xpiler.types = [f32, f16, bf16, i32], xpiler.warp = 64 : i32, xpiler.manual = "HIP documentation, warp shuffle functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 64 : index
  scf.for %l = %c0 to %warp step %c1 {
    %l32 = arith.index_cast %l : index to i32
    %x = memref.load %delta[%l] : memref<64xi32>
    %group = arith.remui %l32, %width : i32
    %inside = arith.cmpi ule, %x, %group : i32
    %other = arith.subi %l32, %x : i32
    %at = arith.select %inside, %other, %l32 : i32
    %from = arith.index_cast %at : i32 to index
    %r = memref.load %v[%from] : memref<64x!T>
    memref.store %r, %d[%l] : memref<64x!T>
  }
  return
}

// d[l] = v[l + delta[l]], or v[l] if that is behind its group
func.func @__shfl_down(%v: memref<64x!T> {xpiler.lanes}, %delta: memref<64xi32> {xpiler.lanes}, %width: i32 {xpiler.default = 64 : i32}, %d: memref<64x!T> {xpiler.lanes, xpiler.result})
    attributes {xpiler.types = [f32, f16, bf16, i32], xpiler.warp = 64 : i32, xpiler.manual = "HIP documentation, warp shuffle functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 64 : index
  scf.for %l = %c0 to %warp step %c1 {
    %l32 = arith.index_cast %l : index to i32
    %x = memref.load %delta[%l] : memref<64xi32>
    %group = arith.remui %l32, %width : i32
    %left = arith.subi %width, %group : i32
    %inside = arith.cmpi ult, %x, %left : i32
    %other = arith.addi %l32, %x : i32
    %at = arith.select %inside, %other, %l32 : i32
    %from = arith.index_cast %at : i32 to index
    %r = memref.load %v[%from] : memref<64x!T>
    memref.store %r, %d[%l] : memref<64x!T>
  }
  return
}

// d[l] = v[l ^ lanes[l]], or v[l] if that is in a later group
func.func @__shfl_xor(%v: memref<64x!T> {xpiler.lanes}, %lanes: memref<64xi32> {xpiler.lanes}, %width: i32 {xpiler.default = 64 : i32}, %d: memref<64x!T> {xpiler.lanes, xpiler.result})
    attributes {xpiler.types = [f32, f16, bf16, i32], xpiler.warp = 64 : i32, xpiler.manual = "HIP documentation, warp shuffle functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 64 : index
  scf.for %l = %c0 to %warp step %c1 {
    %l32 = arith.index_cast %l : index to i32
    %x = memref.load %lanes[%l] : memref<64xi32>
    %partner = arith.xori %l32, %x : i32
    %group = arith.divui %l32, %width : i32
    %its = arith.divui %partner, %width : i32
    %earlier = arith.cmpi ule, %its, %group : i32
    %lanes32 = arith.constant 64 : i32
    %exists = arith.cmpi ult, %partner, %lanes32 : i32
    %inside = arith.andi %earlier, %exists : i1
    %at = arith.select %inside, %partner, %l32 : i32
    %from = arith.index_cast %at : i32 to index
    %r = memref.load %v[%from] : memref<64x!T>
    memref.store %r, %d[%l] : memref<64x!T>
  }
  return
}

// The lanes of a warp wait for each other, and see what the others wrote before.
func.func @__syncwarp()
    attributes {xpiler.warp = 64 : i32, xpiler.converged, xpiler.waits, xpiler.manual = "HIP documentation, warp cross-lane functions", xpiler.evidence = "documented"} {
  return
}

// c + the sum of the products of the signed bytes of a and b
func.func @__builtin_amdgcn_sdot4(%a: i32 {xpiler.ctype = "int"}, %b: i32 {xpiler.ctype = "int"}, %c: i32 {xpiler.ctype = "int"}, %clamp: i1 {xpiler.ctype = "bool", xpiler.value = 0 : i32, xpiler.word = "false"}) -> i32
    attributes {xpiler.manual = "AMD CDNA ISA, V_DOT4_I32_I8", xpiler.evidence = "documented"} {
  %c8 = arith.constant 8 : i32
  %c16 = arith.constant 16 : i32
  %c24 = arith.constant 24 : i32
  %a0_top = arith.shli %a, %c24 : i32
  %a0 = arith.shrsi %a0_top, %c24 : i32
  %b0_top = arith.shli %b, %c24 : i32
  %b0 = arith.shrsi %b0_top, %c24 : i32
  %p0 = arith.muli %a0, %b0 : i32
  %s0 = arith.addi %c, %p0 : i32
  %a1_top = arith.shli %a, %c16 : i32
  %a1 = arith.shrsi %a1_top, %c24 : i32
  %b1_top = arith.shli %b, %c16 : i32
  %b1 = arith.shrsi %b1_top, %c24 : i32
  %p1 = arith.muli %a1, %b1 : i32
  %s1 = arith.addi %s0, %p1 : i32
  %a2_top = arith.shli %a, %c8 : i32
  %a2 = arith.shrsi %a2_top, %c24 : i32
  %b2_top = arith.shli %b, %c8 : i32
  %b2 = arith.shrsi %b2_top, %c24 : i32
  %p2 = arith.muli %a2, %b2 : i32
  %s2 = arith.addi %s1, %p2 : i32
  %a3 = arith.shrsi %a, %c24 : i32
  %b3 = arith.shrsi %b, %c24 : i32
  %p3 = arith.muli %a3, %b3 : i32
  %s3 = arith.addi %s2, %p3 : i32
  return %s3 : i32
}

// c + the sum of the products of the unsigned bytes of a and b
func.func @__builtin_amdgcn_udot4(%a: i32 {xpiler.ctype = "unsigned int"}, %b: i32 {xpiler.ctype = "unsigned int"}, %c: i32 {xpiler.ctype = "unsigned int"}, %clamp: i1 {xpiler.ctype = "bool", xpiler.value = 0 : i32, xpiler.word = "false"}) -> i32
    attributes {xpiler.ctype = "unsigned int", xpiler.manual = "AMD CDNA ISA, V_DOT4_U32_U8", xpiler.evidence = "documented"} {
  %c8 = arith.constant 8 : i32
  %c16 = arith.constant 16 : i32
  %c24 = arith.constant 24 : i32
  %a0_top = arith.shli %a, %c24 : i32
  %a0 = arith.shrui %a0_top, %c24 : i32
  %b0_top = arith.shli %b, %c24 : i32
  %b0 = arith.shrui %b0_top, %c24 : i32
  %p0 = arith.muli %a0, %b0 : i32
  %s0 = arith.addi %c, %p0 : i32
  %a1_top = arith.shli %a, %c16 : i32
  %a1 = arith.shrui %a1_top, %c24 : i32
  %b1_top = arith.shli %b, %c16 : i32
  %b1 = arith.shrui %b1_top, %c24 : i32
  %p1 = arith.muli %a1, %b1 : i32
  %s1 = arith.addi %s0, %p1 : i32
  %a2_top = arith.shli %a, %c8 : i32
  %a2 = arith.shrui %a2_top, %c24 : i32
  %b2_top = arith.shli %b, %c8 : i32
  %b2 = arith.shrui %b2_top, %c24 : i32
  %p2 = arith.muli %a2, %b2 : i32
  %s2 = arith.addi %s1, %p2 : i32
  %a3 = arith.shrui %a, %c24 : i32
  %b3 = arith.shrui %b, %c24 : i32
  %p3 = arith.muli %a3, %b3 : i32
  %s3 = arith.addi %s2, %p3 : i32
  return %s3 : i32
}

// D = A * B + C on 16 x 16 x 4; a lane holds 1 of k of a row of A and a column of B, and 4 rows of a column of D
func.func @__builtin_amdgcn_mfma_f32_16x16x4f32(%a: memref<64xf32> {xpiler.lanes}, %b: memref<64xf32> {xpiler.lanes}, %c: memref<64x4xf32> {xpiler.lanes}, %cbsz: i32 {xpiler.value = 0 : i32}, %abid: i32 {xpiler.value = 0 : i32}, %blgp: i32 {xpiler.value = 0 : i32}, %d: memref<64x4xf32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 64 : i32, xpiler.converged, xpiler.manual = "AMD CDNA2 ISA, matrix fused multiply-add; AMD matrix instruction calculator", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %rows = arith.constant 16 : index
  %registers = arith.constant 4 : index
  %groups = arith.constant 4 : index
  scf.for %l = %c0 to %c64 step %c1 {
    %j = arith.remui %l, %rows : index
    %part = arith.divui %l, %rows : index
    %first = arith.muli %part, %c4 : index
    scf.for %r = %c0 to %registers step %c1 {
      %i = arith.addi %first, %r : index
      %start = memref.load %c[%l, %r] : memref<64x4xf32>
      %gathers = memref.alloca() : memref<f32>
      memref.store %start, %gathers[] : memref<f32>
      scf.for %k = %c0 to %groups step %c1 {
        %lane = arith.muli %k, %rows : index
        %la = arith.addi %lane, %i : index
        %lb = arith.addi %lane, %j : index
        %x = memref.load %a[%la] : memref<64xf32>
        %y = memref.load %b[%lb] : memref<64xf32>
        %product = arith.mulf %x, %y : f32
        %acc = memref.load %gathers[] : memref<f32>
        %sum = arith.addf %acc, %product : f32
        memref.store %sum, %gathers[] : memref<f32>
      }
      %end = memref.load %gathers[] : memref<f32>
      memref.store %end, %d[%l, %r] : memref<64x4xf32>
    }
  }
  return
}

// D = A * B + C on 32 x 32 x 2; a lane holds 1 of k of a row of A and a column of B, and 16 rows of a column of D
func.func @__builtin_amdgcn_mfma_f32_32x32x2f32(%a: memref<64xf32> {xpiler.lanes}, %b: memref<64xf32> {xpiler.lanes}, %c: memref<64x16xf32> {xpiler.lanes}, %cbsz: i32 {xpiler.value = 0 : i32}, %abid: i32 {xpiler.value = 0 : i32}, %blgp: i32 {xpiler.value = 0 : i32}, %d: memref<64x16xf32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 64 : i32, xpiler.converged, xpiler.manual = "AMD CDNA2 ISA, matrix fused multiply-add; AMD matrix instruction calculator", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %rows = arith.constant 32 : index
  %registers = arith.constant 16 : index
  %groups = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  scf.for %l = %c0 to %c64 step %c1 {
    %j = arith.remui %l, %rows : index
    %part = arith.divui %l, %rows : index
    %first = arith.muli %part, %c4 : index
    scf.for %r = %c0 to %registers step %c1 {
      %quad = arith.divui %r, %c4 : index
      %above = arith.muli %quad, %c8 : index
      %within = arith.remui %r, %c4 : index
      %below = arith.addi %first, %within : index
      %i = arith.addi %above, %below : index
      %start = memref.load %c[%l, %r] : memref<64x16xf32>
      %gathers = memref.alloca() : memref<f32>
      memref.store %start, %gathers[] : memref<f32>
      scf.for %k = %c0 to %groups step %c1 {
        %lane = arith.muli %k, %rows : index
        %la = arith.addi %lane, %i : index
        %lb = arith.addi %lane, %j : index
        %x = memref.load %a[%la] : memref<64xf32>
        %y = memref.load %b[%lb] : memref<64xf32>
        %product = arith.mulf %x, %y : f32
        %acc = memref.load %gathers[] : memref<f32>
        %sum = arith.addf %acc, %product : f32
        memref.store %sum, %gathers[] : memref<f32>
      }
      %end = memref.load %gathers[] : memref<f32>
      memref.store %end, %d[%l, %r] : memref<64x16xf32>
    }
  }
  return
}

// D = A * B + C on 16 x 16 x 16; a lane holds 4 of k of a row of A and a column of B, and 4 rows of a column of D
func.func @__builtin_amdgcn_mfma_f32_16x16x16f16(%a: memref<64x4xf16> {xpiler.lanes}, %b: memref<64x4xf16> {xpiler.lanes}, %c: memref<64x4xf32> {xpiler.lanes}, %cbsz: i32 {xpiler.value = 0 : i32}, %abid: i32 {xpiler.value = 0 : i32}, %blgp: i32 {xpiler.value = 0 : i32}, %d: memref<64x4xf32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 64 : i32, xpiler.converged, xpiler.manual = "AMD CDNA2 ISA, matrix fused multiply-add; AMD matrix instruction calculator", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %rows = arith.constant 16 : index
  %registers = arith.constant 4 : index
  %groups = arith.constant 4 : index
  scf.for %l = %c0 to %c64 step %c1 {
    %j = arith.remui %l, %rows : index
    %part = arith.divui %l, %rows : index
    %first = arith.muli %part, %c4 : index
    scf.for %r = %c0 to %registers step %c1 {
      %i = arith.addi %first, %r : index
      %start = memref.load %c[%l, %r] : memref<64x4xf32>
      %gathers = memref.alloca() : memref<f32>
      memref.store %start, %gathers[] : memref<f32>
      scf.for %k = %c0 to %groups step %c1 {
        %lane = arith.muli %k, %rows : index
        %la = arith.addi %lane, %i : index
        %lb = arith.addi %lane, %j : index
        scf.for %e = %c0 to %c4 step %c1 {
          %x = memref.load %a[%la, %e] : memref<64x4xf16>
          %y = memref.load %b[%lb, %e] : memref<64x4xf16>
          %wide_x = arith.extf %x : f16 to f32
          %wide_y = arith.extf %y : f16 to f32
          %product = arith.mulf %wide_x, %wide_y : f32
          %acc = memref.load %gathers[] : memref<f32>
          %sum = arith.addf %acc, %product : f32
          memref.store %sum, %gathers[] : memref<f32>
        }
      }
      %end = memref.load %gathers[] : memref<f32>
      memref.store %end, %d[%l, %r] : memref<64x4xf32>
    }
  }
  return
}

// D = A * B + C on 32 x 32 x 8; a lane holds 4 of k of a row of A and a column of B, and 16 rows of a column of D
func.func @__builtin_amdgcn_mfma_f32_32x32x8f16(%a: memref<64x4xf16> {xpiler.lanes}, %b: memref<64x4xf16> {xpiler.lanes}, %c: memref<64x16xf32> {xpiler.lanes}, %cbsz: i32 {xpiler.value = 0 : i32}, %abid: i32 {xpiler.value = 0 : i32}, %blgp: i32 {xpiler.value = 0 : i32}, %d: memref<64x16xf32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 64 : i32, xpiler.converged, xpiler.manual = "AMD CDNA2 ISA, matrix fused multiply-add; AMD matrix instruction calculator", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %rows = arith.constant 32 : index
  %registers = arith.constant 16 : index
  %groups = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  scf.for %l = %c0 to %c64 step %c1 {
    %j = arith.remui %l, %rows : index
    %part = arith.divui %l, %rows : index
    %first = arith.muli %part, %c4 : index
    scf.for %r = %c0 to %registers step %c1 {
      %quad = arith.divui %r, %c4 : index
      %above = arith.muli %quad, %c8 : index
      %within = arith.remui %r, %c4 : index
      %below = arith.addi %first, %within : index
      %i = arith.addi %above, %below : index
      %start = memref.load %c[%l, %r] : memref<64x16xf32>
      %gathers = memref.alloca() : memref<f32>
      memref.store %start, %gathers[] : memref<f32>
      scf.for %k = %c0 to %groups step %c1 {
        %lane = arith.muli %k, %rows : index
        %la = arith.addi %lane, %i : index
        %lb = arith.addi %lane, %j : index
        scf.for %e = %c0 to %c4 step %c1 {
          %x = memref.load %a[%la, %e] : memref<64x4xf16>
          %y = memref.load %b[%lb, %e] : memref<64x4xf16>
          %wide_x = arith.extf %x : f16 to f32
          %wide_y = arith.extf %y : f16 to f32
          %product = arith.mulf %wide_x, %wide_y : f32
          %acc = memref.load %gathers[] : memref<f32>
          %sum = arith.addf %acc, %product : f32
          memref.store %sum, %gathers[] : memref<f32>
        }
      }
      %end = memref.load %gathers[] : memref<f32>
      memref.store %end, %d[%l, %r] : memref<64x16xf32>
    }
  }
  return
}

// D = A * B + C on 16 x 16 x 16; a lane holds 4 of k of a row of A and a column of B, and 4 rows of a column of D
func.func @__builtin_amdgcn_mfma_i32_16x16x16i8(%a: memref<64xi32> {xpiler.lanes}, %b: memref<64xi32> {xpiler.lanes}, %c: memref<64x4xi32> {xpiler.lanes}, %cbsz: i32 {xpiler.value = 0 : i32}, %abid: i32 {xpiler.value = 0 : i32}, %blgp: i32 {xpiler.value = 0 : i32}, %d: memref<64x4xi32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 64 : i32, xpiler.converged, xpiler.archs = ["gfx908", "gfx90a"], xpiler.manual = "AMD CDNA2 ISA, matrix fused multiply-add; AMD matrix instruction calculator", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %rows = arith.constant 16 : index
  %registers = arith.constant 4 : index
  %groups = arith.constant 4 : index
  %bits = arith.constant 8 : i32
  %top = arith.constant 24 : i32
  scf.for %l = %c0 to %c64 step %c1 {
    %j = arith.remui %l, %rows : index
    %part = arith.divui %l, %rows : index
    %first = arith.muli %part, %c4 : index
    scf.for %r = %c0 to %registers step %c1 {
      %i = arith.addi %first, %r : index
      %start = memref.load %c[%l, %r] : memref<64x4xi32>
      %gathers = memref.alloca() : memref<i32>
      memref.store %start, %gathers[] : memref<i32>
      scf.for %k = %c0 to %groups step %c1 {
        %lane = arith.muli %k, %rows : index
        %la = arith.addi %lane, %i : index
        %lb = arith.addi %lane, %j : index
        scf.for %e = %c0 to %c4 step %c1 {
          %e32 = arith.index_cast %e : index to i32
          %behind = arith.muli %e32, %bits : i32
          %up = arith.subi %top, %behind : i32
          %four_x = memref.load %a[%la] : memref<64xi32>
          %top_x = arith.shli %four_x, %up : i32
          %x = arith.shrsi %top_x, %top : i32
          %four_y = memref.load %b[%lb] : memref<64xi32>
          %top_y = arith.shli %four_y, %up : i32
          %y = arith.shrsi %top_y, %top : i32
          %product = arith.muli %x, %y : i32
          %acc = memref.load %gathers[] : memref<i32>
          %sum = arith.addi %acc, %product : i32
          memref.store %sum, %gathers[] : memref<i32>
        }
      }
      %end = memref.load %gathers[] : memref<i32>
      memref.store %end, %d[%l, %r] : memref<64x4xi32>
    }
  }
  return
}

// D = A * B + C on 32 x 32 x 8; a lane holds 4 of k of a row of A and a column of B, and 16 rows of a column of D
func.func @__builtin_amdgcn_mfma_i32_32x32x8i8(%a: memref<64xi32> {xpiler.lanes}, %b: memref<64xi32> {xpiler.lanes}, %c: memref<64x16xi32> {xpiler.lanes}, %cbsz: i32 {xpiler.value = 0 : i32}, %abid: i32 {xpiler.value = 0 : i32}, %blgp: i32 {xpiler.value = 0 : i32}, %d: memref<64x16xi32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 64 : i32, xpiler.converged, xpiler.archs = ["gfx908", "gfx90a"], xpiler.manual = "AMD CDNA2 ISA, matrix fused multiply-add; AMD matrix instruction calculator", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %rows = arith.constant 32 : index
  %registers = arith.constant 16 : index
  %groups = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %bits = arith.constant 8 : i32
  %top = arith.constant 24 : i32
  scf.for %l = %c0 to %c64 step %c1 {
    %j = arith.remui %l, %rows : index
    %part = arith.divui %l, %rows : index
    %first = arith.muli %part, %c4 : index
    scf.for %r = %c0 to %registers step %c1 {
      %quad = arith.divui %r, %c4 : index
      %above = arith.muli %quad, %c8 : index
      %within = arith.remui %r, %c4 : index
      %below = arith.addi %first, %within : index
      %i = arith.addi %above, %below : index
      %start = memref.load %c[%l, %r] : memref<64x16xi32>
      %gathers = memref.alloca() : memref<i32>
      memref.store %start, %gathers[] : memref<i32>
      scf.for %k = %c0 to %groups step %c1 {
        %lane = arith.muli %k, %rows : index
        %la = arith.addi %lane, %i : index
        %lb = arith.addi %lane, %j : index
        scf.for %e = %c0 to %c4 step %c1 {
          %e32 = arith.index_cast %e : index to i32
          %behind = arith.muli %e32, %bits : i32
          %up = arith.subi %top, %behind : i32
          %four_x = memref.load %a[%la] : memref<64xi32>
          %top_x = arith.shli %four_x, %up : i32
          %x = arith.shrsi %top_x, %top : i32
          %four_y = memref.load %b[%lb] : memref<64xi32>
          %top_y = arith.shli %four_y, %up : i32
          %y = arith.shrsi %top_y, %top : i32
          %product = arith.muli %x, %y : i32
          %acc = memref.load %gathers[] : memref<i32>
          %sum = arith.addi %acc, %product : i32
          memref.store %sum, %gathers[] : memref<i32>
        }
      }
      %end = memref.load %gathers[] : memref<i32>
      memref.store %end, %d[%l, %r] : memref<64x16xi32>
    }
  }
  return
}

// bit m of d[l] says whether p[m] is not 0
func.func @__ballot(%p: memref<64xi32> {xpiler.lanes}, %d: memref<64xi64> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 64 : i32, xpiler.ctype = "unsigned long long", xpiler.manual = "HIP documentation, warp vote and ballot functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 64 : index
  %zero = arith.constant 0 : i32
  %start = arith.constant 0 : i64
  scf.for %l = %c0 to %warp step %c1 {
    memref.store %start, %d[%l] : memref<64xi64>
    scf.for %m = %c0 to %warp step %c1 {
      %v = memref.load %p[%m] : memref<64xi32>
      %yes = arith.cmpi ne, %v, %zero : i32
      %one = arith.extui %yes : i1 to i64
      %place = arith.index_cast %m : index to i64
      %bit = arith.shli %one, %place : i64
      %old = memref.load %d[%l] : memref<64xi64>
      %new = arith.ori %old, %bit : i64
      memref.store %new, %d[%l] : memref<64xi64>
    }
  }
  return
}

// d[l] says whether a p[m] is not 0
func.func @__any(%p: memref<64xi32> {xpiler.lanes}, %d: memref<64xi32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 64 : i32, xpiler.manual = "HIP documentation, warp vote and ballot functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 64 : index
  %zero = arith.constant 0 : i32
  %start = arith.constant 0 : i32
  scf.for %l = %c0 to %warp step %c1 {
    memref.store %start, %d[%l] : memref<64xi32>
    scf.for %m = %c0 to %warp step %c1 {
      %v = memref.load %p[%m] : memref<64xi32>
      %yes = arith.cmpi ne, %v, %zero : i32
      %one = arith.extui %yes : i1 to i32
      %old = memref.load %d[%l] : memref<64xi32>
      %new = arith.ori %old, %one : i32
      memref.store %new, %d[%l] : memref<64xi32>
    }
  }
  return
}

// d[l] says whether no p[m] is 0
func.func @__all(%p: memref<64xi32> {xpiler.lanes}, %d: memref<64xi32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 64 : i32, xpiler.manual = "HIP documentation, warp vote and ballot functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 64 : index
  %zero = arith.constant 0 : i32
  %start = arith.constant 1 : i32
  scf.for %l = %c0 to %warp step %c1 {
    memref.store %start, %d[%l] : memref<64xi32>
    scf.for %m = %c0 to %warp step %c1 {
      %v = memref.load %p[%m] : memref<64xi32>
      %yes = arith.cmpi ne, %v, %zero : i32
      %one = arith.extui %yes : i1 to i32
      %old = memref.load %d[%l] : memref<64xi32>
      %new = arith.andi %old, %one : i32
      memref.store %new, %d[%l] : memref<64xi32>
    }
  }
  return
}
