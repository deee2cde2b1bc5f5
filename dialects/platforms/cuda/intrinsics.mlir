// The rows of CUDA C (see dialects/src/rows.rs for the format). A warp has 32 lanes; only the full mask is known.

// d[l] = v[src[l] mod width] of its group of `width` lanes
func.func @__shfl_sync(%mask: i32 {xpiler.value = -1 : i32, xpiler.word = "0xffffffff"}, %v: memref<32x!T> {xpiler.lanes}, %src: memref<32xi32> {xpiler.lanes}, %width: i32 {xpiler.default = 32 : i32}, %d: memref<32x!T> {xpiler.lanes, xpiler.result})
    attributes {xpiler.types = [f32, f16, bf16, i32], xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp shuffle functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 32 : index
  scf.for %l = %c0 to %warp step %c1 {
    %l32 = arith.index_cast %l : index to i32
    %x = memref.load %src[%l] : memref<32xi32>
    %group = arith.remui %l32, %width : i32
    %start = arith.subi %l32, %group : i32
    %one = arith.constant 1 : i32
    %last = arith.subi %width, %one : i32
    %within = arith.andi %x, %last : i32
    %at = arith.addi %start, %within : i32
    %from = arith.index_cast %at : i32 to index
    %r = memref.load %v[%from] : memref<32x!T>
    memref.store %r, %d[%l] : memref<32x!T>
  }
  return
}

// d[l] = v[l - delta[l]], or v[l] if that is before its group
func.func @__shfl_up_sync(%mask: i32 {xpiler.value = -1 : i32, xpiler.word = "0xffffffff"}, %v: memref<32x!T> {xpiler.lanes}, %delta: memref<32xi32> {xpiler.lanes}, %width: i32 {xpiler.default = 32 : i32}, %d: memref<32x!T> {xpiler.lanes, xpiler.result})
    attributes {xpiler.types = [f32, f16, bf16, i32], xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp shuffle functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 32 : index
  scf.for %l = %c0 to %warp step %c1 {
    %l32 = arith.index_cast %l : index to i32
    %x = memref.load %delta[%l] : memref<32xi32>
    %group = arith.remui %l32, %width : i32
    %inside = arith.cmpi ule, %x, %group : i32
    %other = arith.subi %l32, %x : i32
    %at = arith.select %inside, %other, %l32 : i32
    %from = arith.index_cast %at : i32 to index
    %r = memref.load %v[%from] : memref<32x!T>
    memref.store %r, %d[%l] : memref<32x!T>
  }
  return
}

// d[l] = v[l + delta[l]], or v[l] if that is behind its group
func.func @__shfl_down_sync(%mask: i32 {xpiler.value = -1 : i32, xpiler.word = "0xffffffff"}, %v: memref<32x!T> {xpiler.lanes}, %delta: memref<32xi32> {xpiler.lanes}, %width: i32 {xpiler.default = 32 : i32}, %d: memref<32x!T> {xpiler.lanes, xpiler.result})
    attributes {xpiler.types = [f32, f16, bf16, i32], xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp shuffle functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 32 : index
  scf.for %l = %c0 to %warp step %c1 {
    %l32 = arith.index_cast %l : index to i32
    %x = memref.load %delta[%l] : memref<32xi32>
    %group = arith.remui %l32, %width : i32
    %left = arith.subi %width, %group : i32
    %inside = arith.cmpi ult, %x, %left : i32
    %other = arith.addi %l32, %x : i32
    %at = arith.select %inside, %other, %l32 : i32
    %from = arith.index_cast %at : i32 to index
    %r = memref.load %v[%from] : memref<32x!T>
    memref.store %r, %d[%l] : memref<32x!T>
  }
  return
}

// d[l] = v[l ^ lanes[l]], or v[l] if that is in a later group
func.func @__shfl_xor_sync(%mask: i32 {xpiler.value = -1 : i32, xpiler.word = "0xffffffff"}, %v: memref<32x!T> {xpiler.lanes}, %lanes: memref<32xi32> {xpiler.lanes}, %width: i32 {xpiler.default = 32 : i32}, %d: memref<32x!T> {xpiler.lanes, xpiler.result})
    attributes {xpiler.types = [f32, f16, bf16, i32], xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp shuffle functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 32 : index
  scf.for %l = %c0 to %warp step %c1 {
    %l32 = arith.index_cast %l : index to i32
    %x = memref.load %lanes[%l] : memref<32xi32>
    %partner = arith.xori %l32, %x : i32
    %group = arith.divui %l32, %width : i32
    %its = arith.divui %partner, %width : i32
    %earlier = arith.cmpi ule, %its, %group : i32
    %lanes32 = arith.constant 32 : i32
    %exists = arith.cmpi ult, %partner, %lanes32 : i32
    %inside = arith.andi %earlier, %exists : i1
    %at = arith.select %inside, %partner, %l32 : i32
    %from = arith.index_cast %at : i32 to index
    %r = memref.load %v[%from] : memref<32x!T>
    memref.store %r, %d[%l] : memref<32x!T>
  }
  return
}

