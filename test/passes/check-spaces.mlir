// RUN: xpiler-opt %s --pass-pipeline='builtin.module(check-spaces)' -split-input-file -verify-diagnostics

// Everything lies where it is taken; a row with `xpiler.alias` takes its target as a source.
module attributes {xpiler.platform = "bang"} {
  func.func @fits(%x: memref<?xf32> {xpiler.name = "x"}, %n: index) attributes {xpiler.kernel} {
    %c0 = arith.constant 0 : index
    %a = cluster.alloc nram {xpiler.name = "a"} : memref<64xf32>
    cluster.copy %x[%c0] gdram to %a[%c0] nram size %n : memref<?xf32> to memref<64xf32>
    intrin.call "bang" "__bang_relu"(%a, %a, %n) at (%c0, %c0) : (memref<64xf32>, memref<64xf32>, index) -> ()
    cluster.copy %a[%c0] nram to %x[%c0] gdram size %n : memref<64xf32> to memref<?xf32>
    return
  }
}

// -----

module attributes {xpiler.platform = "bang"} {
  func.func @direction(%x: memref<?xf32> {xpiler.name = "x"}, %n: index) attributes {xpiler.kernel} {
    %c0 = arith.constant 0 : index
    %a = cluster.alloc wram {xpiler.name = "a"} : memref<64xf32>
    // expected-error @+1 {{a copy GDRAM2NRAM takes `a` in NRAM, but it lies in WRAM}}
    cluster.copy %x[%c0] gdram to %a[%c0] nram size %n : memref<?xf32> to memref<64xf32>
    return
  }
}

// -----

module attributes {xpiler.platform = "bang"} {
  func.func @backwards(%x: memref<?xf32> {xpiler.name = "x"}, %n: index) attributes {xpiler.kernel} {
    %c0 = arith.constant 0 : index
    %a = cluster.alloc nram {xpiler.name = "a"} : memref<64xf32>
    // expected-error @+1 {{a copy NRAM2GDRAM takes `a` in GDRAM, but it lies in NRAM}}
    cluster.copy %x[%c0] nram to %a[%c0] gdram size %n : memref<?xf32> to memref<64xf32>
    return
  }
}

// -----

module attributes {xpiler.platform = "bang"} {
  func.func @in_gdram(%x: memref<?xf32> {xpiler.name = "x"}, %n: index) attributes {xpiler.kernel} {
    %c0 = arith.constant 0 : index
    // expected-error @+1 {{`__bang_relu` takes `x` in NRAM, but it lies in GDRAM}}
    intrin.call "bang" "__bang_relu"(%x, %x, %n) at (%c0, %c0) : (memref<?xf32>, memref<?xf32>, index) -> ()
    return
  }
}

// -----

module attributes {xpiler.platform = "bang"} {
  func.func @on_the_stack(%n: index) attributes {xpiler.kernel} {
    %c0 = arith.constant 0 : index
    %a = memref.alloca() {xpiler.name = "a"} : memref<64xf32>
    // expected-error @+1 {{`__bang_relu` takes `a` in NRAM, but it lies in LDRAM}}
    intrin.call "bang" "__bang_relu"(%a, %a, %n) at (%c0, %c0) : (memref<64xf32>, memref<64xf32>, index) -> ()
    return
  }
}

// -----

module attributes {xpiler.platform = "bang"} {
  func.func @overlap(%n: index) attributes {xpiler.kernel} {
    %c0 = arith.constant 0 : index
    %a = cluster.alloc nram {xpiler.name = "a"} : memref<64xf32>
    // expected-error @+1 {{`__bang_max` does not take its target as a source}}
    intrin.call "bang" "__bang_max"(%a, %a, %n) at (%c0, %c0) : (memref<64xf32>, memref<64xf32>, index) -> ()
    return
  }
}

// -----

// Asynchronous copies of CUDA go from the memory of the device to the block's.
module attributes {xpiler.platform = "cuda"} {
  func.func @async(%x: memref<?xf32> {xpiler.name = "x"}, %y: memref<?xf32> {xpiler.name = "y"}) attributes {xpiler.kernel} {
    %c0 = arith.constant 0 : index
    %c4 = arith.constant 4 : index
    %s = simt.alloc_shared {xpiler.name = "s"} : memref<64xf32>
    intrin.call "cuda" "__pipeline_memcpy_async"(%s, %x, %c4) at (%c0, %c0) : (memref<64xf32>, memref<?xf32>, index) -> ()
    // expected-error @+1 {{`__pipeline_memcpy_async` takes `y` in shared memory, but it lies in global memory}}
    intrin.call "cuda" "__pipeline_memcpy_async"(%y, %x, %c4) at (%c0, %c0) : (memref<?xf32>, memref<?xf32>, index) -> ()
    return
  }
}

// -----

module attributes {xpiler.platform = "cuda"} {
  func.func @async_back(%x: memref<?xf32> {xpiler.name = "x"}) attributes {xpiler.kernel} {
    %c0 = arith.constant 0 : index
    %c4 = arith.constant 4 : index
    %s = simt.alloc_shared {xpiler.name = "s"} : memref<64xf32>
    %t = simt.alloc_shared {xpiler.name = "t"} : memref<64xf32>
    // expected-error @+1 {{`__pipeline_memcpy_async` takes `s` in global memory, but it lies in shared memory}}
    intrin.call "cuda" "__pipeline_memcpy_async"(%t, %s, %c4) at (%c0, %c0) : (memref<64xf32>, memref<64xf32>, index) -> ()
    return
  }
}

// -----

// Operands that touch, and operands that overlap in part.
module attributes {xpiler.platform = "bang"} {
  func.func @partly(%x: memref<?xf32> {xpiler.name = "x"}) attributes {xpiler.kernel} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c32 = arith.constant 32 : index
    %a = cluster.alloc nram {xpiler.name = "a"} : memref<64xf32>
    intrin.call "bang" "__bang_relu"(%a, %a, %c32) at (%c32, %c0) : (memref<64xf32>, memref<64xf32>, index) -> ()
    // expected-error @+1 {{the operands of `__bang_relu` overlap in part}}
    intrin.call "bang" "__bang_relu"(%a, %a, %c32) at (%c1, %c0) : (memref<64xf32>, memref<64xf32>, index) -> ()
    return
  }
}

// -----

module attributes {xpiler.platform = "bang"} {
  func.func @shifted(%x: memref<?xf32> {xpiler.name = "x"}) attributes {xpiler.kernel} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c32 = arith.constant 32 : index
    %a = cluster.alloc nram {xpiler.name = "a"} : memref<64xf32>
    cluster.copy %a[%c0] nram to %a[%c32] nram size %c32 : memref<64xf32> to memref<64xf32>
    // expected-error @+1 {{source and target of a copy NRAM2NRAM overlap in part}}
    cluster.copy %a[%c1] nram to %a[%c0] nram size %c32 : memref<64xf32> to memref<64xf32>
    return
  }
}

// -----

module attributes {xpiler.platform = "bang"} {
  func.func @by_hand(%x: memref<?xf32> {xpiler.name = "x"}) attributes {xpiler.kernel} {
    %c0 = arith.constant 0 : index
    %w = cluster.alloc wram {xpiler.name = "w"} : memref<64xf32>
    // expected-error @+1 {{`w` lies in WRAM, which only copies and the matrix unit reach}}
    %v = memref.load %w[%c0] : memref<64xf32>
    memref.store %v, %x[%c0] : memref<?xf32>
    return
  }
}
