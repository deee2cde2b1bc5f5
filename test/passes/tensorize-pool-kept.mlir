// What looks like a pooling intrinsic and is none.
// RUN: xpiler-opt %s --split-input-file --pass-pipeline='builtin.module(tensorize{platform=bang})' | FileCheck %s

// Only some of the channels: the elements lie further apart than the results.
// CHECK-LABEL: func.func @narrow
// CHECK-NOT: intrin.call "bang" "__bang_{{[a-z]+}}pool"
// CHECK: return
func.func @narrow(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %start = arith.constant 0xFF800000 : f32
  scf.for %t = %c0 to %n step %c1 {
    %X = memref.alloca() {xpiler.name = "X"} : memref<5x6x80xf32>
    %Y = memref.alloca() {xpiler.name = "Y"} : memref<2x4x64xf32>
    scf.for %y = %c0 to %c2 step %c1 {
      scf.for %x = %c0 to %c4 step %c1 {
        scf.for %c = %c0 to %c64 step %c1 {
          %acc = memref.alloca() : memref<f32>
          memref.store %start, %acc[] : memref<f32>
          scf.for %i = %c0 to %c3 step %c1 {
            scf.for %j = %c0 to %c3 step %c1 {
              %y0 = arith.muli %y, %c2 : index
              %yy = arith.addi %y0, %i : index
              %x0 = arith.muli %x, %c1 : index
              %xx = arith.addi %x0, %j : index
              %v = memref.load %X[%yy, %xx, %c] : memref<5x6x80xf32>
              %a = memref.load %acc[] : memref<f32>
              %r = arith.maxnumf %a, %v : f32
              memref.store %r, %acc[] : memref<f32>
            }
          }
          %all = memref.load %acc[] : memref<f32>
          memref.store %all, %Y[%y, %x, %c] : memref<2x4x64xf32>
        }
      }
    }
  } {xpiler.parallel}
  return
}

// -----

// Elements in front of the first are left out.
// CHECK-LABEL: func.func @padded
// CHECK-NOT: intrin.call "bang" "__bang_{{[a-z]+}}pool"
// CHECK: return
func.func @padded(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %start = arith.constant 0.0 : f32
  scf.for %t = %c0 to %n step %c1 {
    %X = memref.alloca() {xpiler.name = "X"} : memref<5x6x64xf32>
    %Y = memref.alloca() {xpiler.name = "Y"} : memref<2x4x64xf32>
    scf.for %y = %c0 to %c2 step %c1 {
      scf.for %x = %c0 to %c4 step %c1 {
        scf.for %c = %c0 to %c64 step %c1 {
          %acc = memref.alloca() : memref<f32>
          memref.store %start, %acc[] : memref<f32>
          scf.for %i = %c0 to %c3 step %c1 {
            scf.for %j = %c0 to %c3 step %c1 {
              %y0 = arith.muli %y, %c2 : index
              %yy = arith.addi %y0, %i : index
              %x0 = arith.muli %x, %c1 : index
              %xx = arith.addi %x0, %j : index
              %in = arith.cmpi sgt, %xx, %t : index
              scf.if %in {
                %v = memref.load %X[%yy, %xx, %c] : memref<5x6x64xf32>
                %a = memref.load %acc[] : memref<f32>
                %r = arith.addf %a, %v : f32
                memref.store %r, %acc[] : memref<f32>
              }
            }
          }
          %all = memref.load %acc[] : memref<f32>
          memref.store %all, %Y[%y, %x, %c] : memref<2x4x64xf32>
        }
      }
    }
  } {xpiler.parallel}
  return
}

// -----