// The lanes of a warp wait for each other, and see what the others wrote before.
func.func @__syncwarp(%mask: i32 {xpiler.value = -1 : i32, xpiler.word = "0xffffffff", xpiler.default = -1 : i32})
    attributes {xpiler.warp = 32 : i32, xpiler.converged, xpiler.waits, xpiler.manual = "CUDA C++ Programming Guide, warp synchronization functions", xpiler.evidence = "documented"} {
  return
}

// Elements from the memory of the device to the block's, aligned to their bytes; they are there when the thread has waited for the copy.
func.func @__pipeline_memcpy_async(%dst: memref<?x!T> {xpiler.space = "shared", xpiler.ctype = "void *"}, %src: memref<?x!T> {xpiler.space = "global", xpiler.const, xpiler.ctype = "const void *"}, %bytes: index {xpiler.immediate = [4, 8, 16], xpiler.only})
    attributes {xpiler.types = [f32, i32], xpiler.async, xpiler.header = "cuda_pipeline.h", xpiler.manual = "CUDA C++ Programming Guide, pipeline primitives interface", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.divui %bytes, %c4 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %src[%i] : memref<?x!T>
    memref.store %x, %dst[%i] : memref<?x!T>
  }
  return
}

func.func @__pipeline_memcpy_async.half(%dst: memref<?x!T> {xpiler.space = "shared", xpiler.ctype = "void *"}, %src: memref<?x!T> {xpiler.space = "global", xpiler.const, xpiler.ctype = "const void *"}, %bytes: index {xpiler.immediate = [4, 8, 16], xpiler.only})
    attributes {xpiler.types = [f16, bf16, i16], xpiler.async, xpiler.header = "cuda_pipeline.h", xpiler.manual = "CUDA C++ Programming Guide, pipeline primitives interface", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %n = arith.divui %bytes, %c2 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %src[%i] : memref<?x!T>
    memref.store %x, %dst[%i] : memref<?x!T>
  }
  return
}

func.func @__pipeline_memcpy_async.byte(%dst: memref<?x!T> {xpiler.space = "shared", xpiler.ctype = "void *"}, %src: memref<?x!T> {xpiler.space = "global", xpiler.const, xpiler.ctype = "const void *"}, %bytes: index {xpiler.immediate = [4, 8, 16], xpiler.only})
    attributes {xpiler.types = [i8], xpiler.async, xpiler.header = "cuda_pipeline.h", xpiler.manual = "CUDA C++ Programming Guide, pipeline primitives interface", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %bytes step %c1 {
    %x = memref.load %src[%i] : memref<?x!T>
    memref.store %x, %dst[%i] : memref<?x!T>
  }
  return
}

// The copies since the last commit are a group.
func.func @__pipeline_commit()
    attributes {xpiler.copies = "commit", xpiler.header = "cuda_pipeline.h", xpiler.manual = "CUDA C++ Programming Guide, pipeline primitives interface", xpiler.evidence = "documented"} {
  return
}

// Waits for all groups of the thread but as many of the newest.
func.func @__pipeline_wait_prior(%newest: index)
    attributes {xpiler.copies = "wait", xpiler.header = "cuda_pipeline.h", xpiler.manual = "CUDA C++ Programming Guide, pipeline primitives interface", xpiler.evidence = "documented"} {
  return
}

// c + the sum of the products of the signed bytes of a and b
func.func @__dp4a(%a: i32 {xpiler.ctype = "int"}, %b: i32 {xpiler.ctype = "int"}, %c: i32 {xpiler.ctype = "int"}) -> i32
    attributes {xpiler.manual = "CUDA Math API, integer intrinsics", xpiler.evidence = "documented"} {
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
func.func @__dp4a_unsigned(%a: i32 {xpiler.ctype = "unsigned int"}, %b: i32 {xpiler.ctype = "unsigned int"}, %c: i32 {xpiler.ctype = "unsigned int"}) -> i32
    attributes {xpiler.spelling = "__dp4a", xpiler.ctype = "unsigned int", xpiler.manual = "CUDA Math API, integer intrinsics", xpiler.evidence = "documented"} {
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

// Fragments hold a matrix for the warp: its first lane's is the one that counts. Sizes are m = n = k = 16.

// f[i][j] = v
func.func @fill_fragment(%f: memref<16x16x!T> {xpiler.fragment = []}, %v: !T)
    attributes {xpiler.types = [f16, bf16, f32, i32], xpiler.spelling = "wmma::fill_fragment", xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      memref.store %v, %f[%i, %j] : memref<16x16x!T>
    }
  }
  return
}

