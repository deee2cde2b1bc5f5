// The rows of x86 (see dialects/src/rows.rs for the format): AVX-512F on 16 lanes of f32. `__m512` is vector<16xf32>, `__mmask16` vector<16xi1>.
// Source: Intel Intrinsics Guide and SDM volume 2.

func.func @_mm512_add_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = arith.addf %a, %b : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_sub_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = arith.subf %a, %b : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_mul_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = arith.mulf %a, %b : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_div_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = arith.divf %a, %b : vector<16xf32>
  return %r : vector<16xf32>
}

// max: the second operand if either is NaN or both are zero.
func.func @_mm512_max_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %c = arith.cmpf ogt, %a, %b : vector<16xf32>
  %r = arith.select %c, %a, %b : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

// min: the second operand if either is NaN or both are zero.
func.func @_mm512_min_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %c = arith.cmpf olt, %a, %b : vector<16xf32>
  %r = arith.select %c, %a, %b : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_fmadd_ps(%a: vector<16xf32>, %b: vector<16xf32>, %c: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = math.fma %a, %b, %c : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_sqrt_ps(%a: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = math.sqrt %a : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_abs_ps(%a: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = math.absf %a : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_set1_ps(%x: f32) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : f32 to vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_setzero_ps() -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = arith.constant dense<0.0> : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_loadu_ps(%p: memref<?xf32> {xpiler.const}) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?xf32>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_storeu_ps(%p: memref<?xf32>, %v: vector<16xf32>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?xf32>, vector<16xf32>
  return
}

// Lanes that are masked off are zero and do not fault.
func.func @_mm512_maskz_loadu_ps(%m: vector<16xi1>, %p: memref<?xf32> {xpiler.const}) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %r = vector.maskedload %p[%c0], %m, %zero : memref<?xf32>, vector<16xi1>, vector<16xf32> into vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_mask_loadu_ps(%other: vector<16xf32>, %m: vector<16xi1>, %p: memref<?xf32> {xpiler.const}) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.maskedload %p[%c0], %m, %other : memref<?xf32>, vector<16xi1>, vector<16xf32> into vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_mask_storeu_ps(%p: memref<?xf32>, %m: vector<16xi1>, %v: vector<16xf32>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.maskedstore %p[%c0], %m, %v : memref<?xf32>, vector<16xi1>, vector<16xf32>
  return
}

func.func @_mm512_mask_blend_ps(%m: vector<16xi1>, %a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = arith.select %m, %b, %a : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_reduce_add_ps(%v: vector<16xf32>) -> f32
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <add>, %v : vector<16xf32> into f32
  return %r : f32
}

func.func @_mm512_reduce_max_ps(%v: vector<16xf32>) -> f32
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <maxnumf>, %v : vector<16xf32> into f32
  return %r : f32
}

func.func @_mm512_reduce_min_ps(%v: vector<16xf32>) -> f32
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <minnumf>, %v : vector<16xf32> into f32
  return %r : f32
}

