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