// f[i][j] = p[i * ldm + j]
func.func @load_matrix_sync_row(%f: memref<16x16x!T> {xpiler.fragment = ["row_major"]}, %p: memref<?x!T> {xpiler.const, xpiler.align = 32 : i64}, %ldm: index {xpiler.multiple = 8 : i64})
    attributes {xpiler.types = [f16, bf16], xpiler.spelling = "wmma::load_matrix_sync", xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %line = arith.muli %i, %ldm : index
      %at = arith.addi %line, %j : index
      %x = memref.load %p[%at] : memref<?x!T>
      memref.store %x, %f[%i, %j] : memref<16x16x!T>
    }
  }
  return
}

// f[i][j] = p[i * ldm + j]
func.func @load_matrix_sync_row_i8(%f: memref<16x16xi8> {xpiler.fragment = ["row_major"]}, %p: memref<?xi8> {xpiler.const, xpiler.align = 32 : i64}, %ldm: index {xpiler.multiple = 16 : i64})
    attributes {xpiler.spelling = "wmma::load_matrix_sync", xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %line = arith.muli %i, %ldm : index
      %at = arith.addi %line, %j : index
      %x = memref.load %p[%at] : memref<?xi8>
      memref.store %x, %f[%i, %j] : memref<16x16xi8>
    }
  }
  return
}

// f[i][j] = p[j * ldm + i]
func.func @load_matrix_sync_col(%f: memref<16x16x!T> {xpiler.fragment = ["col_major"]}, %p: memref<?x!T> {xpiler.const, xpiler.align = 32 : i64}, %ldm: index {xpiler.multiple = 8 : i64})
    attributes {xpiler.types = [f16, bf16], xpiler.spelling = "wmma::load_matrix_sync", xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %line = arith.muli %j, %ldm : index
      %at = arith.addi %line, %i : index
      %x = memref.load %p[%at] : memref<?x!T>
      memref.store %x, %f[%i, %j] : memref<16x16x!T>
    }
  }
  return
}

// f[i][j] = p[j * ldm + i]
func.func @load_matrix_sync_col_i8(%f: memref<16x16xi8> {xpiler.fragment = ["col_major"]}, %p: memref<?xi8> {xpiler.const, xpiler.align = 32 : i64}, %ldm: index {xpiler.multiple = 16 : i64})
    attributes {xpiler.spelling = "wmma::load_matrix_sync", xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %line = arith.muli %j, %ldm : index
      %at = arith.addi %line, %i : index
      %x = memref.load %p[%at] : memref<?xi8>
      memref.store %x, %f[%i, %j] : memref<16x16xi8>
    }
  }
  return
}

// f[i][j] = p[i * ldm + j]
func.func @load_matrix_sync_mem_row(%f: memref<16x16x!T> {xpiler.fragment = ["accumulator"]}, %p: memref<?x!T> {xpiler.const, xpiler.align = 32 : i64}, %ldm: index {xpiler.multiple = 8 : i64}, %layout: i32 {xpiler.value = 0 : i32, xpiler.word = "wmma::mem_row_major"})
    attributes {xpiler.types = [f16, f32, i32], xpiler.spelling = "wmma::load_matrix_sync", xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %line = arith.muli %i, %ldm : index
      %at = arith.addi %line, %j : index
      %x = memref.load %p[%at] : memref<?x!T>
      memref.store %x, %f[%i, %j] : memref<16x16x!T>
    }
  }
  return
}

// p[i * ldm + j] = f[i][j]
func.func @store_matrix_sync_mem_row(%p: memref<?x!T> {xpiler.align = 32 : i64}, %f: memref<16x16x!T> {xpiler.fragment = ["accumulator"], xpiler.const}, %ldm: index {xpiler.multiple = 8 : i64}, %layout: i32 {xpiler.value = 0 : i32, xpiler.word = "wmma::mem_row_major"})
    attributes {xpiler.types = [f16, f32, i32], xpiler.spelling = "wmma::store_matrix_sync", xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %line = arith.muli %i, %ldm : index
      %at = arith.addi %line, %j : index
      %x = memref.load %f[%i, %j] : memref<16x16x!T>
      memref.store %x, %p[%at] : memref<?x!T>
    }
  }
  return
}

