// RUN: xpiler-opt %s --split-input-file --pass-pipeline='builtin.module(tensorize{platform=bang})' | FileCheck %s

// Windows of channels that lie beside each other: heights of the elements, of the window, then how far it moves, along before down.
// CHECK-LABEL: func.func @largest
// CHECK: intrin.call "bang" "__bang_maxpool"(%{{.*}}, %{{.*}}, %c64{{.*}}, %c5{{.*}}, %c6{{.*}}, %c3{{.*}}, %c3{{.*}}, %c1{{.*}}, %c2{{.*}})
func.func @largest(%n: index) attributes {xpiler.entry} {
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
          memref.store %start, %acc[] : memref<f32>
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

// CHECK-LABEL: func.func @smallest
// CHECK: intrin.call "bang" "__bang_minpool"
func.func @smallest(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %start = arith.constant 0x7F800000 : f32
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
              %r = arith.minnumf %a, %v : f32
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

// A row that is wider than what the windows reach: the last elements fill no window.
// CHECK-LABEL: func.func @sum
// CHECK: intrin.call "bang" "__bang_sumpool"(%{{.*}}, %{{.*}}, %c64{{.*}}, %c5{{.*}}, %c9{{.*}}, %c3{{.*}}, %c2{{.*}}, %c2{{.*}}, %c2{{.*}})
func.func @sum(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %start = arith.constant 0.0 : f32
  scf.for %t = %c0 to %n step %c1 {
    %X = memref.alloca() {xpiler.name = "X"} : memref<5x9x64xf32>
    %Y = memref.alloca() {xpiler.name = "Y"} : memref<2x4x64xf32>
    scf.for %y = %c0 to %c2 step %c1 {
      scf.for %x = %c0 to %c4 step %c1 {
        scf.for %c = %c0 to %c64 step %c1 {
          %acc = memref.alloca() : memref<f32>
          memref.store %start, %acc[] : memref<f32>
          scf.for %i = %c0 to %c3 step %c1 {
            scf.for %j = %c0 to %c2 step %c1 {
              %y0 = arith.muli %y, %c2 : index
              %yy = arith.addi %y0, %i : index
              %x0 = arith.muli %x, %c2 : index
              %xx = arith.addi %x0, %j : index
              %v = memref.load %X[%yy, %xx, %c] : memref<5x9x64xf32>
              %a = memref.load %acc[] : memref<f32>
              %r = arith.addf %a, %v : f32
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

// CHECK-LABEL: func.func @average
// CHECK: intrin.call "bang" "__bang_avgpool"
func.func @average(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %start = arith.constant 0.0 : f32
  %by = arith.constant 9.0 : f32
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

// -----

// What is made of the sums is made behind.
// CHECK-LABEL: func.func @scaled
// CHECK: intrin.call "bang" "__bang_sumpool"
// CHECK-NOT: __bang_avgpool
// CHECK: intrin.call "bang" "__bang_mul_scalar"
func.func @scaled(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %start = arith.constant 0.0 : f32
  %by = arith.constant 0.25 : f32
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
          %f = arith.mulf %all, %by : f32
          memref.store %f, %Y[%y, %x, %c] : memref<2x4x64xf32>
        }
      }
    }
  } {xpiler.parallel}
  return
}

// -----

// Channels first: the elements are turned, and the results turned back.
// CHECK-LABEL: func.func @turned
// CHECK: intrin.call "bang" "__bang_transpose"(%[[TURNED:.*]], %{{.*}}, %c64{{.*}}, %c30{{.*}})
// CHECK: intrin.call "bang" "__bang_maxpool"(%[[COLUMNS:.*]], %[[TURNED]], %c64{{.*}}, %c5{{.*}}, %c6{{.*}}, %c3{{.*}}, %c3{{.*}}, %c1{{.*}}, %c2{{.*}})
// CHECK: intrin.call "bang" "__bang_transpose"(%{{.*}}, %[[COLUMNS]], %c8{{.*}}, %c64{{.*}})
func.func @turned(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %start = arith.constant 0xFF800000 : f32
  scf.for %t = %c0 to %n step %c1 {
    %X = memref.alloca() {xpiler.name = "X"} : memref<64x5x6xf32>
    %Y = memref.alloca() {xpiler.name = "Y"} : memref<64x2x4xf32>
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
              %v = memref.load %X[%c, %yy, %xx] : memref<64x5x6xf32>
              %a = memref.load %acc[] : memref<f32>
              %r = arith.maxnumf %a, %v : f32
              memref.store %r, %acc[] : memref<f32>
            }
          }
          %all = memref.load %acc[] : memref<f32>
          memref.store %all, %Y[%c, %y, %x] : memref<64x2x4xf32>
        }
      }
    }
  } {xpiler.parallel}
  return
}

// -----

// Results with a gap at the end of each row: the intrinsic would write it, so that each row is one of its own.
// CHECK-LABEL: func.func @gap
// CHECK: scf.for %{{.*}} = %c0 to %c2 step %c1
// CHECK: intrin.call "bang" "__bang_maxpool"(%{{.*}}, %{{.*}}, %c64{{.*}}, %c3{{.*}}, %c6{{.*}}, %c3{{.*}}, %c3{{.*}}, %c1{{.*}}, %c1{{.*}})
func.func @gap(%n: index) attributes {xpiler.entry} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  %start = arith.constant 0xFF800000 : f32
  scf.for %t = %c0 to %n step %c1 {
    %X = memref.alloca() {xpiler.name = "X"} : memref<5x6x64xf32>
    %Y = memref.alloca() {xpiler.name = "Y"} : memref<2x5x64xf32>
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
              %r = arith.maxnumf %a, %v : f32
              memref.store %r, %acc[] : memref<f32>
            }
          }
          %all = memref.load %acc[] : memref<f32>
          memref.store %all, %Y[%y, %x, %c] : memref<2x5x64xf32>
        }
      }
    }
  } {xpiler.parallel}
  return
}
