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
    attributes {xpiler.unordered, xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <add>, %v : vector<16xf32> into f32
  return %r : f32
}

func.func @_mm512_reduce_max_ps(%v: vector<16xf32>) -> f32
    attributes {xpiler.numbers, xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <maxnumf>, %v : vector<16xf32> into f32
  return %r : f32
}

func.func @_mm512_reduce_min_ps(%v: vector<16xf32>) -> f32
    attributes {xpiler.numbers, xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <minnumf>, %v : vector<16xf32> into f32
  return %r : f32
}

// Four products of unsigned by signed bytes are added to each lane of 32 bits, which wraps.
func.func @_mm512_dpbusd_epi32(%src: vector<16xi32>, %a: vector<64xi8>, %b: vector<64xi8>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_VNNI", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %r = memref.alloca() : memref<16xi32>
  scf.for %l = %c0 to %c16 step %c1 {
    %first = vector.extract %src[%l] : i32 from vector<16xi32>
    memref.store %first, %r[%l] : memref<16xi32>
    scf.for %e = %c0 to %c4 step %c1 {
      %row = arith.muli %l, %c4 : index
      %at = arith.addi %row, %e : index
      %x = vector.extract %a[%at] : i8 from vector<64xi8>
      %y = vector.extract %b[%at] : i8 from vector<64xi8>
      %xw = arith.extui %x : i8 to i32
      %yw = arith.extsi %y : i8 to i32
      %p = arith.muli %xw, %yw : i32
      %before = memref.load %r[%l] : memref<16xi32>
      %after = arith.addi %before, %p : i32
      memref.store %after, %r[%l] : memref<16xi32>
    }
  }
  %v = vector.load %r[%c0] : memref<16xi32>, vector<16xi32>
  return %v : vector<16xi32>
}

func.func @_mm512_loadu_si512(%p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}) -> !zmm
    attributes {xpiler.types = [i8, i16, i32, i64], xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?x!T>, !zmm
  return %r : !zmm
}

func.func @_mm512_storeu_si512(%p: memref<?x!T> {xpiler.ctype = "void *"}, %v: !zmm)
    attributes {xpiler.types = [i8, i16, i32, i64], xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?x!T>, !zmm
  return
}

func.func @_mm512_setzero_si512() -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = arith.constant dense<0> : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_set1_epi32(%x: i32) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : i32 to vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_set1_epi8(%x: i8) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : i8 to vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_reduce_add_epi32(%v: vector<16xi32>) -> i32
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX-512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <add>, %v : vector<16xi32> into i32
  return %r : i32
}