// f[i][j] = p[j * ldm + i]
func.func @load_matrix_sync_mem_col(%f: memref<16x16x!T> {xpiler.fragment = ["accumulator"]}, %p: memref<?x!T> {xpiler.const, xpiler.align = 32 : i64}, %ldm: index {xpiler.multiple = 8 : i64}, %layout: i32 {xpiler.value = 1 : i32, xpiler.word = "wmma::mem_col_major"})
    attributes {xpiler.types = [f16, f32, i32], xpiler.spelling = "wmma::load_matrix_sync", xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %line = arith.muli %j, %ldm : index
      %at = arith.addi %line, %i : index
      %x = memref.load %p[%at] : memref<?x!T>
      memref.store %x, %f[%i, %j] : memref<16x16x!T>
    }
  }
  return
}

// p[j * ldm + i] = f[i][j]
func.func @store_matrix_sync_mem_col(%p: memref<?x!T> {xpiler.align = 32 : i64}, %f: memref<16x16x!T> {xpiler.fragment = ["accumulator"], xpiler.const}, %ldm: index {xpiler.multiple = 8 : i64}, %layout: i32 {xpiler.value = 1 : i32, xpiler.word = "wmma::mem_col_major"})
    attributes {xpiler.types = [f16, f32, i32], xpiler.spelling = "wmma::store_matrix_sync", xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %line = arith.muli %j, %ldm : index
      %at = arith.addi %line, %i : index
      %x = memref.load %f[%i, %j] : memref<16x16x!T>
      memref.store %x, %p[%at] : memref<?x!T>
    }
  }
  return
}

// d[i][j] = c[i][j] + the sum over k of a[i][k] * b[k][j]; d may be c
func.func @mma_sync(%d: memref<16x16xf32> {xpiler.fragment = ["accumulator"]}, %a: memref<16x16x!T> {xpiler.fragment = ["matrix_a"], xpiler.const}, %b: memref<16x16x!T> {xpiler.fragment = ["matrix_b"], xpiler.const}, %c: memref<16x16xf32> {xpiler.fragment = ["accumulator"], xpiler.const})
    attributes {xpiler.types = [f16, bf16], xpiler.spelling = "wmma::mma_sync", xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %start = memref.load %c[%i, %j] : memref<16x16xf32>
      %acc = memref.alloca() : memref<f32>
      memref.store %start, %acc[] : memref<f32>
      scf.for %k = %c0 to %c16 step %c1 {
        %x = memref.load %a[%i, %k] : memref<16x16x!T>
        %y = memref.load %b[%k, %j] : memref<16x16x!T>
        %wide_x = arith.extf %x : !T to f32
        %wide_y = arith.extf %y : !T to f32
        %product = arith.mulf %wide_x, %wide_y : f32
        %old = memref.load %acc[] : memref<f32>
        %sum = arith.addf %old, %product : f32
        memref.store %sum, %acc[] : memref<f32>
      }
      %end = memref.load %acc[] : memref<f32>
      memref.store %end, %d[%i, %j] : memref<16x16xf32>
    }
  }
  return
}

// d[i][j] = c[i][j] + the sum over k of a[i][k] * b[k][j]; d may be c
func.func @mma_sync_s8(%d: memref<16x16xi32> {xpiler.fragment = ["accumulator"]}, %a: memref<16x16xi8> {xpiler.fragment = ["matrix_a", "signed char"], xpiler.const}, %b: memref<16x16xi8> {xpiler.fragment = ["matrix_b", "signed char"], xpiler.const}, %c: memref<16x16xi32> {xpiler.fragment = ["accumulator"], xpiler.const})
    attributes {xpiler.spelling = "wmma::mma_sync", xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %start = memref.load %c[%i, %j] : memref<16x16xi32>
      %acc = memref.alloca() : memref<i32>
      memref.store %start, %acc[] : memref<i32>
      scf.for %k = %c0 to %c16 step %c1 {
        %x = memref.load %a[%i, %k] : memref<16x16xi8>
        %y = memref.load %b[%k, %j] : memref<16x16xi8>
        %wide_x = arith.extsi %x : i8 to i32
        %wide_y = arith.extsi %y : i8 to i32
        %product = arith.muli %wide_x, %wide_y : i32
        %old = memref.load %acc[] : memref<i32>
        %sum = arith.addi %old, %product : i32
        memref.store %sum, %acc[] : memref<i32>
      }
      %end = memref.load %acc[] : memref<i32>
      memref.store %end, %d[%i, %j] : memref<16x16xi32>
    }
  }
  return
}

