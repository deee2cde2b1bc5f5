// Rows of warps and of bytes; what a warp computes is never left to one side of a choice.
module attributes {xpiler.platform = "hip"} {
  func.func @k(%arg0: memref<?xf16> {xpiler.const, xpiler.ctype = "const _Float16 *", xpiler.name = "a"}, %arg1: memref<?xf32> {xpiler.ctype = "float *", xpiler.name = "y"}, %arg2: memref<?xi32> {xpiler.const, xpiler.ctype = "const int *", xpiler.name = "u"}) attributes {xpiler.kernel} {
    %0 = simt.thread_id x {xpiler.name = "t"} : i32
    %alloca = memref.alloca() {xpiler.name = "acc", xpiler.register} : memref<2x4xf32>
    %c0 = arith.constant 0 : index
    %c0_0 = arith.constant 0 : index
    %cst = arith.constant 0.000000e+00 : f32
    memref.store %cst, %alloca[%c0, %c0_0] : memref<2x4xf32>
    %c1 = arith.constant 1 : index
    %cst_1 = arith.constant 0.000000e+00 : f32
    memref.store %cst_1, %alloca[%c0, %c1] : memref<2x4xf32>
    %c2 = arith.constant 2 : index
    %cst_2 = arith.constant 0.000000e+00 : f32
    memref.store %cst_2, %alloca[%c0, %c2] : memref<2x4xf32>
    %c3 = arith.constant 3 : index
    %cst_3 = arith.constant 0.000000e+00 : f32
    memref.store %cst_3, %alloca[%c0, %c3] : memref<2x4xf32>
    %c1_4 = arith.constant 1 : index
    %c0_5 = arith.constant 0 : index
    %cst_6 = arith.constant 0.000000e+00 : f32
    memref.store %cst_6, %alloca[%c1_4, %c0_5] : memref<2x4xf32>
    %c1_7 = arith.constant 1 : index
    %cst_8 = arith.constant 0.000000e+00 : f32
    memref.store %cst_8, %alloca[%c1_4, %c1_7] : memref<2x4xf32>
    %c2_9 = arith.constant 2 : index
    %cst_10 = arith.constant 0.000000e+00 : f32
    memref.store %cst_10, %alloca[%c1_4, %c2_9] : memref<2x4xf32>
    %c3_11 = arith.constant 3 : index
    %cst_12 = arith.constant 0.000000e+00 : f32
    memref.store %cst_12, %alloca[%c1_4, %c3_11] : memref<2x4xf32>
    %alloca_13 = memref.alloca() {xpiler.name = "x", xpiler.register} : memref<4xf16>
    %c4_i32 = arith.constant 4 : i32
    %1 = arith.muli %c4_i32, %0 overflow<nsw> : i32
    %2 = arith.index_cast %1 : i32 to index
    %3 = memref.load %arg0[%2] : memref<?xf16>
    %c0_14 = arith.constant 0 : index
    memref.store %3, %alloca_13[%c0_14] : memref<4xf16>
    %c1_15 = arith.constant 1 : index
    %4 = arith.addi %2, %c1_15 : index
    %5 = memref.load %arg0[%4] : memref<?xf16>
    %c1_16 = arith.constant 1 : index
    memref.store %5, %alloca_13[%c1_16] : memref<4xf16>
    %c2_17 = arith.constant 2 : index
    %6 = arith.addi %2, %c2_17 : index
    %7 = memref.load %arg0[%6] : memref<?xf16>
    %c2_18 = arith.constant 2 : index
    memref.store %7, %alloca_13[%c2_18] : memref<4xf16>
    %c3_19 = arith.constant 3 : index
    %8 = arith.addi %2, %c3_19 : index
    %9 = memref.load %arg0[%8] : memref<?xf16>
    %c3_20 = arith.constant 3 : index
    memref.store %9, %alloca_13[%c3_20] : memref<4xf16>
    %c0_i32 = arith.constant 0 : i32
    %c2_i32 = arith.constant 2 : i32
    %c1_i32 = arith.constant 1 : i32
    scf.for %arg3 = %c0_i32 to %c2_i32 step %c1_i32  : i32 {
      %19 = arith.index_cast %arg3 : i32 to index
      %c0_27 = arith.constant 0 : index
      %c0_28 = arith.constant 0 : index
      %c1_i32_29 = arith.constant 1 : i32
      %20 = arith.subi %c1_i32_29, %arg3 overflow<nsw> : i32
      %21 = arith.index_cast %20 : i32 to index
      %subview = memref.subview %alloca[%21, 0] [1, 4] [1, 1] : memref<2x4xf32> to memref<4xf32, strided<[1], offset: ?>>
      %c0_30 = arith.constant 0 : index
      %c0_i32_31 = arith.constant 0 : i32
      %c0_i32_32 = arith.constant 0 : i32
      %c0_i32_33 = arith.constant 0 : i32
      %subview_34 = memref.subview %alloca[%19, 0] [1, 4] [1, 1] : memref<2x4xf32> to memref<4xf32, strided<[1], offset: ?>>
      %c0_35 = arith.constant 0 : index
      intrin.call "hip" "__builtin_amdgcn_mfma_f32_16x16x16f16"(%alloca_13, %alloca_13, %subview, %c0_i32_31, %c0_i32_32, %c0_i32_33, %subview_34) at(%c0_27, %c0_28, %c0_30, %c0_35) {xpiler.warp = 64 : i32} : (memref<4xf16>, memref<4xf16>, memref<4xf32, strided<[1], offset: ?>>, i32, i32, i32, memref<4xf32, strided<[1], offset: ?>>) -> ()
    } {xpiler.name = "i"}
    %10 = arith.index_cast %0 : i32 to index
    %c0_21 = arith.constant 0 : index
    %c1_22 = arith.constant 1 : index
    %11 = memref.load %alloca[%c0_21, %c1_22] : memref<2x4xf32>
    %c2_i32_23 = arith.constant 2 : i32
    %c64_i32 = arith.constant 64 : i32
    %12 = intrin.call "hip" "__shfl_up"(%11, %c2_i32_23, %c64_i32) {xpiler.warp = 64 : i32} : (f32, i32, i32) -> f32
    %c0_24 = arith.constant 0 : index
    %13 = memref.load %arg2[%c0_24] : memref<?xi32>
    %c1_25 = arith.constant 1 : index
    %14 = memref.load %arg2[%c1_25] : memref<?xi32>
    %c2_26 = arith.constant 2 : index
    %15 = memref.load %arg2[%c2_26] : memref<?xi32>
    %false = arith.constant false
    %16 = intrin.call "hip" "__builtin_amdgcn_sdot4"(%13, %14, %15, %false) : (i32, i32, i32, i1) -> i32
    %17 = arith.sitofp %16 : i32 to f32
    %18 = arith.addf %12, %17 : f32
    memref.store %18, %arg1[%10] : memref<?xf32>
    return
  }
  func.func @run(%arg0: memref<?xf16> {xpiler.const, xpiler.ctype = "const _Float16 *", xpiler.name = "a"}, %arg1: memref<?xf32> {xpiler.ctype = "float *", xpiler.name = "y"}, %arg2: memref<?xi32> {xpiler.const, xpiler.ctype = "const int *", xpiler.name = "u"}) attributes {xpiler.entry} {
    %c256 = arith.constant 256 : index
    %alloc = memref.alloc(%c256) {xpiler.device, xpiler.name = "da"} : memref<?xf16>
    %c64 = arith.constant 64 : index
    %alloc_0 = memref.alloc(%c64) {xpiler.device, xpiler.name = "dy"} : memref<?xf32>
    %c3 = arith.constant 3 : index
    %alloc_1 = memref.alloc(%c3) {xpiler.device, xpiler.name = "du"} : memref<?xi32>
    %c1 = arith.constant 1 : index
    %c1_2 = arith.constant 1 : index
    %c1_3 = arith.constant 1 : index
    %c64_4 = arith.constant 64 : index
    %c1_5 = arith.constant 1 : index
    %c1_6 = arith.constant 1 : index
    simt.launch @k grid(%c1, %c1_2, %c1_3) block(%c64_4, %c1_5, %c1_6) args(%alloc, %alloc_0, %alloc_1 : memref<?xf16>, memref<?xf32>, memref<?xi32>)
    memref.dealloc %alloc : memref<?xf16>
    memref.dealloc %alloc_0 : memref<?xf32>
    memref.dealloc %alloc_1 : memref<?xi32>
    return
  }
}
