// RUN: xpiler-opt %s --pass-pipeline='builtin.module(check-limits)' -split-input-file -verify-diagnostics

// What fits is left alone.
module attributes {xpiler.platform = "bang"} {
  func.func @fits() attributes {xpiler.kernel} {
    %a = cluster.alloc nram : memref<131072xf32>
    return
  }
}

// -----

module attributes {xpiler.platform = "bang"} {
  func.func @nram() attributes {xpiler.kernel} {
    %a = cluster.alloc nram : memref<65536xf32>
    // expected-error @+1 {{the kernel's nram arrays need 524292 bytes, mtp_592 has 524288}}
    %b = cluster.alloc nram : memref<65537xf32>
    return
  }
}

// -----

module attributes {xpiler.platform = "cuda"} {
  func.func @shared() attributes {xpiler.kernel} {
    // expected-error @+1 {{the kernel's shared arrays need 49156 bytes, sm_80 has 49152}}
    %a = simt.alloc_shared : memref<12289xf32>
    return
  }
}

// -----

module attributes {xpiler.platform = "cuda"} {
  func.func @k() attributes {xpiler.kernel} {
    return
  }
  func.func @threads() attributes {xpiler.entry} {
    %c1 = arith.constant 1 : index
    %c33 = arith.constant 33 : index
    %c32 = arith.constant 32 : index
    // expected-error @+1 {{a block of 1056 threads: sm_80 takes 1024}}
    simt.launch @k grid(%c1, %c1, %c1) block(%c32, %c33, %c1) args()
    return
  }
}

// -----

module attributes {xpiler.platform = "bang"} {
  func.func @k() attributes {xpiler.kernel} {
    return
  }
  func.func @tasks() attributes {xpiler.entry} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    // expected-error @+1 {{0 tasks in y: mtp_592 takes 1 to 65535}}
    cluster.launch @k block tasks(%c1, %c0, %c1) args()
    return
  }
}

// -----

module attributes {xpiler.platform = "cuda"} {
  func.func @stack() attributes {xpiler.kernel} {
    // expected-error @+1 {{the kernel's stack arrays need 4000000000 bytes, sm_80 has 262144}}
    %a = memref.alloca() : memref<1000000000xf32>
    return
  }
}