// d[i][j] = c[i][j] + the sum over k of a[i][k] * b[k][j]; d may be c
func.func @mma_sync_u8(%d: memref<16x16xi32> {xpiler.fragment = ["accumulator"]}, %a: memref<16x16xi8> {xpiler.fragment = ["matrix_a", "unsigned char"], xpiler.const}, %b: memref<16x16xi8> {xpiler.fragment = ["matrix_b", "unsigned char"], xpiler.const}, %c: memref<16x16xi32> {xpiler.fragment = ["accumulator"], xpiler.const})
    attributes {xpiler.spelling = "wmma::mma_sync", xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %start = memref.load %c[%i, %j] : memref<16x16xi32>
      %acc = memref.alloca() : memref<i32>
      memref.store %start, %acc[] : memref<i32>
      scf.for %k = %c0 to %c16 step %c1 {
        %x = memref.load %a[%i, %k] : memref<16x16xi8>
        %y = memref.load %b[%k, %j] : memref<16x16xi8>
        %wide_x = arith.extui %x : i8 to i32
        %wide_y = arith.extui %y : i8 to i32
        %product = arith.muli %wide_x, %wide_y : i32
        %old = memref.load %acc[] : memref<i32>
        %sum = arith.addi %old, %product : i32
        memref.store %sum, %acc[] : memref<i32>
      }
      %end = memref.load %acc[] : memref<i32>
      memref.store %end, %d[%i, %j] : memref<16x16xi32>
    }
  }
  return
}

// Of tf32: matrices of f32 whose products are of ten bits of their elements' mantissas. Sizes are m = n = 16, k = 8.

// f[i][j] = p[i * ldm + j]
func.func @load_matrix_sync_row_tf32_a(%f: memref<16x8xf32> {xpiler.fragment = ["precision::tf32", "row_major"]}, %p: memref<?xf32> {xpiler.const, xpiler.align = 32 : i64}, %ldm: index {xpiler.multiple = 4 : i64})
    attributes {xpiler.spelling = "wmma::load_matrix_sync", xpiler.warp = 32 : i32, xpiler.converged, xpiler.archs = ["sm_80", "sm_86", "sm_89", "sm_90"], xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions, alternate floating point", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c8 step %c1 {
      %line = arith.muli %i, %ldm : index
      %at = arith.addi %line, %j : index
      %x = memref.load %p[%at] : memref<?xf32>
      memref.store %x, %f[%i, %j] : memref<16x8xf32>
    }
  }
  return
}

// f[i][j] = p[i * ldm + j]
func.func @load_matrix_sync_row_tf32_b(%f: memref<8x16xf32> {xpiler.fragment = ["precision::tf32", "row_major"]}, %p: memref<?xf32> {xpiler.const, xpiler.align = 32 : i64}, %ldm: index {xpiler.multiple = 4 : i64})
    attributes {xpiler.spelling = "wmma::load_matrix_sync", xpiler.warp = 32 : i32, xpiler.converged, xpiler.archs = ["sm_80", "sm_86", "sm_89", "sm_90"], xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions, alternate floating point", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c8 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %line = arith.muli %i, %ldm : index
      %at = arith.addi %line, %j : index
      %x = memref.load %p[%at] : memref<?xf32>
      memref.store %x, %f[%i, %j] : memref<8x16xf32>
    }
  }
  return
}

// f[i][j] = p[j * ldm + i]
func.func @load_matrix_sync_col_tf32_a(%f: memref<16x8xf32> {xpiler.fragment = ["precision::tf32", "col_major"]}, %p: memref<?xf32> {xpiler.const, xpiler.align = 32 : i64}, %ldm: index {xpiler.multiple = 4 : i64})
    attributes {xpiler.spelling = "wmma::load_matrix_sync", xpiler.warp = 32 : i32, xpiler.converged, xpiler.archs = ["sm_80", "sm_86", "sm_89", "sm_90"], xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions, alternate floating point", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c8 step %c1 {
      %line = arith.muli %j, %ldm : index
      %at = arith.addi %line, %i : index
      %x = memref.load %p[%at] : memref<?xf32>
      memref.store %x, %f[%i, %j] : memref<16x8xf32>
    }
  }
  return
}

