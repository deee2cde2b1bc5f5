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
