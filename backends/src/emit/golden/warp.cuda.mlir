// Rows of warps and of bytes; what a warp computes is never left to one side of a choice.
module attributes {xpiler.platform = "cuda"} {
  func.func @k(%arg0: memref<?xf16> {xpiler.const, xpiler.ctype = "const half *", xpiler.name = "a"}, %arg1: memref<?xf32> {xpiler.ctype = "float *", xpiler.name = "y"}, %arg2: memref<?xi32> {xpiler.const, xpiler.ctype = "const unsigned int *", xpiler.name = "u"}, %arg3: i32 {xpiler.ctype = "int", xpiler.name = "n"}) attributes {xpiler.kernel} {
    %0 = simt.alloc_shared {xpiler.name = "s"} : memref<64xf32>
    %1 = simt.thread_id x {xpiler.name = "t"} : i32
    %c32_i32 = arith.constant 32 : i32
    %2 = arith.divsi %1, %c32_i32 {xpiler.name = "warp"} : i32
    %3 = arith.index_cast %1 : i32 to index
    %4 = memref.load %arg1[%3] : memref<?xf32>
    %alloca = memref.alloca() {xpiler.name = "v"} : memref<f32>
    memref.store %4, %alloca[] : memref<f32>
    %c-1_i32 = arith.constant -1 : i32
    %5 = memref.load %alloca[] : memref<f32>
    %c16_i32 = arith.constant 16 : i32
    %c32_i32_0 = arith.constant 32 : i32
    %6 = intrin.call "cuda" "__shfl_down_sync"(%c-1_i32, %5, %c16_i32, %c32_i32_0) {xpiler.warp = 32 : i32} : (i32, f32, i32, i32) -> f32
    %7 = memref.load %alloca[] : memref<f32>
    %8 = arith.addf %7, %6 : f32
    memref.store %8, %alloca[] : memref<f32>
    %c-1_i32_1 = arith.constant -1 : i32
    %9 = memref.load %alloca[] : memref<f32>
    %c1_i32 = arith.constant 1 : i32
    %c8_i32 = arith.constant 8 : i32
    %10 = intrin.call "cuda" "__shfl_xor_sync"(%c-1_i32_1, %9, %c1_i32, %c8_i32) {xpiler.name = "w", xpiler.warp = 32 : i32} : (i32, f32, i32, i32) -> f32
    %11 = arith.cmpi slt, %1, %arg3 : i32
    %cst = arith.constant 0.000000e+00 : f32
    %12 = arith.select %11, %10, %cst {xpiler.name = "r"} : f32
    %13 = arith.index_cast %1 : i32 to index
    %c-1_i32_2 = arith.constant -1 : i32
    %c0_i32 = arith.constant 0 : i32
    %c32_i32_3 = arith.constant 32 : i32
    %14 = intrin.call "cuda" "__shfl_sync"(%c-1_i32_2, %12, %c0_i32, %c32_i32_3) {xpiler.warp = 32 : i32} : (i32, f32, i32, i32) -> f32
    memref.store %14, %0[%13] : memref<64xf32>
    %c-1_i32_4 = arith.constant -1 : i32
    intrin.call "cuda" "__syncwarp"(%c-1_i32_4) {xpiler.warp = 32 : i32} : (i32) -> ()
    %c0 = arith.constant 0 : index
    %15 = memref.load %arg2[%c0] : memref<?xi32>
    %c1 = arith.constant 1 : index
    %16 = memref.load %arg2[%c1] : memref<?xi32>
    %c2 = arith.constant 2 : index
    %17 = memref.load %arg2[%c2] : memref<?xi32>
    %18 = intrin.call "cuda" "__dp4a_unsigned"(%15, %16, %17) : (i32, i32, i32) -> i32
    %c3_i32 = arith.constant 3 : i32
    %19 = arith.divui %18, %c3_i32 {xpiler.name = "d"} : i32
    %alloca_5 = memref.alloca() {xpiler.fragment = "wmma::matrix_a, 16, 16, 16, half, wmma::row_major", xpiler.name = "fa", xpiler.warp = 32 : i32} : memref<16x16xf16>
    %alloca_6 = memref.alloca() {xpiler.fragment = "wmma::matrix_b, 16, 16, 16, half, wmma::col_major", xpiler.name = "fb", xpiler.warp = 32 : i32} : memref<16x16xf16>
    %tf32 = memref.alloca() {xpiler.fragment = "wmma::matrix_b, 16, 16, 8, wmma::precision::tf32, wmma::row_major", xpiler.name = "fc", xpiler.warp = 32 : i32} : memref<8x16xf32>
    %alloca_7 = memref.alloca() {xpiler.fragment = "wmma::accumulator, 16, 16, 16, float", xpiler.name = "acc", xpiler.warp = 32 : i32} : memref<2x1x16x16xf32>
    %c0_i32_8 = arith.constant 0 : i32
    %c2_i32 = arith.constant 2 : i32
    %c1_i32_9 = arith.constant 1 : i32
    scf.for %arg4 = %c0_i32_8 to %c2_i32 step %c1_i32_9  : i32 {
      %26 = arith.index_cast %arg4 : i32 to index
      %subview = memref.subview %alloca_7[%26, 0, 0, 0] [1, 1, 16, 16] [1, 1, 1, 1] : memref<2x1x16x16xf32> to memref<16x16xf32, strided<[16, 1], offset: ?>>
      %c0_11 = arith.constant 0 : index
      %27 = memref.load %alloca[] : memref<f32>
      intrin.call "cuda" "fill_fragment"(%subview, %27) at(%c0_11) {xpiler.warp = 32 : i32} : (memref<16x16xf32, strided<[16, 1], offset: ?>>, f32) -> ()
      %c0_12 = arith.constant 0 : index
      %c16_i32_13 = arith.constant 16 : i32
      %28 = arith.muli %arg4, %c16_i32_13 overflow<nsw> : i32
      %29 = arith.index_cast %28 : i32 to index
      %c32 = arith.constant 32 : index
      intrin.call "cuda" "load_matrix_sync_row"(%alloca_5, %arg0, %c32) at(%c0_12, %29) {xpiler.warp = 32 : i32} : (memref<16x16xf16>, memref<?xf16>, index) -> ()
      %c0_14 = arith.constant 0 : index
      %c0_15 = arith.constant 0 : index
      %30 = arith.index_castui %arg3 : i32 to index
      intrin.call "cuda" "load_matrix_sync_col"(%alloca_6, %arg0, %30) at(%c0_14, %c0_15) {xpiler.warp = 32 : i32} : (memref<16x16xf16>, memref<?xf16>, index) -> ()
      %31 = arith.index_cast %arg4 : i32 to index
      %subview_16 = memref.subview %alloca_7[%31, 0, 0, 0] [1, 1, 16, 16] [1, 1, 1, 1] : memref<2x1x16x16xf32> to memref<16x16xf32, strided<[16, 1], offset: ?>>
      %c0_17 = arith.constant 0 : index
      %c0_18 = arith.constant 0 : index
      %c0_19 = arith.constant 0 : index
      %32 = arith.index_cast %arg4 : i32 to index
      %subview_20 = memref.subview %alloca_7[%32, 0, 0, 0] [1, 1, 16, 16] [1, 1, 1, 1] : memref<2x1x16x16xf32> to memref<16x16xf32, strided<[16, 1], offset: ?>>
      %c0_21 = arith.constant 0 : index
      intrin.call "cuda" "mma_sync"(%subview_16, %alloca_5, %alloca_6, %subview_20) at(%c0_17, %c0_18, %c0_19, %c0_21) {xpiler.warp = 32 : i32} : (memref<16x16xf32, strided<[16, 1], offset: ?>>, memref<16x16xf16>, memref<16x16xf16>, memref<16x16xf32, strided<[16, 1], offset: ?>>) -> ()
      %c512_i32 = arith.constant 512 : i32
      %33 = arith.muli %2, %c512_i32 overflow<nsw> : i32
      %34 = arith.index_cast %33 : i32 to index
      %c256_i32 = arith.constant 256 : i32
      %35 = arith.muli %arg4, %c256_i32 overflow<nsw> : i32
      %36 = arith.index_cast %35 : i32 to index
      %37 = arith.addi %34, %36 : index
      %38 = arith.index_cast %arg4 : i32 to index
      %subview_22 = memref.subview %alloca_7[%38, 0, 0, 0] [1, 1, 16, 16] [1, 1, 1, 1] : memref<2x1x16x16xf32> to memref<16x16xf32, strided<[16, 1], offset: ?>>
      %c0_23 = arith.constant 0 : index
      %c16 = arith.constant 16 : index
      %c1_i32_24 = arith.constant 1 : i32
      intrin.call "cuda" "store_matrix_sync_mem_col"(%arg1, %subview_22, %c16, %c1_i32_24) at(%37, %c0_23) {xpiler.warp = 32 : i32} : (memref<?xf32>, memref<16x16xf32, strided<[16, 1], offset: ?>>, index, i32) -> ()
    } {xpiler.name = "i"}
    %first = arith.constant 0 : index
    %ldm = arith.constant 20 : index
    intrin.call "cuda" "load_matrix_sync_row_tf32_b"(%tf32, %arg1, %ldm) at(%first, %first) {xpiler.warp = 32 : i32} : (memref<8x16xf32>, memref<?xf32>, index) -> ()
    intrin.call "cuda" "__float_to_tf32_b"(%tf32) at(%first) {xpiler.warp = 32 : i32} : (memref<8x16xf32>) -> ()
    %20 = arith.index_cast %1 : i32 to index
    %c1_i32_10 = arith.constant 1 : i32
    %21 = arith.xori %1, %c1_i32_10 : i32
    %22 = arith.index_cast %21 : i32 to index
    %23 = memref.load %0[%22] : memref<64xf32>
    %24 = arith.uitofp %19 : i32 to f32
    %25 = arith.addf %23, %24 : f32
    memref.store %25, %arg1[%20] : memref<?xf32>
    return
  }
  func.func @run(%arg0: memref<?xf16> {xpiler.const, xpiler.ctype = "const half *", xpiler.name = "a"}, %arg1: memref<?xf32> {xpiler.ctype = "float *", xpiler.name = "y"}, %arg2: memref<?xi32> {xpiler.const, xpiler.ctype = "const unsigned int *", xpiler.name = "u"}, %arg3: i32 {xpiler.ctype = "int", xpiler.name = "n"}) attributes {xpiler.entry} {
    %c1024 = arith.constant 1024 : index
    %alloc = memref.alloc(%c1024) {xpiler.device, xpiler.name = "da"} : memref<?xf16>
    %c1024_0 = arith.constant 1024 : index
    %alloc_1 = memref.alloc(%c1024_0) {xpiler.device, xpiler.name = "dy"} : memref<?xf32>
    %c3 = arith.constant 3 : index
    %alloc_2 = memref.alloc(%c3) {xpiler.device, xpiler.name = "du"} : memref<?xi32>
    %c1 = arith.constant 1 : index
    %c1_3 = arith.constant 1 : index
    %c1_4 = arith.constant 1 : index
    %c64 = arith.constant 64 : index
    %c1_5 = arith.constant 1 : index
    %c1_6 = arith.constant 1 : index
    simt.launch @k grid(%c1, %c1_3, %c1_4) block(%c64, %c1_5, %c1_6) args(%alloc, %alloc_1, %alloc_2, %arg3 : memref<?xf16>, memref<?xf32>, memref<?xi32>, i32)
    memref.dealloc %alloc : memref<?xf16>
    memref.dealloc %alloc_1 : memref<?xf32>
    memref.dealloc %alloc_2 : memref<?xi32>
    return
  }
}