// f[i][j] = p[j * ldm + i]
func.func @load_matrix_sync_col_tf32_b(%f: memref<8x16xf32> {xpiler.fragment = ["precision::tf32", "col_major"]}, %p: memref<?xf32> {xpiler.const, xpiler.align = 32 : i64}, %ldm: index {xpiler.multiple = 4 : i64})
    attributes {xpiler.spelling = "wmma::load_matrix_sync", xpiler.warp = 32 : i32, xpiler.converged, xpiler.archs = ["sm_80", "sm_86", "sm_89", "sm_90"], xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions, alternate floating point", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c8 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %line = arith.muli %j, %ldm : index
      %at = arith.addi %line, %i : index
      %x = memref.load %p[%at] : memref<?xf32>
      memref.store %x, %f[%i, %j] : memref<8x16xf32>
    }
  }
  return
}

// f[i][j] is rounded to tf32, ties away from zero
func.func @__float_to_tf32_a(%f: memref<16x8xf32> {xpiler.fragment = ["precision::tf32"]})
    attributes {xpiler.spelling = "wmma::__float_to_tf32", xpiler.elements, xpiler.warp = 32 : i32, xpiler.converged, xpiler.archs = ["sm_80", "sm_86", "sm_89", "sm_90"], xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions, alternate floating point", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c8 step %c1 {
      %x = memref.load %f[%i, %j] : memref<16x8xf32>
      %narrow = arith.truncf %x to_nearest_away : f32 to tf32
      %rounded = arith.extf %narrow : tf32 to f32
      memref.store %rounded, %f[%i, %j] : memref<16x8xf32>
    }
  }
  return
}

// f[i][j] is rounded to tf32, ties away from zero
func.func @__float_to_tf32_b(%f: memref<8x16xf32> {xpiler.fragment = ["precision::tf32"]})
    attributes {xpiler.spelling = "wmma::__float_to_tf32", xpiler.elements, xpiler.warp = 32 : i32, xpiler.converged, xpiler.archs = ["sm_80", "sm_86", "sm_89", "sm_90"], xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions, alternate floating point", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c8 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %x = memref.load %f[%i, %j] : memref<8x16xf32>
      %narrow = arith.truncf %x to_nearest_away : f32 to tf32
      %rounded = arith.extf %narrow : tf32 to f32
      memref.store %rounded, %f[%i, %j] : memref<8x16xf32>
    }
  }
  return
}

// d[i][j] = c[i][j] + the sum over k of a[i][k] * b[k][j], of whose elements the lower bits do not count; d may be c
func.func @mma_sync_tf32(%d: memref<16x16xf32> {xpiler.fragment = ["accumulator"]}, %a: memref<16x8xf32> {xpiler.fragment = ["matrix_a", "precision::tf32"], xpiler.rounded = "__float_to_tf32_a", xpiler.const}, %b: memref<8x16xf32> {xpiler.fragment = ["matrix_b", "precision::tf32"], xpiler.rounded = "__float_to_tf32_b", xpiler.const}, %c: memref<16x16xf32> {xpiler.fragment = ["accumulator"], xpiler.const})
    attributes {xpiler.spelling = "wmma::mma_sync", xpiler.warp = 32 : i32, xpiler.converged, xpiler.archs = ["sm_80", "sm_86", "sm_89", "sm_90"], xpiler.manual = "CUDA C++ Programming Guide, warp matrix functions, alternate floating point", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %start = memref.load %c[%i, %j] : memref<16x16xf32>
      %acc = memref.alloca() : memref<f32>
      memref.store %start, %acc[] : memref<f32>
      scf.for %k = %c0 to %c8 step %c1 {
        %x = memref.load %a[%i, %k] : memref<16x8xf32>
        %y = memref.load %b[%k, %j] : memref<8x16xf32>
        %narrow_x = arith.truncf %x toward_zero : f32 to tf32
        %narrow_y = arith.truncf %y toward_zero : f32 to tf32
        %wide_x = arith.extf %narrow_x : tf32 to f32
        %wide_y = arith.extf %narrow_y : tf32 to f32
        %product = arith.mulf %wide_x, %wide_y : f32
        %old = memref.load %acc[] : memref<f32>
        %sum = arith.addf %old, %product : f32
        memref.store %sum, %acc[] : memref<f32>
      }
      %end = memref.load %acc[] : memref<f32>
      memref.store %end, %d[%i, %j] : memref<16x16xf32>
    }
  }
  return
}