// No intrinsic multiplies a window.
// CHECK-LABEL: func.func @product
// CHECK-NOT: intrin.call "bang" "__bang_{{[a-z]+}}pool"
// CHECK: return
func.func @product(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %start = arith.constant 1.0 : f32
  scf.for %t = %c0 to %n step %c1 {
    %X = memref.alloca() {xpiler.name = "X"} : memref<5x6x64xf32>
    %Y = memref.alloca() {xpiler.name = "Y"} : memref<2x4x64xf32>
    scf.for %y = %c0 to %c2 step %c1 {
      scf.for %x = %c0 to %c4 step %c1 {
        scf.for %c = %c0 to %c64 step %c1 {
          %acc = memref.alloca() : memref<f32>
          memref.store %start, %acc[] : memref<f32>
          scf.for %i = %c0 to %c3 step %c1 {
            scf.for %j = %c0 to %c3 step %c1 {
              %y0 = arith.muli %y, %c2 : index
              %yy = arith.addi %y0, %i : index
              %x0 = arith.muli %x, %c1 : index
              %xx = arith.addi %x0, %j : index
              %v = memref.load %X[%yy, %xx, %c] : memref<5x6x64xf32>
              %a = memref.load %acc[] : memref<f32>
              %r = arith.mulf %a, %v : f32
              memref.store %r, %acc[] : memref<f32>
            }
          }
          %all = memref.load %acc[] : memref<f32>
          memref.store %all, %Y[%y, %x, %c] : memref<2x4x64xf32>
        }
      }
    }
  } {xpiler.parallel}
  return
}

// -----

// It starts from what the intrinsic would overwrite.
// CHECK-LABEL: func.func @started
// CHECK-NOT: intrin.call "bang" "__bang_{{[a-z]+}}pool"
// CHECK: return
func.func @started(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %start = arith.constant 0xFF800000 : f32
  scf.for %t = %c0 to %n step %c1 {
    %X = memref.alloca() {xpiler.name = "X"} : memref<5x6x64xf32>
    %Y = memref.alloca() {xpiler.name = "Y"} : memref<2x4x64xf32>
    scf.for %y = %c0 to %c2 step %c1 {
      scf.for %x = %c0 to %c4 step %c1 {
        scf.for %c = %c0 to %c64 step %c1 {
          %acc = memref.alloca() : memref<f32>
          %old = memref.load %Y[%y, %x, %c] : memref<2x4x64xf32>
          memref.store %old, %acc[] : memref<f32>
          scf.for %i = %c0 to %c3 step %c1 {
            scf.for %j = %c0 to %c3 step %c1 {
              %y0 = arith.muli %y, %c2 : index
              %yy = arith.addi %y0, %i : index
              %x0 = arith.muli %x, %c1 : index
              %xx = arith.addi %x0, %j : index
              %v = memref.load %X[%yy, %xx, %c] : memref<5x6x64xf32>
              %a = memref.load %acc[] : memref<f32>
              %r = arith.maxnumf %a, %v : f32
              memref.store %r, %acc[] : memref<f32>
            }
          }
          %all = memref.load %acc[] : memref<f32>
          memref.store %all, %Y[%y, %x, %c] : memref<2x4x64xf32>
        }
      }
    }
  } {xpiler.parallel}
  return
}

// -----

// A divisor that is not the number of elements is no average.
// CHECK-LABEL: func.func @wrong_count
// CHECK-NOT: __bang_avgpool
// CHECK: return
func.func @wrong_count(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %start = arith.constant 0.0 : f32
  %by = arith.constant 8.0 : f32
  scf.for %t = %c0 to %n step %c1 {
    %X = memref.alloca() {xpiler.name = "X"} : memref<5x6x64xf32>
    %Y = memref.alloca() {xpiler.name = "Y"} : memref<2x4x64xf32>
    scf.for %y = %c0 to %c2 step %c1 {
      scf.for %x = %c0 to %c4 step %c1 {
        scf.for %c = %c0 to %c64 step %c1 {
          %acc = memref.alloca() : memref<f32>
          memref.store %start, %acc[] : memref<f32>
          scf.for %i = %c0 to %c3 step %c1 {
            scf.for %j = %c0 to %c3 step %c1 {
              %y0 = arith.muli %y, %c2 : index
              %yy = arith.addi %y0, %i : index
              %x0 = arith.muli %x, %c1 : index
              %xx = arith.addi %x0, %j : index
              %v = memref.load %X[%yy, %xx, %c] : memref<5x6x64xf32>
              %a = memref.load %acc[] : memref<f32>
              %r = arith.addf %a, %v : f32
              memref.store %r, %acc[] : memref<f32>
            }
          }
          %all = memref.load %acc[] : memref<f32>
          %f = arith.divf %all, %by : f32
          memref.store %f, %Y[%y, %x, %c] : memref<2x4x64xf32>
        }
      }
    }
  } {xpiler.parallel}
  return
}
