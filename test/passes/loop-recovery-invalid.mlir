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
  // expected-error @+1 {{only Block tasks are supported yet}}
  cluster.launch @k union1 tasks(%c4, %c4, %c4) args(%x : memref<?xf32>)
  return
}