// bit m of d[l] says whether p[m] is not 0
func.func @__ballot_sync(%mask: i32 {xpiler.value = -1 : i32, xpiler.word = "0xffffffff"}, %p: memref<32xi32> {xpiler.lanes}, %d: memref<32xi32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 32 : i32, xpiler.converged, xpiler.ctype = "unsigned int", xpiler.manual = "CUDA C++ Programming Guide, warp vote functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 32 : index
  %zero = arith.constant 0 : i32
  %start = arith.constant 0 : i32
  scf.for %l = %c0 to %warp step %c1 {
    memref.store %start, %d[%l] : memref<32xi32>
    scf.for %m = %c0 to %warp step %c1 {
      %v = memref.load %p[%m] : memref<32xi32>
      %yes = arith.cmpi ne, %v, %zero : i32
      %one = arith.extui %yes : i1 to i32
      %place = arith.index_cast %m : index to i32
      %bit = arith.shli %one, %place : i32
      %old = memref.load %d[%l] : memref<32xi32>
      %new = arith.ori %old, %bit : i32
      memref.store %new, %d[%l] : memref<32xi32>
    }
  }
  return
}

// d[l] says whether a p[m] is not 0
func.func @__any_sync(%mask: i32 {xpiler.value = -1 : i32, xpiler.word = "0xffffffff"}, %p: memref<32xi32> {xpiler.lanes}, %d: memref<32xi32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp vote functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 32 : index
  %zero = arith.constant 0 : i32
  %start = arith.constant 0 : i32
  scf.for %l = %c0 to %warp step %c1 {
    memref.store %start, %d[%l] : memref<32xi32>
    scf.for %m = %c0 to %warp step %c1 {
      %v = memref.load %p[%m] : memref<32xi32>
      %yes = arith.cmpi ne, %v, %zero : i32
      %one = arith.extui %yes : i1 to i32
      %old = memref.load %d[%l] : memref<32xi32>
      %new = arith.ori %old, %one : i32
      memref.store %new, %d[%l] : memref<32xi32>
    }
  }
  return
}

// d[l] says whether no p[m] is 0
func.func @__all_sync(%mask: i32 {xpiler.value = -1 : i32, xpiler.word = "0xffffffff"}, %p: memref<32xi32> {xpiler.lanes}, %d: memref<32xi32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 32 : i32, xpiler.converged, xpiler.manual = "CUDA C++ Programming Guide, warp vote functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 32 : index
  %zero = arith.constant 0 : i32
  %start = arith.constant 1 : i32
  scf.for %l = %c0 to %warp step %c1 {
    memref.store %start, %d[%l] : memref<32xi32>
    scf.for %m = %c0 to %warp step %c1 {
      %v = memref.load %p[%m] : memref<32xi32>
      %yes = arith.cmpi ne, %v, %zero : i32
      %one = arith.extui %yes : i1 to i32
      %old = memref.load %d[%l] : memref<32xi32>
      %new = arith.andi %old, %one : i32
      memref.store %new, %d[%l] : memref<32xi32>
    }
  }
  return
}

// d[l] is the add of all v[m]
func.func @__reduce_add_sync(%mask: i32 {xpiler.value = -1 : i32, xpiler.word = "0xffffffff"}, %v: memref<32xi32> {xpiler.lanes, xpiler.ctype = "int"}, %d: memref<32xi32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 32 : i32, xpiler.converged, xpiler.archs = ["sm_80", "sm_86", "sm_89", "sm_90"], xpiler.manual = "CUDA C++ Programming Guide, warp reduce functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 32 : index
  scf.for %l = %c0 to %warp step %c1 {
    %first = memref.load %v[%c0] : memref<32xi32>
    memref.store %first, %d[%l] : memref<32xi32>
    scf.for %m = %c1 to %warp step %c1 {
      %x = memref.load %v[%m] : memref<32xi32>
      %old = memref.load %d[%l] : memref<32xi32>
      %new = arith.addi %old, %x : i32
      memref.store %new, %d[%l] : memref<32xi32>
    }
  }
  return
}

// d[l] is the add of all v[m]
func.func @__reduce_add_sync_unsigned(%mask: i32 {xpiler.value = -1 : i32, xpiler.word = "0xffffffff"}, %v: memref<32xi32> {xpiler.lanes, xpiler.ctype = "unsigned int"}, %d: memref<32xi32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 32 : i32, xpiler.converged, xpiler.spelling = "__reduce_add_sync", xpiler.ctype = "unsigned int", xpiler.archs = ["sm_80", "sm_86", "sm_89", "sm_90"], xpiler.manual = "CUDA C++ Programming Guide, warp reduce functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 32 : index
  scf.for %l = %c0 to %warp step %c1 {
    %first = memref.load %v[%c0] : memref<32xi32>
    memref.store %first, %d[%l] : memref<32xi32>
    scf.for %m = %c1 to %warp step %c1 {
      %x = memref.load %v[%m] : memref<32xi32>
      %old = memref.load %d[%l] : memref<32xi32>
      %new = arith.addi %old, %x : i32
      memref.store %new, %d[%l] : memref<32xi32>
    }
  }
  return
}

