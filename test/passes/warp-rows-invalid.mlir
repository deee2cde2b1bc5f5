// RUN: xpiler-opt %s --pass-pipeline='builtin.module(detensorize,loop-recovery)' -split-input-file -verify-diagnostics

module attributes {xpiler.platform = "cuda"} {
  func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
    %t = simt.thread_id x : i32
    %i = arith.index_cast %t : i32 to index
    %mask = arith.constant -1 : i32
    %c1 = arith.constant 1 : i32
    %c32 = arith.constant 32 : i32
    %f = memref.alloca() {xpiler.warp = 32 : i32, xpiler.fragment = "wmma::accumulator, 16, 16, 16, float"} : memref<16x16xf32>
    %c0 = arith.constant 0 : index
    %zero = arith.constant 0.0 : f32
    // expected-error @+1 {{`wmma::fill_fragment` needs whole warps of 32 threads, a block has 48 threads}}
    intrin.call "cuda" "fill_fragment"(%f, %zero) at(%c0) {xpiler.warp = 32 : i32} : (memref<16x16xf32>, f32) -> ()
    return
  }
  func.func @host(%x: memref<?xf32>) attributes {xpiler.entry} {
    %c1 = arith.constant 1 : index
    %block = arith.constant 48 : index
    simt.launch @k grid(%c1, %c1, %c1) block(%block, %c1, %c1) args(%x : memref<?xf32>)
    return
  }
}

// -----

module attributes {xpiler.platform = "cuda"} {
  func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
    %t = simt.thread_id x : i32
    %i = arith.index_cast %t : i32 to index
    %mask = arith.constant -1 : i32
    %c1 = arith.constant 1 : i32
    %c32 = arith.constant 32 : i32
    %v = memref.load %x[%i] : memref<?xf32>
    // expected-error @+1 {{this operand of a warp intrinsic may depend on the thread}}
    %d = intrin.call "cuda" "__shfl_down_sync"(%mask, %v, %c1, %t) {xpiler.warp = 32 : i32} : (i32, f32, i32, i32) -> f32
    memref.store %d, %x[%i] : memref<?xf32>
    return
  }
  func.func @host(%x: memref<?xf32>) attributes {xpiler.entry} {
    %c1 = arith.constant 1 : index
    %block = arith.constant 64 : index
    simt.launch @k grid(%c1, %c1, %c1) block(%block, %c1, %c1) args(%x : memref<?xf32>)
    return
  }
}

// -----

module attributes {xpiler.platform = "cuda"} {
  func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
    %t = simt.thread_id x : i32
    %i = arith.index_cast %t : i32 to index
    %mask = arith.constant -1 : i32
    %c1 = arith.constant 1 : i32
    %c32 = arith.constant 32 : i32
    %c = arith.cmpi slt, %t, %c32 : i32
    // expected-error @+1 {{whether this barrier is reached depends on the thread}}
    scf.if %c {
    %v = memref.load %x[%i] : memref<?xf32>
    %d = intrin.call "cuda" "__shfl_down_sync"(%mask, %v, %c1, %c32) {xpiler.warp = 32 : i32} : (i32, f32, i32, i32) -> f32
    memref.store %d, %x[%i] : memref<?xf32>
      simt.barrier
    }
    return
  }
  func.func @host(%x: memref<?xf32>) attributes {xpiler.entry} {
    %c1 = arith.constant 1 : index
    %block = arith.constant 64 : index
    simt.launch @k grid(%c1, %c1, %c1) block(%block, %c1, %c1) args(%x : memref<?xf32>)
    return
  }
}

// -----

module attributes {xpiler.platform = "cuda"} {
  func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
    %t = simt.thread_id x : i32
    %i = arith.index_cast %t : i32 to index
    %mask = arith.constant -1 : i32
    %c1 = arith.constant 1 : i32
    %c32 = arith.constant 32 : i32
    %v = memref.load %x[%i] : memref<?xf32>
    // expected-error @+1 {{no row describes `__shfl_down_sync` on (i32, f32, i32)}}
    %d = intrin.call "cuda" "__shfl_down_sync"(%mask, %v, %c1) {xpiler.warp = 32 : i32} : (i32, f32, i32) -> f32
    memref.store %d, %x[%i] : memref<?xf32>
    return
  }
  func.func @host(%x: memref<?xf32>) attributes {xpiler.entry} {
    %c1 = arith.constant 1 : index
    %block = arith.constant 64 : index
    simt.launch @k grid(%c1, %c1, %c1) block(%block, %c1, %c1) args(%x : memref<?xf32>)
    return
  }
}
