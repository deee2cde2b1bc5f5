// RUN: xpiler-translate --import-cuda %S/Inputs/copies.cu | xpiler-opt --pass-pipeline='builtin.module(cse,forward-copies)' | FileCheck %s
// RUN: xpiler-translate --import-cuda %S/Inputs/half.cu | xpiler-opt --pass-pipeline='builtin.module(cse,forward-copies)' | FileCheck %s --check-prefix=HALF
// RUN: xpiler-translate --import-cuda %S/Inputs/wide.cu | xpiler-opt --pass-pipeline='builtin.module(cse,forward-copies)' | FileCheck %s --check-prefix=WIDE

// In and out of one buffer, in of another, and a temporary that is neither.
// CHECK-LABEL: func.func @mirrored
// CHECK: %[[T:.*]] = memref.alloc
// CHECK-NOT: memref.copy
// CHECK: simt.launch @first {{.*}} args(%arg0, %[[T]], %arg2
// CHECK: simt.launch @first {{.*}} args(%[[T]], %arg1, %arg2
// CHECK-NOT: memref.copy
// CHECK: return

// The first half of the device's buffer only: the copies stay, as loops.
// HALF-LABEL: func.func @half_of_it
// HALF: memref.alloc
// HALF: scf.for
// HALF: simt.launch
// HALF: scf.for

// What is read and written several elements at a time.
// WIDE-LABEL: func.func @wide
// WIDE-NOT: memref.alloc
// WIDE: simt.launch @scale {{.*}} args(%arg0, %arg1, %arg2
