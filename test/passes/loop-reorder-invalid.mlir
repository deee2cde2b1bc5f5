// RUN: xpiler-opt %s --pass-pipeline='builtin.module(loop-reorder{loops=j,i})' -split-input-file -verify-diagnostics

// x[i + 1][j] from x[i][j + 1]: the dependence (1, -1) would be turned around.
func.func @skewed(%x: memref<?x8xf32>, %n: index, %m: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %i1 = arith.addi %i, %c1 : index
    scf.for %j = %c0 to %m step %c1 {
      %j1 = arith.addi %j, %c1 : index
      %v = memref.load %x[%i, %j1] : memref<?x8xf32>
      // expected-error @+1 {{iterations of `i` depend on each other, and `j` does not tell apart what they touch}}
      memref.store %v, %x[%i1, %j] : memref<?x8xf32>
    } {xpiler.name = "j", xpiler.parallel}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @triangle(%x: memref<?x8xf32>, %n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    // expected-error @+1 {{the range of `j` depends on `i`, which must stay around it}}
    scf.for %j = %c0 to %i step %c1 {
      memref.store %v, %x[%i, %j] : memref<?x8xf32>
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @imperfect(%x: memref<?xf32>, %n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    // expected-error @+1 {{`i` and `j` are not a perfect nest: `memref.store` stands between them}}
    memref.store %v, %x[%i] : memref<?xf32>
    scf.for %j = %c0 to %n step %c1 {
    } {xpiler.name = "j"}
  } {xpiler.name = "i"}
  return
}

// -----

func.func @siblings(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-error @+1 {{`j` and `i` are not nested}}
  scf.for %i = %c0 to %n step %c1 {
  } {xpiler.name = "i"}
  scf.for %j = %c0 to %n step %c1 {
  } {xpiler.name = "j"}
  return
}

// -----

func.func @between(%x: memref<?xf32>, %n: index, %v: f32) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    scf.for %k = %c0 to %n step %c1 {
      // expected-error @+1 {{something stands between `i` and `j`: `k`}}
      scf.for %j = %c0 to %n step %c1 {
      } {xpiler.name = "j"}
    } {xpiler.name = "k"}
  } {xpiler.name = "i"}
  return
}