// d[l] is the min of all v[m]
func.func @__reduce_min_sync(%mask: i32 {xpiler.value = -1 : i32, xpiler.word = "0xffffffff"}, %v: memref<32xi32> {xpiler.lanes, xpiler.ctype = "int"}, %d: memref<32xi32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 32 : i32, xpiler.converged, xpiler.archs = ["sm_80", "sm_86", "sm_89", "sm_90"], xpiler.manual = "CUDA C++ Programming Guide, warp reduce functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 32 : index
  scf.for %l = %c0 to %warp step %c1 {
    %first = memref.load %v[%c0] : memref<32xi32>
    memref.store %first, %d[%l] : memref<32xi32>
    scf.for %m = %c1 to %warp step %c1 {
      %x = memref.load %v[%m] : memref<32xi32>
      %old = memref.load %d[%l] : memref<32xi32>
      %new = arith.minsi %old, %x : i32
      memref.store %new, %d[%l] : memref<32xi32>
    }
  }
  return
}

// d[l] is the min of all v[m]
func.func @__reduce_min_sync_unsigned(%mask: i32 {xpiler.value = -1 : i32, xpiler.word = "0xffffffff"}, %v: memref<32xi32> {xpiler.lanes, xpiler.ctype = "unsigned int"}, %d: memref<32xi32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 32 : i32, xpiler.converged, xpiler.spelling = "__reduce_min_sync", xpiler.ctype = "unsigned int", xpiler.archs = ["sm_80", "sm_86", "sm_89", "sm_90"], xpiler.manual = "CUDA C++ Programming Guide, warp reduce functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 32 : index
  scf.for %l = %c0 to %warp step %c1 {
    %first = memref.load %v[%c0] : memref<32xi32>
    memref.store %first, %d[%l] : memref<32xi32>
    scf.for %m = %c1 to %warp step %c1 {
      %x = memref.load %v[%m] : memref<32xi32>
      %old = memref.load %d[%l] : memref<32xi32>
      %new = arith.minui %old, %x : i32
      memref.store %new, %d[%l] : memref<32xi32>
    }
  }
  return
}

// d[l] is the max of all v[m]
func.func @__reduce_max_sync(%mask: i32 {xpiler.value = -1 : i32, xpiler.word = "0xffffffff"}, %v: memref<32xi32> {xpiler.lanes, xpiler.ctype = "int"}, %d: memref<32xi32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 32 : i32, xpiler.converged, xpiler.archs = ["sm_80", "sm_86", "sm_89", "sm_90"], xpiler.manual = "CUDA C++ Programming Guide, warp reduce functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 32 : index
  scf.for %l = %c0 to %warp step %c1 {
    %first = memref.load %v[%c0] : memref<32xi32>
    memref.store %first, %d[%l] : memref<32xi32>
    scf.for %m = %c1 to %warp step %c1 {
      %x = memref.load %v[%m] : memref<32xi32>
      %old = memref.load %d[%l] : memref<32xi32>
      %new = arith.maxsi %old, %x : i32
      memref.store %new, %d[%l] : memref<32xi32>
    }
  }
  return
}

// d[l] is the max of all v[m]
func.func @__reduce_max_sync_unsigned(%mask: i32 {xpiler.value = -1 : i32, xpiler.word = "0xffffffff"}, %v: memref<32xi32> {xpiler.lanes, xpiler.ctype = "unsigned int"}, %d: memref<32xi32> {xpiler.lanes, xpiler.result})
    attributes {xpiler.warp = 32 : i32, xpiler.converged, xpiler.spelling = "__reduce_max_sync", xpiler.ctype = "unsigned int", xpiler.archs = ["sm_80", "sm_86", "sm_89", "sm_90"], xpiler.manual = "CUDA C++ Programming Guide, warp reduce functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %warp = arith.constant 32 : index
  scf.for %l = %c0 to %warp step %c1 {
    %first = memref.load %v[%c0] : memref<32xi32>
    memref.store %first, %d[%l] : memref<32xi32>
    scf.for %m = %c1 to %warp step %c1 {
      %x = memref.load %v[%m] : memref<32xi32>
      %old = memref.load %d[%l] : memref<32xi32>
      %new = arith.maxui %old, %x : i32
      memref.store %new, %d[%l] : memref<32xi32>
    }
  }
  return
}
