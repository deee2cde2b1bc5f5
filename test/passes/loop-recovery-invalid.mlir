// RUN: xpiler-opt %s --pass-pipeline='builtin.module(canonicalize,loop-recovery)' -split-input-file -verify-diagnostics

func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
  %t = simt.thread_id x : i32
  %c7 = arith.constant 7 : i32
  %c = arith.cmpi slt, %t, %c7 : i32
  // expected-error @+1 {{whether this barrier is reached depends on the thread}}
  scf.if %c {
    simt.barrier
  }
  return
}
func.func @host(%x: memref<?xf32>) attributes {xpiler.entry} {
  %c64 = arith.constant 64 : index
  simt.launch @k grid(%c64, %c64, %c64) block(%c64, %c64, %c64) args(%x : memref<?xf32>)
  return
}

// -----

func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
  %t = simt.thread_id x : i32
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  // expected-error @+1 {{how often this barrier is reached may depend on the thread}}
  scf.for %i = %c0 to %t step %c1 : i32 {
    simt.barrier
  }
  return
}
func.func @host(%x: memref<?xf32>) attributes {xpiler.entry} {
  %c64 = arith.constant 64 : index
  simt.launch @k grid(%c64, %c64, %c64) block(%c64, %c64, %c64) args(%x : memref<?xf32>)
  return
}

// -----

// Each thread looks up another place.
module attributes {xpiler.platform = "cuda"} {
  func.func @k(%n: memref<?xindex>) attributes {xpiler.kernel} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %t = simt.thread_id x : i32
    %i = arith.index_cast %t : i32 to index
    %own = memref.subview %n[%i] [1] [1] : memref<?xindex> to memref<1xindex, strided<[1], offset: ?>>
    %end = memref.load %own[%c0] : memref<1xindex, strided<[1], offset: ?>>
    // expected-error @+1 {{how often this barrier is reached may depend on the thread}}
    scf.for %k = %c0 to %end step %c1 {
      simt.barrier
    }
    return
  }
  func.func @host(%n: memref<?xindex>, %g: index) attributes {xpiler.entry} {
    simt.launch @k grid(%g, %g, %g) block(%g, %g, %g) args(%n : memref<?xindex>)
    return
  }
}

// -----

// All load one place, but not all of them keep what is there.
module attributes {xpiler.platform = "cuda"} {
  func.func @k(%n: memref<?xindex>) attributes {xpiler.kernel} {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : i32
    %t = simt.thread_id x : i32
    %is_low = arith.cmpi slt, %t, %c4 : i32
    %ends = memref.alloca() : memref<index>
    memref.store %c1, %ends[] : memref<index>
    scf.if %is_low {
      %there = memref.load %n[%c0] : memref<?xindex>
      memref.store %there, %ends[] : memref<index>
    }
    %end = memref.load %ends[] : memref<index>
    // expected-error @+1 {{how often this barrier is reached may depend on the thread}}
    scf.for %k = %c0 to %end step %c1 {
      simt.barrier
    }
    return
  }
  func.func @host(%n: memref<?xindex>, %g: index) attributes {xpiler.entry} {
    simt.launch @k grid(%g, %g, %g) block(%g, %g, %g) args(%n : memref<?xindex>)
    return
  }
}

// -----

func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
  // expected-error @+1 {{a Block task has no cluster to synchronise with}}
  cluster.sync cluster
  return
}
func.func @host(%x: memref<?xf32>) attributes {xpiler.entry} {
  %c4 = arith.constant 4 : index
  cluster.launch @k block tasks(%c4, %c4, %c4) args(%x : memref<?xf32>)
  return
}

// -----

func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} {
  return
}
func.func @host(%x: memref<?xf32>) attributes {xpiler.entry} {
  %c4 = arith.constant 4 : index
  // expected-error @+1 {{`raise-unions` goes before this}}
  cluster.launch @k union1 tasks(%c4, %c4, %c4) args(%x : memref<?xf32>)
  return
}
