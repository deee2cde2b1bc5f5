// RUN: xpiler-opt %s -split-input-file -verify-diagnostics

func.func @k(%x: memref<?xf32>, %n: i32) attributes {xpiler.kernel} { return }
func.func @few(%x: memref<?xf32>) {
  %c = arith.constant 1 : index
  // expected-error @+1 {{passes 1 arguments to 'k', which takes 2}}
  simt.launch @k grid(%c, %c, %c) block(%c, %c, %c) args(%x : memref<?xf32>)
  return
}

// -----

func.func @k(%x: memref<?xf32>) attributes {xpiler.kernel} { return }
func.func @types(%n: i32) {
  %c = arith.constant 1 : index
  // expected-error @+1 {{argument 0 is of type 'i32', the parameter of 'k' is of type 'memref<?xf32>'}}
  cluster.launch @k block tasks(%c, %c, %c) args(%n : i32)
  return
}

// -----

func.func @nowhere() {
  %c = arith.constant 1 : index
  // expected-error @+1 {{launches 'k', which is not a function of this module}}
  cluster.launch @k block tasks(%c, %c, %c) args()
  return
}

// -----

func.func @copy(%x: memref<?xf32>, %y: memref<?xf16>, %n: index) {
  // expected-error @+1 {{copies elements of type 'f32' to elements of type 'f16'}}
  cluster.copy %x[%n] gdram to %y[%n] nram size %n : memref<?xf32> to memref<?xf16>
  return
}

// -----

func.func @offsets(%x: memref<?xf32>, %n: index) {
  // expected-error @+1 {{has 2 buffer operands and 1 offsets}}
  intrin.call "bang" "__bang_sqrt"(%x, %x, %n) at (%n) : (memref<?xf32>, memref<?xf32>, index) -> ()
  return
}
