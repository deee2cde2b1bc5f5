// The rows of x86 (see dialects/src/rows.rs for the format). What C calls `__m512i` is a vector of the lanes that the row sees.
// The extensions that a row needs stand in `xpiler.manual`, as CPUID calls them. `xpiler.align`: the pointer is aligned to as many
// bytes. A dot product is a nest over lanes and products; constants are operands, so that one body holds for all.
// Source: Intel Intrinsics Guide and SDM volume 2.

// f32

func.func @_mm512_add_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.addf %a, %b : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_sub_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.subf %a, %b : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_mul_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.mulf %a, %b : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_div_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.divf %a, %b : vector<16xf32>
  return %r : vector<16xf32>
}

// The second operand if one is no number or both are zero.
func.func @_mm512_max_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c = arith.cmpf ogt, %a, %b : vector<16xf32>
  %r = arith.select %c, %a, %b : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

// The second operand if one is no number or both are zero.
func.func @_mm512_min_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c = arith.cmpf olt, %a, %b : vector<16xf32>
  %r = arith.select %c, %a, %b : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_fmadd_ps(%a: vector<16xf32>, %b: vector<16xf32>, %c: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = math.fma %a, %b, %c : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_fmsub_ps(%a: vector<16xf32>, %b: vector<16xf32>, %c: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %n = arith.negf %c : vector<16xf32>
  %r = math.fma %a, %b, %n : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_fnmadd_ps(%a: vector<16xf32>, %b: vector<16xf32>, %c: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %n = arith.negf %a : vector<16xf32>
  %r = math.fma %n, %b, %c : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_fnmsub_ps(%a: vector<16xf32>, %b: vector<16xf32>, %c: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %n = arith.negf %a : vector<16xf32>
  %o = arith.negf %c : vector<16xf32>
  %r = math.fma %n, %b, %o : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_sqrt_ps(%a: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = math.sqrt %a : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_set1_ps(%x: f32) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : f32 to vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_setzero_ps() -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.constant dense<0.0> : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_abs_ps(%a: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = math.absf %a : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_loadu_ps(%p: memref<?xf32> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?xf32>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_storeu_ps(%p: memref<?xf32> {xpiler.ctype = "void *"}, %v: vector<16xf32>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?xf32>, vector<16xf32>
  return
}

func.func @_mm512_load_ps(%p: memref<?xf32> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<16xf32>
    attributes {xpiler.align = 64, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?xf32>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_store_ps(%p: memref<?xf32> {xpiler.ctype = "void *"}, %v: vector<16xf32>)
    attributes {xpiler.align = 64, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?xf32>, vector<16xf32>
  return
}

// Lanes that are masked off are zero and do not fault.
func.func @_mm512_maskz_loadu_ps(%m: vector<16xi1>, %p: memref<?xf32> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %r = vector.maskedload %p[%c0], %m, %zero : memref<?xf32>, vector<16xi1>, vector<16xf32> into vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_mask_loadu_ps(%other: vector<16xf32>, %m: vector<16xi1>, %p: memref<?xf32> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.maskedload %p[%c0], %m, %other : memref<?xf32>, vector<16xi1>, vector<16xf32> into vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_mask_storeu_ps(%p: memref<?xf32> {xpiler.ctype = "void *"}, %m: vector<16xi1>, %v: vector<16xf32>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.maskedstore %p[%c0], %m, %v : memref<?xf32>, vector<16xi1>, vector<16xf32>
  return
}

func.func @_mm512_mask_blend_ps(%m: vector<16xi1>, %a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.select %m, %b, %a : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_mask_mov_ps(%src: vector<16xf32>, %m: vector<16xi1>, %a: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.select %m, %a, %src : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_maskz_mov_ps(%m: vector<16xi1>, %a: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %r = arith.select %m, %a, %zero : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_mask_add_ps(%src: vector<16xf32>, %m: vector<16xi1>, %a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.addf %a, %b : vector<16xf32>
  %r = arith.select %m, %x, %src : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_maskz_add_ps(%m: vector<16xi1>, %a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %x = arith.addf %a, %b : vector<16xf32>
  %r = arith.select %m, %x, %zero : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_mask_sub_ps(%src: vector<16xf32>, %m: vector<16xi1>, %a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.subf %a, %b : vector<16xf32>
  %r = arith.select %m, %x, %src : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_maskz_sub_ps(%m: vector<16xi1>, %a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %x = arith.subf %a, %b : vector<16xf32>
  %r = arith.select %m, %x, %zero : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_mask_mul_ps(%src: vector<16xf32>, %m: vector<16xi1>, %a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.mulf %a, %b : vector<16xf32>
  %r = arith.select %m, %x, %src : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_maskz_mul_ps(%m: vector<16xi1>, %a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %x = arith.mulf %a, %b : vector<16xf32>
  %r = arith.select %m, %x, %zero : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_mask_div_ps(%src: vector<16xf32>, %m: vector<16xi1>, %a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.divf %a, %b : vector<16xf32>
  %r = arith.select %m, %x, %src : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_maskz_div_ps(%m: vector<16xi1>, %a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %x = arith.divf %a, %b : vector<16xf32>
  %r = arith.select %m, %x, %zero : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_mask_max_ps(%src: vector<16xf32>, %m: vector<16xi1>, %a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c = arith.cmpf ogt, %a, %b : vector<16xf32>
  %x = arith.select %c, %a, %b : vector<16xi1>, vector<16xf32>
  %r = arith.select %m, %x, %src : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_maskz_max_ps(%m: vector<16xi1>, %a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %c = arith.cmpf ogt, %a, %b : vector<16xf32>
  %x = arith.select %c, %a, %b : vector<16xi1>, vector<16xf32>
  %r = arith.select %m, %x, %zero : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_mask_min_ps(%src: vector<16xf32>, %m: vector<16xi1>, %a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c = arith.cmpf olt, %a, %b : vector<16xf32>
  %x = arith.select %c, %a, %b : vector<16xi1>, vector<16xf32>
  %r = arith.select %m, %x, %src : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_maskz_min_ps(%m: vector<16xi1>, %a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %c = arith.cmpf olt, %a, %b : vector<16xf32>
  %x = arith.select %c, %a, %b : vector<16xi1>, vector<16xf32>
  %r = arith.select %m, %x, %zero : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_mask_fmadd_ps(%a: vector<16xf32>, %m: vector<16xi1>, %b: vector<16xf32>, %c: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = math.fma %a, %b, %c : vector<16xf32>
  %r = arith.select %m, %x, %a : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_mask3_fmadd_ps(%a: vector<16xf32>, %b: vector<16xf32>, %c: vector<16xf32>, %m: vector<16xi1>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = math.fma %a, %b, %c : vector<16xf32>
  %r = arith.select %m, %x, %c : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_maskz_fmadd_ps(%m: vector<16xi1>, %a: vector<16xf32>, %b: vector<16xf32>, %c: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %x = math.fma %a, %b, %c : vector<16xf32>
  %r = arith.select %m, %x, %zero : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_reduce_add_ps(%v: vector<16xf32>) -> f32
    attributes {xpiler.unordered, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <add>, %v : vector<16xf32> into f32
  return %r : f32
}

func.func @_mm512_reduce_max_ps(%v: vector<16xf32>) -> f32
    attributes {xpiler.numbers, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <maxnumf>, %v : vector<16xf32> into f32
  return %r : f32
}

func.func @_mm512_reduce_min_ps(%v: vector<16xf32>) -> f32
    attributes {xpiler.numbers, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <minnumf>, %v : vector<16xf32> into f32
  return %r : f32
}

func.func @_mm512_mask_reduce_add_ps(%m: vector<16xi1>, %v: vector<16xf32>) -> f32
    attributes {xpiler.unordered, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %x = arith.select %m, %v, %zero : vector<16xi1>, vector<16xf32>
  %r = vector.reduction <add>, %x : vector<16xf32> into f32
  return %r : f32
}

func.func @_mm512_floor_ps(%a: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = math.floor %a : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_ceil_ps(%a: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = math.ceil %a : vector<16xf32>
  return %r : vector<16xf32>
}

// Bit k of a number says whether predicate k holds where a is less, equal, greater, or one is no number.
// Predicates from 16 on differ in the exceptions they raise.
func.func @_mm512_cmp_ps_mask(%a: vector<16xf32>, %b: vector<16xf32>, %imm: i32 {xpiler.immediate = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]}) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c15 = arith.constant 15 : i32
  %k = arith.andi %imm, %c15 : i32
  %ls = arith.constant 38550 : i32
  %lk = arith.shrui %ls, %k : i32
  %lb = arith.trunci %lk : i32 to i1
  %lw = vector.broadcast %lb : i1 to vector<16xi1>
  %lc = arith.cmpf olt, %a, %b : vector<16xf32>
  %l = arith.andi %lw, %lc : vector<16xi1>
  %es = arith.constant 42405 : i32
  %ek = arith.shrui %es, %k : i32
  %eb = arith.trunci %ek : i32 to i1
  %ew = vector.broadcast %eb : i1 to vector<16xi1>
  %ec = arith.cmpf oeq, %a, %b : vector<16xf32>
  %e = arith.andi %ew, %ec : vector<16xi1>
  %gs = arith.constant 61680 : i32
  %gk = arith.shrui %gs, %k : i32
  %gb = arith.trunci %gk : i32 to i1
  %gw = vector.broadcast %gb : i1 to vector<16xi1>
  %gc = arith.cmpf ogt, %a, %b : vector<16xf32>
  %g = arith.andi %gw, %gc : vector<16xi1>
  %us = arith.constant 34680 : i32
  %uk = arith.shrui %us, %k : i32
  %ub = arith.trunci %uk : i32 to i1
  %uw = vector.broadcast %ub : i1 to vector<16xi1>
  %uc = arith.cmpf uno, %a, %b : vector<16xf32>
  %u = arith.andi %uw, %uc : vector<16xi1>
  %le = arith.ori %l, %e : vector<16xi1>
  %gu = arith.ori %g, %u : vector<16xi1>
  %x = arith.ori %le, %gu : vector<16xi1>
  return %x : vector<16xi1>
}

func.func @_mm512_mask_cmp_ps_mask(%m: vector<16xi1>, %a: vector<16xf32>, %b: vector<16xf32>, %imm: i32 {xpiler.immediate = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]}) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c15 = arith.constant 15 : i32
  %k = arith.andi %imm, %c15 : i32
  %ls = arith.constant 38550 : i32
  %lk = arith.shrui %ls, %k : i32
  %lb = arith.trunci %lk : i32 to i1
  %lw = vector.broadcast %lb : i1 to vector<16xi1>
  %lc = arith.cmpf olt, %a, %b : vector<16xf32>
  %l = arith.andi %lw, %lc : vector<16xi1>
  %es = arith.constant 42405 : i32
  %ek = arith.shrui %es, %k : i32
  %eb = arith.trunci %ek : i32 to i1
  %ew = vector.broadcast %eb : i1 to vector<16xi1>
  %ec = arith.cmpf oeq, %a, %b : vector<16xf32>
  %e = arith.andi %ew, %ec : vector<16xi1>
  %gs = arith.constant 61680 : i32
  %gk = arith.shrui %gs, %k : i32
  %gb = arith.trunci %gk : i32 to i1
  %gw = vector.broadcast %gb : i1 to vector<16xi1>
  %gc = arith.cmpf ogt, %a, %b : vector<16xf32>
  %g = arith.andi %gw, %gc : vector<16xi1>
  %us = arith.constant 34680 : i32
  %uk = arith.shrui %us, %k : i32
  %ub = arith.trunci %uk : i32 to i1
  %uw = vector.broadcast %ub : i1 to vector<16xi1>
  %uc = arith.cmpf uno, %a, %b : vector<16xf32>
  %u = arith.andi %uw, %uc : vector<16xi1>
  %le = arith.ori %l, %e : vector<16xi1>
  %gu = arith.ori %g, %u : vector<16xi1>
  %x = arith.ori %le, %gu : vector<16xi1>
  %r = arith.andi %x, %m : vector<16xi1>
  return %r : vector<16xi1>
}

func.func @_mm512_cmpeq_ps_mask(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpf oeq, %a, %b : vector<16xf32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmpneq_ps_mask(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpf une, %a, %b : vector<16xf32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmplt_ps_mask(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpf olt, %a, %b : vector<16xf32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmple_ps_mask(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpf ole, %a, %b : vector<16xf32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmpnlt_ps_mask(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpf uge, %a, %b : vector<16xf32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmpnle_ps_mask(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpf ugt, %a, %b : vector<16xf32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmpord_ps_mask(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpf ord, %a, %b : vector<16xf32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmpunord_ps_mask(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpf uno, %a, %b : vector<16xf32>
  return %r : vector<16xi1>
}

// To a number of bits behind the point, the upper half of the constant; floats from 2^23 on have none.
func.func @_mm512_roundscale_ps(%a: vector<16xf32>, %imm: i32 {xpiler.immediate = [0, 1, 2, 3, 4, 8, 9, 10, 11, 16, 33, 242]}) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c2 = arith.constant 2 : i32
  %c3 = arith.constant 3 : i32
  %c4 = arith.constant 4 : i32
  %c23 = arith.constant 23 : i32
  %c127 = arith.constant 127 : i32
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  %c15 = arith.constant 15 : i32
  %fraction = arith.shrui %imm, %c4 : i32
  %bits = arith.andi %fraction, %c15 : i32
  %exponent = arith.addi %bits, %c127 : i32
  %field = arith.shli %exponent, %c23 : i32
  %one = arith.bitcast %field : i32 to f32
  %scale = vector.broadcast %one : f32 to vector<16xf32>
  %y = arith.mulf %a, %scale : vector<16xf32>
  %even = math.roundeven %y : vector<16xf32>
  %down = math.floor %y : vector<16xf32>
  %up = math.ceil %y : vector<16xf32>
  %cut = math.trunc %y : vector<16xf32>
  %current = arith.andi %imm, %c4 : i32
  %fixed = arith.cmpi eq, %current, %c0 : i32
  %low = arith.andi %imm, %c3 : i32
  %mode = arith.select %fixed, %low, %c0 : i32
  %is1 = arith.cmpi eq, %mode, %c1 : i32
  %is2 = arith.cmpi eq, %mode, %c2 : i32
  %is3 = arith.cmpi eq, %mode, %c3 : i32
  %x1 = arith.select %is1, %down, %even : vector<16xf32>
  %x2 = arith.select %is2, %up, %x1 : vector<16xf32>
  %x3 = arith.select %is3, %cut, %x2 : vector<16xf32>
  %x = arith.divf %x3, %scale : vector<16xf32>
  %large = arith.constant dense<8388608.0> : vector<16xf32>
  %size = math.absf %a : vector<16xf32>
  %small = arith.cmpf olt, %size, %large : vector<16xf32>
  %r = arith.select %small, %x, %a : vector<16xi1>, vector<16xf32>
  return %r : vector<16xf32>
}

// Relative error up to 2^-14.
func.func @_mm512_rcp14_ps(%a: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.approx = 6.103515625e-05, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %one = arith.constant dense<1.0> : vector<16xf32>
  %r = arith.divf %one, %a : vector<16xf32>
  return %r : vector<16xf32>
}

// Relative error up to 2^-14.
func.func @_mm512_rsqrt14_ps(%a: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.approx = 6.103515625e-05, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = math.rsqrt %a : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_and_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512DQ", xpiler.evidence = "executed"} {
  %x = arith.bitcast %a : vector<16xf32> to vector<16xi32>
  %y = arith.bitcast %b : vector<16xf32> to vector<16xi32>
  %z = arith.andi %x, %y : vector<16xi32>
  %r = arith.bitcast %z : vector<16xi32> to vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_or_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512DQ", xpiler.evidence = "executed"} {
  %x = arith.bitcast %a : vector<16xf32> to vector<16xi32>
  %y = arith.bitcast %b : vector<16xf32> to vector<16xi32>
  %z = arith.ori %x, %y : vector<16xi32>
  %r = arith.bitcast %z : vector<16xi32> to vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_xor_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512DQ", xpiler.evidence = "executed"} {
  %x = arith.bitcast %a : vector<16xf32> to vector<16xi32>
  %y = arith.bitcast %b : vector<16xf32> to vector<16xi32>
  %z = arith.xori %x, %y : vector<16xi32>
  %r = arith.bitcast %z : vector<16xi32> to vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_castps_si512(%a: vector<16xf32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.bitcast %a : vector<16xf32> to vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_castsi512_ps(%a: vector<16xi32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.bitcast %a : vector<16xi32> to vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_cvtepi32_ps(%a: vector<16xi32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.sitofp %a : vector<16xi32> to vector<16xf32>
  return %r : vector<16xf32>
}

// What does not fit is the smallest integer.
func.func @_mm512_cvtps_epi32(%a: vector<16xf32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %y = math.roundeven %a : vector<16xf32>
  %lo = arith.constant dense<-2147483648.0> : vector<16xf32>
  %hi = arith.constant dense<2147483648.0> : vector<16xf32>
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %above = arith.cmpf oge, %y, %lo : vector<16xf32>
  %below = arith.cmpf olt, %y, %hi : vector<16xf32>
  %fits = arith.andi %above, %below : vector<16xi1>
  %safe = arith.select %fits, %y, %zero : vector<16xi1>, vector<16xf32>
  %i = arith.fptosi %safe : vector<16xf32> to vector<16xi32>
  %no = arith.constant dense<-2147483648> : vector<16xi32>
  %r = arith.select %fits, %i, %no : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

// What does not fit is the smallest integer.
func.func @_mm512_cvttps_epi32(%a: vector<16xf32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %lo = arith.constant dense<-2147483648.0> : vector<16xf32>
  %hi = arith.constant dense<2147483648.0> : vector<16xf32>
  %zero = arith.constant dense<0.0> : vector<16xf32>
  %above = arith.cmpf oge, %a, %lo : vector<16xf32>
  %below = arith.cmpf olt, %a, %hi : vector<16xf32>
  %fits = arith.andi %above, %below : vector<16xi1>
  %safe = arith.select %fits, %a, %zero : vector<16xi1>, vector<16xf32>
  %i = arith.fptosi %safe : vector<16xf32> to vector<16xi32>
  %no = arith.constant dense<-2147483648> : vector<16xi32>
  %r = arith.select %fits, %i, %no : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm256_castps_si256(%a: vector<8xf32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = vector.bitcast %a : vector<8xf32> to vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_castsi256_ps(%a: vector<8xi32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = vector.bitcast %a : vector<8xi32> to vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_cvtepi32_ps(%a: vector<8xi32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = arith.sitofp %a : vector<8xi32> to vector<8xf32>
  return %r : vector<8xf32>
}

// What does not fit is the smallest integer.
func.func @_mm256_cvtps_epi32(%a: vector<8xf32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %y = math.roundeven %a : vector<8xf32>
  %lo = arith.constant dense<-2147483648.0> : vector<8xf32>
  %hi = arith.constant dense<2147483648.0> : vector<8xf32>
  %zero = arith.constant dense<0.0> : vector<8xf32>
  %above = arith.cmpf oge, %y, %lo : vector<8xf32>
  %below = arith.cmpf olt, %y, %hi : vector<8xf32>
  %fits = arith.andi %above, %below : vector<8xi1>
  %safe = arith.select %fits, %y, %zero : vector<8xi1>, vector<8xf32>
  %i = arith.fptosi %safe : vector<8xf32> to vector<8xi32>
  %no = arith.constant dense<-2147483648> : vector<8xi32>
  %r = arith.select %fits, %i, %no : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

// What does not fit is the smallest integer.
func.func @_mm256_cvttps_epi32(%a: vector<8xf32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %lo = arith.constant dense<-2147483648.0> : vector<8xf32>
  %hi = arith.constant dense<2147483648.0> : vector<8xf32>
  %zero = arith.constant dense<0.0> : vector<8xf32>
  %above = arith.cmpf oge, %a, %lo : vector<8xf32>
  %below = arith.cmpf olt, %a, %hi : vector<8xf32>
  %fits = arith.andi %above, %below : vector<8xi1>
  %safe = arith.select %fits, %a, %zero : vector<8xi1>, vector<8xf32>
  %i = arith.fptosi %safe : vector<8xf32> to vector<8xi32>
  %no = arith.constant dense<-2147483648> : vector<8xi32>
  %r = arith.select %fits, %i, %no : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm_castps_si128(%a: vector<4xf32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = vector.bitcast %a : vector<4xf32> to vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_castsi128_ps(%a: vector<4xi32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = vector.bitcast %a : vector<4xi32> to vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_cvtepi32_ps(%a: vector<4xi32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.sitofp %a : vector<4xi32> to vector<4xf32>
  return %r : vector<4xf32>
}

// What does not fit is the smallest integer.
func.func @_mm_cvtps_epi32(%a: vector<4xf32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %y = math.roundeven %a : vector<4xf32>
  %lo = arith.constant dense<-2147483648.0> : vector<4xf32>
  %hi = arith.constant dense<2147483648.0> : vector<4xf32>
  %zero = arith.constant dense<0.0> : vector<4xf32>
  %above = arith.cmpf oge, %y, %lo : vector<4xf32>
  %below = arith.cmpf olt, %y, %hi : vector<4xf32>
  %fits = arith.andi %above, %below : vector<4xi1>
  %safe = arith.select %fits, %y, %zero : vector<4xi1>, vector<4xf32>
  %i = arith.fptosi %safe : vector<4xf32> to vector<4xi32>
  %no = arith.constant dense<-2147483648> : vector<4xi32>
  %r = arith.select %fits, %i, %no : vector<4xi1>, vector<4xi32>
  return %r : vector<4xi32>
}

// What does not fit is the smallest integer.
func.func @_mm_cvttps_epi32(%a: vector<4xf32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %lo = arith.constant dense<-2147483648.0> : vector<4xf32>
  %hi = arith.constant dense<2147483648.0> : vector<4xf32>
  %zero = arith.constant dense<0.0> : vector<4xf32>
  %above = arith.cmpf oge, %a, %lo : vector<4xf32>
  %below = arith.cmpf olt, %a, %hi : vector<4xf32>
  %fits = arith.andi %above, %below : vector<4xi1>
  %safe = arith.select %fits, %a, %zero : vector<4xi1>, vector<4xf32>
  %i = arith.fptosi %safe : vector<4xf32> to vector<4xi32>
  %no = arith.constant dense<-2147483648> : vector<4xi32>
  %r = arith.select %fits, %i, %no : vector<4xi1>, vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm512_cvtepu32_ps(%a: vector<16xi32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.uitofp %a : vector<16xi32> to vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_permutexvar_ps(%i: vector<16xi32>, %a: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xf32>
  scf.for %l = %c0 to %c16 step %c1 {
    %i32 = vector.extract %i[%l] : i32 from vector<16xi32>
    %c15 = arith.constant 15 : i32
    %low = arith.andi %i32, %c15 : i32
    %at = arith.index_castui %low : i32 to index
    %v = vector.extract %a[%at] : f32 from vector<16xf32>
    memref.store %v, %to[%l] : memref<16xf32>
  }
  %r = vector.load %to[%c0] : memref<16xf32>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_cvtss_f32(%a: vector<16xf32>) -> f32
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.extract %a[0] : f32 from vector<16xf32>
  return %r : f32
}

func.func @_mm512_castps512_ps256(%a: vector<16xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xf32>
  scf.for %l = %c0 to %c8 step %c1 {
    %v = vector.extract %a[%l] : f32 from vector<16xf32>
    memref.store %v, %to[%l] : memref<8xf32>
  }
  %r = vector.load %to[%c0] : memref<8xf32>, vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm512_castps512_ps128(%a: vector<16xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %v = vector.extract %a[%l] : f32 from vector<16xf32>
    memref.store %v, %to[%l] : memref<4xf32>
  }
  %r = vector.load %to[%c0] : memref<4xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm512_extractf32x4_ps(%a: vector<16xf32>, %imm: i32 {xpiler.immediate = [0, 1, 2, 3]}) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %mask = arith.constant 3 : i32
    %block = arith.andi %imm, %mask : i32
    %at = arith.index_castui %block : i32 to index
    %first = arith.muli %at, %c4 : index
    %from = arith.addi %first, %l : index
    %v = vector.extract %a[%from] : f32 from vector<16xf32>
    memref.store %v, %to[%l] : memref<4xf32>
  }
  %r = vector.load %to[%c0] : memref<4xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm512_extractf32x8_ps(%a: vector<16xf32>, %imm: i32 {xpiler.immediate = [0, 1]}) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512DQ", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xf32>
  scf.for %l = %c0 to %c8 step %c1 {
    %mask = arith.constant 1 : i32
    %block = arith.andi %imm, %mask : i32
    %at = arith.index_castui %block : i32 to index
    %first = arith.muli %at, %c8 : index
    %from = arith.addi %first, %l : index
    %v = vector.extract %a[%from] : f32 from vector<16xf32>
    memref.store %v, %to[%l] : memref<8xf32>
  }
  %r = vector.load %to[%c0] : memref<8xf32>, vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm512_insertf32x4(%a: vector<16xf32>, %b: vector<4xf32>, %imm: i32 {xpiler.immediate = [0, 1, 2, 3]}) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xf32>
  scf.for %l = %c0 to %c16 step %c1 {
    %mask = arith.constant 3 : i32
    %block = arith.andi %imm, %mask : i32
    %at = arith.index_castui %block : i32 to index
    %of = arith.divui %l, %c4 : index
    %from = arith.remui %l, %c4 : index
    %new = vector.extract %b[%from] : f32 from vector<4xf32>
    %old = vector.extract %a[%l] : f32 from vector<16xf32>
    %here = arith.cmpi eq, %of, %at : index
    %v = arith.select %here, %new, %old : f32
    memref.store %v, %to[%l] : memref<16xf32>
  }
  %r = vector.load %to[%c0] : memref<16xf32>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_insertf32x8(%a: vector<16xf32>, %b: vector<8xf32>, %imm: i32 {xpiler.immediate = [0, 1]}) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512DQ", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xf32>
  scf.for %l = %c0 to %c16 step %c1 {
    %mask = arith.constant 1 : i32
    %block = arith.andi %imm, %mask : i32
    %at = arith.index_castui %block : i32 to index
    %of = arith.divui %l, %c8 : index
    %from = arith.remui %l, %c8 : index
    %new = vector.extract %b[%from] : f32 from vector<8xf32>
    %old = vector.extract %a[%l] : f32 from vector<16xf32>
    %here = arith.cmpi eq, %of, %at : index
    %v = arith.select %here, %new, %old : f32
    memref.store %v, %to[%l] : memref<16xf32>
  }
  %r = vector.load %to[%c0] : memref<16xf32>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_permute_ps(%a: vector<16xf32>, %imm: i32 {xpiler.immediate = [0, 27, 78, 177, 228, 255, 147]}) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xf32>
  scf.for %l = %c0 to %c16 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %by = arith.muli %in, %two : index
    %by32 = arith.index_cast %by : index to i32
    %shifted = arith.shrui %imm, %by32 : i32
    %three = arith.constant 3 : i32
    %pick = arith.andi %shifted, %three : i32
    %at = arith.index_castui %pick : i32 to index
    %from = arith.addi %first, %at : index
    %v = vector.extract %a[%from] : f32 from vector<16xf32>
    memref.store %v, %to[%l] : memref<16xf32>
  }
  %r = vector.load %to[%c0] : memref<16xf32>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_shuffle_ps(%a: vector<16xf32>, %b: vector<16xf32>, %imm: i32 {xpiler.immediate = [0, 27, 78, 177, 228, 255, 147]}) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xf32>
  scf.for %l = %c0 to %c16 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %by = arith.muli %in, %two : index
    %by32 = arith.index_cast %by : index to i32
    %shifted = arith.shrui %imm, %by32 : i32
    %three = arith.constant 3 : i32
    %pick = arith.andi %shifted, %three : i32
    %at = arith.index_castui %pick : i32 to index
    %from = arith.addi %first, %at : index
    %x = vector.extract %a[%from] : f32 from vector<16xf32>
    %y = vector.extract %b[%from] : f32 from vector<16xf32>
    %low = arith.cmpi ult, %in, %two : index
    %v = arith.select %low, %x, %y : f32
    memref.store %v, %to[%l] : memref<16xf32>
  }
  %r = vector.load %to[%c0] : memref<16xf32>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_shuffle_f32x4(%a: vector<16xf32>, %b: vector<16xf32>, %imm: i32 {xpiler.immediate = [0, 27, 78, 177, 228, 255]}) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xf32>
  scf.for %l = %c0 to %c16 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %block = arith.divui %l, %c4 : index
    %by = arith.muli %block, %two : index
    %by32 = arith.index_cast %by : index to i32
    %shifted = arith.shrui %imm, %by32 : i32
    %three = arith.constant 3 : i32
    %pick = arith.andi %shifted, %three : i32
    %at = arith.index_castui %pick : i32 to index
    %first = arith.muli %at, %c4 : index
    %from = arith.addi %first, %in : index
    %x = vector.extract %a[%from] : f32 from vector<16xf32>
    %y = vector.extract %b[%from] : f32 from vector<16xf32>
    %low = arith.cmpi ult, %block, %two : index
    %v = arith.select %low, %x, %y : f32
    memref.store %v, %to[%l] : memref<16xf32>
  }
  %r = vector.load %to[%c0] : memref<16xf32>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_unpacklo_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xf32>
  scf.for %l = %c0 to %c16 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %x = vector.extract %a[%from0] : f32 from vector<16xf32>
    %y = vector.extract %b[%from0] : f32 from vector<16xf32>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : f32
    memref.store %v, %to[%l] : memref<16xf32>
  }
  %r = vector.load %to[%c0] : memref<16xf32>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_unpackhi_ps(%a: vector<16xf32>, %b: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xf32>
  scf.for %l = %c0 to %c16 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %from = arith.addi %from0, %c2 : index
    %x = vector.extract %a[%from] : f32 from vector<16xf32>
    %y = vector.extract %b[%from] : f32 from vector<16xf32>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : f32
    memref.store %v, %to[%l] : memref<16xf32>
  }
  %r = vector.load %to[%c0] : memref<16xf32>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_broadcastss_ps(%a: vector<4xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xf32>
  scf.for %l = %c0 to %c16 step %c1 {
    %v = vector.extract %a[%c0] : f32 from vector<4xf32>
    memref.store %v, %to[%l] : memref<16xf32>
  }
  %r = vector.load %to[%c0] : memref<16xf32>, vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_broadcast_f32x4(%a: vector<4xf32>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xf32>
  scf.for %l = %c0 to %c16 step %c1 {
    %at = arith.remui %l, %c4 : index
    %v = vector.extract %a[%at] : f32 from vector<4xf32>
    memref.store %v, %to[%l] : memref<16xf32>
  }
  %r = vector.load %to[%c0] : memref<16xf32>, vector<16xf32>
  return %r : vector<16xf32>
}

// The scale is that of whole elements.
func.func @_mm512_i32gather_ps(%i: vector<16xi32> {xpiler.below = 32}, %p: memref<?xf32> {xpiler.const, xpiler.ctype = "const float *"}, %scale: i32 {xpiler.immediate = [4], xpiler.only}) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xf32>
  scf.for %l = %c0 to %c16 step %c1 {
    %i32 = vector.extract %i[%l] : i32 from vector<16xi32>
    %at = arith.index_cast %i32 : i32 to index
    %v = memref.load %p[%at] : memref<?xf32>
    memref.store %v, %to[%l] : memref<16xf32>
  }
  %r = vector.load %to[%c0] : memref<16xf32>, vector<16xf32>
  return %r : vector<16xf32>
}

// f32, 8 and 4 lanes

func.func @_mm256_add_ps(%a: vector<8xf32>, %b: vector<8xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = arith.addf %a, %b : vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_sub_ps(%a: vector<8xf32>, %b: vector<8xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = arith.subf %a, %b : vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_mul_ps(%a: vector<8xf32>, %b: vector<8xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = arith.mulf %a, %b : vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_div_ps(%a: vector<8xf32>, %b: vector<8xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = arith.divf %a, %b : vector<8xf32>
  return %r : vector<8xf32>
}

// The second operand if one is no number or both are zero.
func.func @_mm256_max_ps(%a: vector<8xf32>, %b: vector<8xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c = arith.cmpf ogt, %a, %b : vector<8xf32>
  %r = arith.select %c, %a, %b : vector<8xi1>, vector<8xf32>
  return %r : vector<8xf32>
}

// The second operand if one is no number or both are zero.
func.func @_mm256_min_ps(%a: vector<8xf32>, %b: vector<8xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c = arith.cmpf olt, %a, %b : vector<8xf32>
  %r = arith.select %c, %a, %b : vector<8xi1>, vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_fmadd_ps(%a: vector<8xf32>, %b: vector<8xf32>, %c: vector<8xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, FMA", xpiler.evidence = "executed"} {
  %r = math.fma %a, %b, %c : vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_fmsub_ps(%a: vector<8xf32>, %b: vector<8xf32>, %c: vector<8xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, FMA", xpiler.evidence = "executed"} {
  %n = arith.negf %c : vector<8xf32>
  %r = math.fma %a, %b, %n : vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_fnmadd_ps(%a: vector<8xf32>, %b: vector<8xf32>, %c: vector<8xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, FMA", xpiler.evidence = "executed"} {
  %n = arith.negf %a : vector<8xf32>
  %r = math.fma %n, %b, %c : vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_fnmsub_ps(%a: vector<8xf32>, %b: vector<8xf32>, %c: vector<8xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, FMA", xpiler.evidence = "executed"} {
  %n = arith.negf %a : vector<8xf32>
  %o = arith.negf %c : vector<8xf32>
  %r = math.fma %n, %b, %o : vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_sqrt_ps(%a: vector<8xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = math.sqrt %a : vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_set1_ps(%x: f32) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : f32 to vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_setzero_ps() -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = arith.constant dense<0.0> : vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_loadu_ps(%p: memref<?xf32> {xpiler.const}) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?xf32>, vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_storeu_ps(%p: memref<?xf32>, %v: vector<8xf32>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?xf32>, vector<8xf32>
  return
}

func.func @_mm256_load_ps(%p: memref<?xf32> {xpiler.const}) -> vector<8xf32>
    attributes {xpiler.align = 32, xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?xf32>, vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_store_ps(%p: memref<?xf32>, %v: vector<8xf32>)
    attributes {xpiler.align = 32, xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?xf32>, vector<8xf32>
  return
}

func.func @_mm256_floor_ps(%a: vector<8xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = math.floor %a : vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_ceil_ps(%a: vector<8xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = math.ceil %a : vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm_add_ps(%a: vector<4xf32>, %b: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %r = arith.addf %a, %b : vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_sub_ps(%a: vector<4xf32>, %b: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %r = arith.subf %a, %b : vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_mul_ps(%a: vector<4xf32>, %b: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %r = arith.mulf %a, %b : vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_div_ps(%a: vector<4xf32>, %b: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %r = arith.divf %a, %b : vector<4xf32>
  return %r : vector<4xf32>
}

// The second operand if one is no number or both are zero.
func.func @_mm_max_ps(%a: vector<4xf32>, %b: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %c = arith.cmpf ogt, %a, %b : vector<4xf32>
  %r = arith.select %c, %a, %b : vector<4xi1>, vector<4xf32>
  return %r : vector<4xf32>
}

// The second operand if one is no number or both are zero.
func.func @_mm_min_ps(%a: vector<4xf32>, %b: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %c = arith.cmpf olt, %a, %b : vector<4xf32>
  %r = arith.select %c, %a, %b : vector<4xi1>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_fmadd_ps(%a: vector<4xf32>, %b: vector<4xf32>, %c: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, FMA", xpiler.evidence = "executed"} {
  %r = math.fma %a, %b, %c : vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_fmsub_ps(%a: vector<4xf32>, %b: vector<4xf32>, %c: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, FMA", xpiler.evidence = "executed"} {
  %n = arith.negf %c : vector<4xf32>
  %r = math.fma %a, %b, %n : vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_fnmadd_ps(%a: vector<4xf32>, %b: vector<4xf32>, %c: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, FMA", xpiler.evidence = "executed"} {
  %n = arith.negf %a : vector<4xf32>
  %r = math.fma %n, %b, %c : vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_fnmsub_ps(%a: vector<4xf32>, %b: vector<4xf32>, %c: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, FMA", xpiler.evidence = "executed"} {
  %n = arith.negf %a : vector<4xf32>
  %o = arith.negf %c : vector<4xf32>
  %r = math.fma %n, %b, %o : vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_sqrt_ps(%a: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %r = math.sqrt %a : vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_set1_ps(%x: f32) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : f32 to vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_setzero_ps() -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %r = arith.constant dense<0.0> : vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_loadu_ps(%p: memref<?xf32> {xpiler.const}) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_storeu_ps(%p: memref<?xf32>, %v: vector<4xf32>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?xf32>, vector<4xf32>
  return
}

func.func @_mm_load_ps(%p: memref<?xf32> {xpiler.const}) -> vector<4xf32>
    attributes {xpiler.align = 16, xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_store_ps(%p: memref<?xf32>, %v: vector<4xf32>)
    attributes {xpiler.align = 16, xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?xf32>, vector<4xf32>
  return
}

func.func @_mm256_cvtss_f32(%a: vector<8xf32>) -> f32
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = vector.extract %a[0] : f32 from vector<8xf32>
  return %r : f32
}

func.func @_mm_cvtss_f32(%a: vector<4xf32>) -> f32
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %r = vector.extract %a[0] : f32 from vector<4xf32>
  return %r : f32
}

func.func @_mm256_castps256_ps128(%a: vector<8xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %v = vector.extract %a[%l] : f32 from vector<8xf32>
    memref.store %v, %to[%l] : memref<4xf32>
  }
  %r = vector.load %to[%c0] : memref<4xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm256_extractf128_ps(%a: vector<8xf32>, %imm: i32 {xpiler.immediate = [0, 1]}) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %mask = arith.constant 1 : i32
    %block = arith.andi %imm, %mask : i32
    %at = arith.index_castui %block : i32 to index
    %first = arith.muli %at, %c4 : index
    %from = arith.addi %first, %l : index
    %v = vector.extract %a[%from] : f32 from vector<8xf32>
    memref.store %v, %to[%l] : memref<4xf32>
  }
  %r = vector.load %to[%c0] : memref<4xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm256_insertf128_ps(%a: vector<8xf32>, %b: vector<4xf32>, %imm: i32 {xpiler.immediate = [0, 1]}) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xf32>
  scf.for %l = %c0 to %c8 step %c1 {
    %mask = arith.constant 1 : i32
    %block = arith.andi %imm, %mask : i32
    %at = arith.index_castui %block : i32 to index
    %of = arith.divui %l, %c4 : index
    %from = arith.remui %l, %c4 : index
    %new = vector.extract %b[%from] : f32 from vector<4xf32>
    %old = vector.extract %a[%l] : f32 from vector<8xf32>
    %here = arith.cmpi eq, %of, %at : index
    %v = arith.select %here, %new, %old : f32
    memref.store %v, %to[%l] : memref<8xf32>
  }
  %r = vector.load %to[%c0] : memref<8xf32>, vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_permute_ps(%a: vector<8xf32>, %imm: i32 {xpiler.immediate = [0, 27, 78, 177, 228, 255, 147]}) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xf32>
  scf.for %l = %c0 to %c8 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %by = arith.muli %in, %two : index
    %by32 = arith.index_cast %by : index to i32
    %shifted = arith.shrui %imm, %by32 : i32
    %three = arith.constant 3 : i32
    %pick = arith.andi %shifted, %three : i32
    %at = arith.index_castui %pick : i32 to index
    %from = arith.addi %first, %at : index
    %v = vector.extract %a[%from] : f32 from vector<8xf32>
    memref.store %v, %to[%l] : memref<8xf32>
  }
  %r = vector.load %to[%c0] : memref<8xf32>, vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_shuffle_ps(%a: vector<8xf32>, %b: vector<8xf32>, %imm: i32 {xpiler.immediate = [0, 27, 78, 177, 228, 255, 147]}) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xf32>
  scf.for %l = %c0 to %c8 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %by = arith.muli %in, %two : index
    %by32 = arith.index_cast %by : index to i32
    %shifted = arith.shrui %imm, %by32 : i32
    %three = arith.constant 3 : i32
    %pick = arith.andi %shifted, %three : i32
    %at = arith.index_castui %pick : i32 to index
    %from = arith.addi %first, %at : index
    %x = vector.extract %a[%from] : f32 from vector<8xf32>
    %y = vector.extract %b[%from] : f32 from vector<8xf32>
    %low = arith.cmpi ult, %in, %two : index
    %v = arith.select %low, %x, %y : f32
    memref.store %v, %to[%l] : memref<8xf32>
  }
  %r = vector.load %to[%c0] : memref<8xf32>, vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm_shuffle_ps(%a: vector<4xf32>, %b: vector<4xf32>, %imm: i32 {xpiler.immediate = [0, 27, 78, 177, 228, 255, 147]}) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %by = arith.muli %in, %two : index
    %by32 = arith.index_cast %by : index to i32
    %shifted = arith.shrui %imm, %by32 : i32
    %three = arith.constant 3 : i32
    %pick = arith.andi %shifted, %three : i32
    %at = arith.index_castui %pick : i32 to index
    %from = arith.addi %first, %at : index
    %x = vector.extract %a[%from] : f32 from vector<4xf32>
    %y = vector.extract %b[%from] : f32 from vector<4xf32>
    %low = arith.cmpi ult, %in, %two : index
    %v = arith.select %low, %x, %y : f32
    memref.store %v, %to[%l] : memref<4xf32>
  }
  %r = vector.load %to[%c0] : memref<4xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm256_unpacklo_ps(%a: vector<8xf32>, %b: vector<8xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xf32>
  scf.for %l = %c0 to %c8 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %x = vector.extract %a[%from0] : f32 from vector<8xf32>
    %y = vector.extract %b[%from0] : f32 from vector<8xf32>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : f32
    memref.store %v, %to[%l] : memref<8xf32>
  }
  %r = vector.load %to[%c0] : memref<8xf32>, vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm256_unpackhi_ps(%a: vector<8xf32>, %b: vector<8xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xf32>
  scf.for %l = %c0 to %c8 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %from = arith.addi %from0, %c2 : index
    %x = vector.extract %a[%from] : f32 from vector<8xf32>
    %y = vector.extract %b[%from] : f32 from vector<8xf32>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : f32
    memref.store %v, %to[%l] : memref<8xf32>
  }
  %r = vector.load %to[%c0] : memref<8xf32>, vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm_unpacklo_ps(%a: vector<4xf32>, %b: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %x = vector.extract %a[%from0] : f32 from vector<4xf32>
    %y = vector.extract %b[%from0] : f32 from vector<4xf32>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : f32
    memref.store %v, %to[%l] : memref<4xf32>
  }
  %r = vector.load %to[%c0] : memref<4xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_unpackhi_ps(%a: vector<4xf32>, %b: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %from = arith.addi %from0, %c2 : index
    %x = vector.extract %a[%from] : f32 from vector<4xf32>
    %y = vector.extract %b[%from] : f32 from vector<4xf32>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : f32
    memref.store %v, %to[%l] : memref<4xf32>
  }
  %r = vector.load %to[%c0] : memref<4xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm256_hadd_ps(%a: vector<8xf32>, %b: vector<8xf32>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xf32>
  scf.for %l = %c0 to %c8 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %pair = arith.remui %in, %two : index
    %twice = arith.muli %pair, %two : index
    %even = arith.addi %first, %twice : index
    %odd = arith.addi %even, %c1 : index
    %a0 = vector.extract %a[%even] : f32 from vector<8xf32>
    %a1 = vector.extract %a[%odd] : f32 from vector<8xf32>
    %b0 = vector.extract %b[%even] : f32 from vector<8xf32>
    %b1 = vector.extract %b[%odd] : f32 from vector<8xf32>
    %x = arith.addf %a0, %a1 : f32
    %y = arith.addf %b0, %b1 : f32
    %low = arith.cmpi ult, %in, %two : index
    %v = arith.select %low, %x, %y : f32
    memref.store %v, %to[%l] : memref<8xf32>
  }
  %r = vector.load %to[%c0] : memref<8xf32>, vector<8xf32>
  return %r : vector<8xf32>
}

func.func @_mm_hadd_ps(%a: vector<4xf32>, %b: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSSE3", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %pair = arith.remui %in, %two : index
    %twice = arith.muli %pair, %two : index
    %even = arith.addi %first, %twice : index
    %odd = arith.addi %even, %c1 : index
    %a0 = vector.extract %a[%even] : f32 from vector<4xf32>
    %a1 = vector.extract %a[%odd] : f32 from vector<4xf32>
    %b0 = vector.extract %b[%even] : f32 from vector<4xf32>
    %b1 = vector.extract %b[%odd] : f32 from vector<4xf32>
    %x = arith.addf %a0, %a1 : f32
    %y = arith.addf %b0, %b1 : f32
    %low = arith.cmpi ult, %in, %two : index
    %v = arith.select %low, %x, %y : f32
    memref.store %v, %to[%l] : memref<4xf32>
  }
  %r = vector.load %to[%c0] : memref<4xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_movehl_ps(%a: vector<4xf32>, %b: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %low = arith.cmpi ult, %l, %c2 : index
    %up = arith.addi %l, %c2 : index
    %at = arith.select %low, %up, %l : index
    %x = vector.extract %b[%at] : f32 from vector<4xf32>
    %y = vector.extract %a[%at] : f32 from vector<4xf32>
    %v = arith.select %low, %x, %y : f32
    memref.store %v, %to[%l] : memref<4xf32>
  }
  %r = vector.load %to[%c0] : memref<4xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_movelh_ps(%a: vector<4xf32>, %b: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %low = arith.cmpi ult, %l, %c2 : index
    %at = arith.remui %l, %c2 : index
    %x = vector.extract %a[%at] : f32 from vector<4xf32>
    %y = vector.extract %b[%at] : f32 from vector<4xf32>
    %v = arith.select %low, %x, %y : f32
    memref.store %v, %to[%l] : memref<4xf32>
  }
  %r = vector.load %to[%c0] : memref<4xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_movehdup_ps(%a: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSSE3", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %half = arith.divui %l, %c2 : index
    %even = arith.muli %half, %c2 : index
    %at = arith.addi %even, %c1 : index
    %v = vector.extract %a[%at] : f32 from vector<4xf32>
    memref.store %v, %to[%l] : memref<4xf32>
  }
  %r = vector.load %to[%c0] : memref<4xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_add_ss(%a: vector<4xf32>, %b: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %x = vector.extract %a[%l] : f32 from vector<4xf32>
    %y = vector.extract %b[%l] : f32 from vector<4xf32>
    %z = arith.addf %x, %y : f32
    %first = arith.cmpi eq, %l, %c0 : index
    %v = arith.select %first, %z, %x : f32
    memref.store %v, %to[%l] : memref<4xf32>
  }
  %r = vector.load %to[%c0] : memref<4xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_mul_ss(%a: vector<4xf32>, %b: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %x = vector.extract %a[%l] : f32 from vector<4xf32>
    %y = vector.extract %b[%l] : f32 from vector<4xf32>
    %z = arith.mulf %x, %y : f32
    %first = arith.cmpi eq, %l, %c0 : index
    %v = arith.select %first, %z, %x : f32
    memref.store %v, %to[%l] : memref<4xf32>
  }
  %r = vector.load %to[%c0] : memref<4xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_sub_ss(%a: vector<4xf32>, %b: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %x = vector.extract %a[%l] : f32 from vector<4xf32>
    %y = vector.extract %b[%l] : f32 from vector<4xf32>
    %z = arith.subf %x, %y : f32
    %first = arith.cmpi eq, %l, %c0 : index
    %v = arith.select %first, %z, %x : f32
    memref.store %v, %to[%l] : memref<4xf32>
  }
  %r = vector.load %to[%c0] : memref<4xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_max_ss(%a: vector<4xf32>, %b: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %x = vector.extract %a[%l] : f32 from vector<4xf32>
    %y = vector.extract %b[%l] : f32 from vector<4xf32>
    %c = arith.cmpf ogt, %x, %y : f32
    %z = arith.select %c, %x, %y : f32
    %first = arith.cmpi eq, %l, %c0 : index
    %v = arith.select %first, %z, %x : f32
    memref.store %v, %to[%l] : memref<4xf32>
  }
  %r = vector.load %to[%c0] : memref<4xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm_min_ss(%a: vector<4xf32>, %b: vector<4xf32>) -> vector<4xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xf32>
  scf.for %l = %c0 to %c4 step %c1 {
    %x = vector.extract %a[%l] : f32 from vector<4xf32>
    %y = vector.extract %b[%l] : f32 from vector<4xf32>
    %c = arith.cmpf olt, %x, %y : f32
    %z = arith.select %c, %x, %y : f32
    %first = arith.cmpi eq, %l, %c0 : index
    %v = arith.select %first, %z, %x : f32
    memref.store %v, %to[%l] : memref<4xf32>
  }
  %r = vector.load %to[%c0] : memref<4xf32>, vector<4xf32>
  return %r : vector<4xf32>
}

func.func @_mm256_broadcast_ss(%p: memref<?xf32> {xpiler.const}) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = memref.load %p[%c0] : memref<?xf32>
  %r = vector.broadcast %x : f32 to vector<8xf32>
  return %r : vector<8xf32>
}

// f64

func.func @_mm512_add_pd(%a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.addf %a, %b : vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_sub_pd(%a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.subf %a, %b : vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_mul_pd(%a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.mulf %a, %b : vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_div_pd(%a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.divf %a, %b : vector<8xf64>
  return %r : vector<8xf64>
}

// The second operand if one is no number or both are zero.
func.func @_mm512_max_pd(%a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c = arith.cmpf ogt, %a, %b : vector<8xf64>
  %r = arith.select %c, %a, %b : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

// The second operand if one is no number or both are zero.
func.func @_mm512_min_pd(%a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c = arith.cmpf olt, %a, %b : vector<8xf64>
  %r = arith.select %c, %a, %b : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_fmadd_pd(%a: vector<8xf64>, %b: vector<8xf64>, %c: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = math.fma %a, %b, %c : vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_fmsub_pd(%a: vector<8xf64>, %b: vector<8xf64>, %c: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %n = arith.negf %c : vector<8xf64>
  %r = math.fma %a, %b, %n : vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_fnmadd_pd(%a: vector<8xf64>, %b: vector<8xf64>, %c: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %n = arith.negf %a : vector<8xf64>
  %r = math.fma %n, %b, %c : vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_fnmsub_pd(%a: vector<8xf64>, %b: vector<8xf64>, %c: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %n = arith.negf %a : vector<8xf64>
  %o = arith.negf %c : vector<8xf64>
  %r = math.fma %n, %b, %o : vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_sqrt_pd(%a: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = math.sqrt %a : vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_set1_pd(%x: f64) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : f64 to vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_setzero_pd() -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.constant dense<0.0> : vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_abs_pd(%a: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = math.absf %a : vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_loadu_pd(%p: memref<?xf64> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?xf64>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_storeu_pd(%p: memref<?xf64> {xpiler.ctype = "void *"}, %v: vector<8xf64>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?xf64>, vector<8xf64>
  return
}

func.func @_mm512_load_pd(%p: memref<?xf64> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<8xf64>
    attributes {xpiler.align = 64, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?xf64>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_store_pd(%p: memref<?xf64> {xpiler.ctype = "void *"}, %v: vector<8xf64>)
    attributes {xpiler.align = 64, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?xf64>, vector<8xf64>
  return
}

// Lanes that are masked off are zero and do not fault.
func.func @_mm512_maskz_loadu_pd(%m: vector<8xi1>, %p: memref<?xf64> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant dense<0.0> : vector<8xf64>
  %r = vector.maskedload %p[%c0], %m, %zero : memref<?xf64>, vector<8xi1>, vector<8xf64> into vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_mask_loadu_pd(%other: vector<8xf64>, %m: vector<8xi1>, %p: memref<?xf64> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.maskedload %p[%c0], %m, %other : memref<?xf64>, vector<8xi1>, vector<8xf64> into vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_mask_storeu_pd(%p: memref<?xf64> {xpiler.ctype = "void *"}, %m: vector<8xi1>, %v: vector<8xf64>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.maskedstore %p[%c0], %m, %v : memref<?xf64>, vector<8xi1>, vector<8xf64>
  return
}

func.func @_mm512_mask_blend_pd(%m: vector<8xi1>, %a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.select %m, %b, %a : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_mask_mov_pd(%src: vector<8xf64>, %m: vector<8xi1>, %a: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.select %m, %a, %src : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_maskz_mov_pd(%m: vector<8xi1>, %a: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<8xf64>
  %r = arith.select %m, %a, %zero : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_mask_add_pd(%src: vector<8xf64>, %m: vector<8xi1>, %a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.addf %a, %b : vector<8xf64>
  %r = arith.select %m, %x, %src : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_maskz_add_pd(%m: vector<8xi1>, %a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<8xf64>
  %x = arith.addf %a, %b : vector<8xf64>
  %r = arith.select %m, %x, %zero : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_mask_sub_pd(%src: vector<8xf64>, %m: vector<8xi1>, %a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.subf %a, %b : vector<8xf64>
  %r = arith.select %m, %x, %src : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_maskz_sub_pd(%m: vector<8xi1>, %a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<8xf64>
  %x = arith.subf %a, %b : vector<8xf64>
  %r = arith.select %m, %x, %zero : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_mask_mul_pd(%src: vector<8xf64>, %m: vector<8xi1>, %a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.mulf %a, %b : vector<8xf64>
  %r = arith.select %m, %x, %src : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_maskz_mul_pd(%m: vector<8xi1>, %a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<8xf64>
  %x = arith.mulf %a, %b : vector<8xf64>
  %r = arith.select %m, %x, %zero : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_mask_div_pd(%src: vector<8xf64>, %m: vector<8xi1>, %a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.divf %a, %b : vector<8xf64>
  %r = arith.select %m, %x, %src : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_maskz_div_pd(%m: vector<8xi1>, %a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<8xf64>
  %x = arith.divf %a, %b : vector<8xf64>
  %r = arith.select %m, %x, %zero : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_mask_max_pd(%src: vector<8xf64>, %m: vector<8xi1>, %a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c = arith.cmpf ogt, %a, %b : vector<8xf64>
  %x = arith.select %c, %a, %b : vector<8xi1>, vector<8xf64>
  %r = arith.select %m, %x, %src : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_maskz_max_pd(%m: vector<8xi1>, %a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<8xf64>
  %c = arith.cmpf ogt, %a, %b : vector<8xf64>
  %x = arith.select %c, %a, %b : vector<8xi1>, vector<8xf64>
  %r = arith.select %m, %x, %zero : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_mask_min_pd(%src: vector<8xf64>, %m: vector<8xi1>, %a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c = arith.cmpf olt, %a, %b : vector<8xf64>
  %x = arith.select %c, %a, %b : vector<8xi1>, vector<8xf64>
  %r = arith.select %m, %x, %src : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_maskz_min_pd(%m: vector<8xi1>, %a: vector<8xf64>, %b: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<8xf64>
  %c = arith.cmpf olt, %a, %b : vector<8xf64>
  %x = arith.select %c, %a, %b : vector<8xi1>, vector<8xf64>
  %r = arith.select %m, %x, %zero : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_mask_fmadd_pd(%a: vector<8xf64>, %m: vector<8xi1>, %b: vector<8xf64>, %c: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = math.fma %a, %b, %c : vector<8xf64>
  %r = arith.select %m, %x, %a : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_mask3_fmadd_pd(%a: vector<8xf64>, %b: vector<8xf64>, %c: vector<8xf64>, %m: vector<8xi1>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = math.fma %a, %b, %c : vector<8xf64>
  %r = arith.select %m, %x, %c : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_maskz_fmadd_pd(%m: vector<8xi1>, %a: vector<8xf64>, %b: vector<8xf64>, %c: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<8xf64>
  %x = math.fma %a, %b, %c : vector<8xf64>
  %r = arith.select %m, %x, %zero : vector<8xi1>, vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_reduce_add_pd(%v: vector<8xf64>) -> f64
    attributes {xpiler.unordered, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <add>, %v : vector<8xf64> into f64
  return %r : f64
}

func.func @_mm512_reduce_max_pd(%v: vector<8xf64>) -> f64
    attributes {xpiler.numbers, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <maxnumf>, %v : vector<8xf64> into f64
  return %r : f64
}

func.func @_mm512_reduce_min_pd(%v: vector<8xf64>) -> f64
    attributes {xpiler.numbers, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <minnumf>, %v : vector<8xf64> into f64
  return %r : f64
}

func.func @_mm512_mask_reduce_add_pd(%m: vector<8xi1>, %v: vector<8xf64>) -> f64
    attributes {xpiler.unordered, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0.0> : vector<8xf64>
  %x = arith.select %m, %v, %zero : vector<8xi1>, vector<8xf64>
  %r = vector.reduction <add>, %x : vector<8xf64> into f64
  return %r : f64
}

func.func @_mm512_floor_pd(%a: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = math.floor %a : vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_ceil_pd(%a: vector<8xf64>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = math.ceil %a : vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm256_add_pd(%a: vector<4xf64>, %b: vector<4xf64>) -> vector<4xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = arith.addf %a, %b : vector<4xf64>
  return %r : vector<4xf64>
}

func.func @_mm256_sub_pd(%a: vector<4xf64>, %b: vector<4xf64>) -> vector<4xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = arith.subf %a, %b : vector<4xf64>
  return %r : vector<4xf64>
}

func.func @_mm256_mul_pd(%a: vector<4xf64>, %b: vector<4xf64>) -> vector<4xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = arith.mulf %a, %b : vector<4xf64>
  return %r : vector<4xf64>
}

func.func @_mm256_div_pd(%a: vector<4xf64>, %b: vector<4xf64>) -> vector<4xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = arith.divf %a, %b : vector<4xf64>
  return %r : vector<4xf64>
}

// The second operand if one is no number or both are zero.
func.func @_mm256_max_pd(%a: vector<4xf64>, %b: vector<4xf64>) -> vector<4xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c = arith.cmpf ogt, %a, %b : vector<4xf64>
  %r = arith.select %c, %a, %b : vector<4xi1>, vector<4xf64>
  return %r : vector<4xf64>
}

// The second operand if one is no number or both are zero.
func.func @_mm256_min_pd(%a: vector<4xf64>, %b: vector<4xf64>) -> vector<4xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c = arith.cmpf olt, %a, %b : vector<4xf64>
  %r = arith.select %c, %a, %b : vector<4xi1>, vector<4xf64>
  return %r : vector<4xf64>
}

func.func @_mm256_fmadd_pd(%a: vector<4xf64>, %b: vector<4xf64>, %c: vector<4xf64>) -> vector<4xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, FMA", xpiler.evidence = "executed"} {
  %r = math.fma %a, %b, %c : vector<4xf64>
  return %r : vector<4xf64>
}

func.func @_mm256_fmsub_pd(%a: vector<4xf64>, %b: vector<4xf64>, %c: vector<4xf64>) -> vector<4xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, FMA", xpiler.evidence = "executed"} {
  %n = arith.negf %c : vector<4xf64>
  %r = math.fma %a, %b, %n : vector<4xf64>
  return %r : vector<4xf64>
}

func.func @_mm256_fnmadd_pd(%a: vector<4xf64>, %b: vector<4xf64>, %c: vector<4xf64>) -> vector<4xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, FMA", xpiler.evidence = "executed"} {
  %n = arith.negf %a : vector<4xf64>
  %r = math.fma %n, %b, %c : vector<4xf64>
  return %r : vector<4xf64>
}

func.func @_mm256_fnmsub_pd(%a: vector<4xf64>, %b: vector<4xf64>, %c: vector<4xf64>) -> vector<4xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, FMA", xpiler.evidence = "executed"} {
  %n = arith.negf %a : vector<4xf64>
  %o = arith.negf %c : vector<4xf64>
  %r = math.fma %n, %b, %o : vector<4xf64>
  return %r : vector<4xf64>
}

func.func @_mm256_sqrt_pd(%a: vector<4xf64>) -> vector<4xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = math.sqrt %a : vector<4xf64>
  return %r : vector<4xf64>
}

func.func @_mm256_set1_pd(%x: f64) -> vector<4xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : f64 to vector<4xf64>
  return %r : vector<4xf64>
}

func.func @_mm256_setzero_pd() -> vector<4xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = arith.constant dense<0.0> : vector<4xf64>
  return %r : vector<4xf64>
}

func.func @_mm256_loadu_pd(%p: memref<?xf64> {xpiler.const}) -> vector<4xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?xf64>, vector<4xf64>
  return %r : vector<4xf64>
}

func.func @_mm256_storeu_pd(%p: memref<?xf64>, %v: vector<4xf64>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?xf64>, vector<4xf64>
  return
}

func.func @_mm256_load_pd(%p: memref<?xf64> {xpiler.const}) -> vector<4xf64>
    attributes {xpiler.align = 32, xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?xf64>, vector<4xf64>
  return %r : vector<4xf64>
}

func.func @_mm256_store_pd(%p: memref<?xf64>, %v: vector<4xf64>)
    attributes {xpiler.align = 32, xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?xf64>, vector<4xf64>
  return
}

func.func @_mm256_floor_pd(%a: vector<4xf64>) -> vector<4xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = math.floor %a : vector<4xf64>
  return %r : vector<4xf64>
}

func.func @_mm256_ceil_pd(%a: vector<4xf64>) -> vector<4xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = math.ceil %a : vector<4xf64>
  return %r : vector<4xf64>
}

func.func @_mm512_cvtps_pd(%a: vector<8xf32>) -> vector<8xf64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.extf %a : vector<8xf32> to vector<8xf64>
  return %r : vector<8xf64>
}

func.func @_mm512_cvtpd_ps(%a: vector<8xf64>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.truncf %a : vector<8xf64> to vector<8xf32>
  return %r : vector<8xf32>
}

// f16

func.func @_mm512_add_ph(%a: vector<32xf16>, %b: vector<32xf16>) -> vector<32xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16", xpiler.evidence = "executed"} {
  %r = arith.addf %a, %b : vector<32xf16>
  return %r : vector<32xf16>
}

func.func @_mm512_sub_ph(%a: vector<32xf16>, %b: vector<32xf16>) -> vector<32xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16", xpiler.evidence = "executed"} {
  %r = arith.subf %a, %b : vector<32xf16>
  return %r : vector<32xf16>
}

func.func @_mm512_mul_ph(%a: vector<32xf16>, %b: vector<32xf16>) -> vector<32xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16", xpiler.evidence = "executed"} {
  %r = arith.mulf %a, %b : vector<32xf16>
  return %r : vector<32xf16>
}

func.func @_mm512_div_ph(%a: vector<32xf16>, %b: vector<32xf16>) -> vector<32xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16", xpiler.evidence = "executed"} {
  %r = arith.divf %a, %b : vector<32xf16>
  return %r : vector<32xf16>
}

// The second operand if one is no number or both are zero.
func.func @_mm512_max_ph(%a: vector<32xf16>, %b: vector<32xf16>) -> vector<32xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16", xpiler.evidence = "executed"} {
  %c = arith.cmpf ogt, %a, %b : vector<32xf16>
  %r = arith.select %c, %a, %b : vector<32xi1>, vector<32xf16>
  return %r : vector<32xf16>
}

// The second operand if one is no number or both are zero.
func.func @_mm512_min_ph(%a: vector<32xf16>, %b: vector<32xf16>) -> vector<32xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16", xpiler.evidence = "executed"} {
  %c = arith.cmpf olt, %a, %b : vector<32xf16>
  %r = arith.select %c, %a, %b : vector<32xi1>, vector<32xf16>
  return %r : vector<32xf16>
}

// In f64 product and sum are exact, so that there is one rounding.
func.func @_mm512_fmadd_ph(%a: vector<32xf16>, %b: vector<32xf16>, %c: vector<32xf16>) -> vector<32xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16", xpiler.evidence = "executed"} {
  %x = arith.extf %a : vector<32xf16> to vector<32xf64>
  %y = arith.extf %b : vector<32xf16> to vector<32xf64>
  %z = arith.extf %c : vector<32xf16> to vector<32xf64>
  %s = math.fma %x, %y, %z : vector<32xf64>
  %r = arith.truncf %s : vector<32xf64> to vector<32xf16>
  return %r : vector<32xf16>
}

func.func @_mm512_sqrt_ph(%a: vector<32xf16>) -> vector<32xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16", xpiler.evidence = "executed"} {
  %r = math.sqrt %a : vector<32xf16>
  return %r : vector<32xf16>
}

func.func @_mm512_set1_ph(%x: f16) -> vector<32xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : f16 to vector<32xf16>
  return %r : vector<32xf16>
}

func.func @_mm512_setzero_ph() -> vector<32xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16", xpiler.evidence = "executed"} {
  %r = arith.constant dense<0.0> : vector<32xf16>
  return %r : vector<32xf16>
}

func.func @_mm512_loadu_ph(%p: memref<?xf16> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<32xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?xf16>, vector<32xf16>
  return %r : vector<32xf16>
}

func.func @_mm512_storeu_ph(%p: memref<?xf16> {xpiler.ctype = "void *"}, %v: vector<32xf16>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?xf16>, vector<32xf16>
  return
}

func.func @_mm512_reduce_add_ph(%v: vector<32xf16>) -> f16
    attributes {xpiler.unordered, xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16", xpiler.evidence = "executed"} {
  %r = vector.reduction <add>, %v : vector<32xf16> into f16
  return %r : f16
}

func.func @_mm256_add_ph(%a: vector<16xf16>, %b: vector<16xf16>) -> vector<16xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16 + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.addf %a, %b : vector<16xf16>
  return %r : vector<16xf16>
}

func.func @_mm256_sub_ph(%a: vector<16xf16>, %b: vector<16xf16>) -> vector<16xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16 + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.subf %a, %b : vector<16xf16>
  return %r : vector<16xf16>
}

func.func @_mm256_mul_ph(%a: vector<16xf16>, %b: vector<16xf16>) -> vector<16xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16 + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.mulf %a, %b : vector<16xf16>
  return %r : vector<16xf16>
}

func.func @_mm256_div_ph(%a: vector<16xf16>, %b: vector<16xf16>) -> vector<16xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16 + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.divf %a, %b : vector<16xf16>
  return %r : vector<16xf16>
}

// The second operand if one is no number or both are zero.
func.func @_mm256_max_ph(%a: vector<16xf16>, %b: vector<16xf16>) -> vector<16xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16 + AVX512VL", xpiler.evidence = "executed"} {
  %c = arith.cmpf ogt, %a, %b : vector<16xf16>
  %r = arith.select %c, %a, %b : vector<16xi1>, vector<16xf16>
  return %r : vector<16xf16>
}

// The second operand if one is no number or both are zero.
func.func @_mm256_min_ph(%a: vector<16xf16>, %b: vector<16xf16>) -> vector<16xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16 + AVX512VL", xpiler.evidence = "executed"} {
  %c = arith.cmpf olt, %a, %b : vector<16xf16>
  %r = arith.select %c, %a, %b : vector<16xi1>, vector<16xf16>
  return %r : vector<16xf16>
}

// In f64 product and sum are exact, so that there is one rounding.
func.func @_mm256_fmadd_ph(%a: vector<16xf16>, %b: vector<16xf16>, %c: vector<16xf16>) -> vector<16xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16 + AVX512VL", xpiler.evidence = "executed"} {
  %x = arith.extf %a : vector<16xf16> to vector<16xf64>
  %y = arith.extf %b : vector<16xf16> to vector<16xf64>
  %z = arith.extf %c : vector<16xf16> to vector<16xf64>
  %s = math.fma %x, %y, %z : vector<16xf64>
  %r = arith.truncf %s : vector<16xf64> to vector<16xf16>
  return %r : vector<16xf16>
}

func.func @_mm256_sqrt_ph(%a: vector<16xf16>) -> vector<16xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16 + AVX512VL", xpiler.evidence = "executed"} {
  %r = math.sqrt %a : vector<16xf16>
  return %r : vector<16xf16>
}

func.func @_mm256_set1_ph(%x: f16) -> vector<16xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16 + AVX512VL", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : f16 to vector<16xf16>
  return %r : vector<16xf16>
}

func.func @_mm256_setzero_ph() -> vector<16xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16 + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.constant dense<0.0> : vector<16xf16>
  return %r : vector<16xf16>
}

func.func @_mm256_loadu_ph(%p: memref<?xf16> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<16xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16 + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?xf16>, vector<16xf16>
  return %r : vector<16xf16>
}

func.func @_mm256_storeu_ph(%p: memref<?xf16> {xpiler.ctype = "void *"}, %v: vector<16xf16>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16 + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?xf16>, vector<16xf16>
  return
}

func.func @_mm512_cvtph_ps(%a: vector<16xi16>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.bitcast %a : vector<16xi16> to vector<16xf16>
  %r = arith.extf %x : vector<16xf16> to vector<16xf32>
  return %r : vector<16xf32>
}

// To the nearest, ties to even; other ways of rounding are not described.
func.func @_mm512_cvtps_ph(%a: vector<16xf32>, %imm: i32 {xpiler.immediate = [0, 4, 8], xpiler.only}) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.truncf %a : vector<16xf32> to vector<16xf16>
  %r = arith.bitcast %x : vector<16xf16> to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_cvtph_ps(%a: vector<8xi16>) -> vector<8xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, F16C", xpiler.evidence = "executed"} {
  %x = arith.bitcast %a : vector<8xi16> to vector<8xf16>
  %r = arith.extf %x : vector<8xf16> to vector<8xf32>
  return %r : vector<8xf32>
}

// To the nearest, ties to even; other ways of rounding are not described.
func.func @_mm256_cvtps_ph(%a: vector<8xf32>, %imm: i32 {xpiler.immediate = [0, 4, 8], xpiler.only}) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, F16C", xpiler.evidence = "executed"} {
  %x = arith.truncf %a : vector<8xf32> to vector<8xf16>
  %r = arith.bitcast %x : vector<8xf16> to vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm512_cvtxph_ps(%a: vector<16xf16>) -> vector<16xf32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16", xpiler.evidence = "executed"} {
  %r = arith.extf %a : vector<16xf16> to vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_mm512_cvtxps_ph(%a: vector<16xf32>) -> vector<16xf16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_FP16", xpiler.evidence = "executed"} {
  %r = arith.truncf %a : vector<16xf32> to vector<16xf16>
  return %r : vector<16xf16>
}

// Integers

func.func @_mm512_add_epi8(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.addi %a, %b : vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_sub_epi8(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.subi %a, %b : vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_set1_epi8(%x: i8) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : i8 to vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_add_epi16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.addi %a, %b : vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_sub_epi16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.subi %a, %b : vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_set1_epi16(%x: i16) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : i16 to vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_add_epi32(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.addi %a, %b : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_sub_epi32(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.subi %a, %b : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_set1_epi32(%x: i32) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : i32 to vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_add_epi64(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.addi %a, %b : vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_sub_epi64(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.subi %a, %b : vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_set1_epi64(%x: i64) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : i64 to vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_mullo_epi32(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.muli %a, %b : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_mullo_epi16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.muli %a, %b : vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_max_epi8(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.maxsi %a, %b : vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_min_epi8(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.minsi %a, %b : vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_max_epu8(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.maxui %a, %b : vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_min_epu8(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.minui %a, %b : vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_max_epi16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.maxsi %a, %b : vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_min_epi16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.minsi %a, %b : vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_max_epu16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.maxui %a, %b : vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_min_epu16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.minui %a, %b : vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_max_epi32(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.maxsi %a, %b : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_min_epi32(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.minsi %a, %b : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_max_epu32(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.maxui %a, %b : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_min_epu32(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.minui %a, %b : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_abs_epi8(%a: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<64xi8>
  %n = arith.subi %zero, %a : vector<64xi8>
  %neg = arith.cmpi slt, %a, %zero : vector<64xi8>
  %r = arith.select %neg, %n, %a : vector<64xi1>, vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_abs_epi16(%a: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<32xi16>
  %n = arith.subi %zero, %a : vector<32xi16>
  %neg = arith.cmpi slt, %a, %zero : vector<32xi16>
  %r = arith.select %neg, %n, %a : vector<32xi1>, vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_abs_epi32(%a: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<16xi32>
  %n = arith.subi %zero, %a : vector<16xi32>
  %neg = arith.cmpi slt, %a, %zero : vector<16xi32>
  %r = arith.select %neg, %n, %a : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_and_si512(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.andi %a, %b : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_and_epi32(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.andi %a, %b : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_or_si512(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.ori %a, %b : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_or_epi32(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.ori %a, %b : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_xor_si512(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.xori %a, %b : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_xor_epi32(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.xori %a, %b : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_andnot_si512(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %ones = arith.constant dense<-1> : vector<16xi32>
  %n = arith.xori %a, %ones : vector<16xi32>
  %r = arith.andi %n, %b : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_setzero_si512() -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.constant dense<0> : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_adds_epi8(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %x = arith.extsi %a : vector<64xi8> to vector<64xi16>
  %y = arith.extsi %b : vector<64xi8> to vector<64xi16>
  %s = arith.addi %x, %y : vector<64xi16>
  %lo = arith.constant dense<-128> : vector<64xi16>
  %hi = arith.constant dense<127> : vector<64xi16>
  %l = arith.maxsi %s, %lo : vector<64xi16>
  %c = arith.minsi %l, %hi : vector<64xi16>
  %r = arith.trunci %c : vector<64xi16> to vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_subs_epi8(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %x = arith.extsi %a : vector<64xi8> to vector<64xi16>
  %y = arith.extsi %b : vector<64xi8> to vector<64xi16>
  %s = arith.subi %x, %y : vector<64xi16>
  %lo = arith.constant dense<-128> : vector<64xi16>
  %hi = arith.constant dense<127> : vector<64xi16>
  %l = arith.maxsi %s, %lo : vector<64xi16>
  %c = arith.minsi %l, %hi : vector<64xi16>
  %r = arith.trunci %c : vector<64xi16> to vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_adds_epu8(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %x = arith.extui %a : vector<64xi8> to vector<64xi16>
  %y = arith.extui %b : vector<64xi8> to vector<64xi16>
  %s = arith.addi %x, %y : vector<64xi16>
  %lo = arith.constant dense<0> : vector<64xi16>
  %hi = arith.constant dense<255> : vector<64xi16>
  %l = arith.maxsi %s, %lo : vector<64xi16>
  %c = arith.minsi %l, %hi : vector<64xi16>
  %r = arith.trunci %c : vector<64xi16> to vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_subs_epu8(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %x = arith.extui %a : vector<64xi8> to vector<64xi16>
  %y = arith.extui %b : vector<64xi8> to vector<64xi16>
  %s = arith.subi %x, %y : vector<64xi16>
  %lo = arith.constant dense<0> : vector<64xi16>
  %hi = arith.constant dense<255> : vector<64xi16>
  %l = arith.maxsi %s, %lo : vector<64xi16>
  %c = arith.minsi %l, %hi : vector<64xi16>
  %r = arith.trunci %c : vector<64xi16> to vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_adds_epi16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %x = arith.extsi %a : vector<32xi16> to vector<32xi32>
  %y = arith.extsi %b : vector<32xi16> to vector<32xi32>
  %s = arith.addi %x, %y : vector<32xi32>
  %lo = arith.constant dense<-32768> : vector<32xi32>
  %hi = arith.constant dense<32767> : vector<32xi32>
  %l = arith.maxsi %s, %lo : vector<32xi32>
  %c = arith.minsi %l, %hi : vector<32xi32>
  %r = arith.trunci %c : vector<32xi32> to vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_subs_epi16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %x = arith.extsi %a : vector<32xi16> to vector<32xi32>
  %y = arith.extsi %b : vector<32xi16> to vector<32xi32>
  %s = arith.subi %x, %y : vector<32xi32>
  %lo = arith.constant dense<-32768> : vector<32xi32>
  %hi = arith.constant dense<32767> : vector<32xi32>
  %l = arith.maxsi %s, %lo : vector<32xi32>
  %c = arith.minsi %l, %hi : vector<32xi32>
  %r = arith.trunci %c : vector<32xi32> to vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_adds_epu16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %x = arith.extui %a : vector<32xi16> to vector<32xi32>
  %y = arith.extui %b : vector<32xi16> to vector<32xi32>
  %s = arith.addi %x, %y : vector<32xi32>
  %lo = arith.constant dense<0> : vector<32xi32>
  %hi = arith.constant dense<65535> : vector<32xi32>
  %l = arith.maxsi %s, %lo : vector<32xi32>
  %c = arith.minsi %l, %hi : vector<32xi32>
  %r = arith.trunci %c : vector<32xi32> to vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_subs_epu16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %x = arith.extui %a : vector<32xi16> to vector<32xi32>
  %y = arith.extui %b : vector<32xi16> to vector<32xi32>
  %s = arith.subi %x, %y : vector<32xi32>
  %lo = arith.constant dense<0> : vector<32xi32>
  %hi = arith.constant dense<65535> : vector<32xi32>
  %l = arith.maxsi %s, %lo : vector<32xi32>
  %c = arith.minsi %l, %hi : vector<32xi32>
  %r = arith.trunci %c : vector<32xi32> to vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_mulhi_epi16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %x = arith.extsi %a : vector<32xi16> to vector<32xi32>
  %y = arith.extsi %b : vector<32xi16> to vector<32xi32>
  %s = arith.muli %x, %y : vector<32xi32>
  %c16 = arith.constant dense<16> : vector<32xi32>
  %h = arith.shrui %s, %c16 : vector<32xi32>
  %r = arith.trunci %h : vector<32xi32> to vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_mulhi_epu16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %x = arith.extui %a : vector<32xi16> to vector<32xi32>
  %y = arith.extui %b : vector<32xi16> to vector<32xi32>
  %s = arith.muli %x, %y : vector<32xi32>
  %c16 = arith.constant dense<16> : vector<32xi32>
  %h = arith.shrui %s, %c16 : vector<32xi32>
  %r = arith.trunci %h : vector<32xi32> to vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_slli_epi16(%a: vector<32xi16>, %n: i32 {xpiler.immediate = [0, 1, 3, 8, 15, 16, 255]}) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %width = arith.constant 16 : i32
  %last = arith.constant 15 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %by = arith.trunci %by32 : i32 to i16
  %all = vector.broadcast %by : i16 to vector<32xi16>
  %x = arith.shli %a, %all : vector<32xi16>
  %zero = arith.constant dense<0> : vector<32xi16>
  %r = arith.select %in, %x, %zero : vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_srli_epi16(%a: vector<32xi16>, %n: i32 {xpiler.immediate = [0, 1, 3, 8, 15, 16, 255]}) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %width = arith.constant 16 : i32
  %last = arith.constant 15 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %by = arith.trunci %by32 : i32 to i16
  %all = vector.broadcast %by : i16 to vector<32xi16>
  %x = arith.shrui %a, %all : vector<32xi16>
  %zero = arith.constant dense<0> : vector<32xi16>
  %r = arith.select %in, %x, %zero : vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_srai_epi16(%a: vector<32xi16>, %n: i32 {xpiler.immediate = [0, 1, 3, 8, 15, 16, 255]}) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %width = arith.constant 16 : i32
  %last = arith.constant 15 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %by = arith.trunci %by32 : i32 to i16
  %all = vector.broadcast %by : i16 to vector<32xi16>
  %x = arith.shrsi %a, %all : vector<32xi16>
  return %x : vector<32xi16>
}

func.func @_mm512_slli_epi32(%a: vector<16xi32>, %n: i32 {xpiler.immediate = [0, 1, 3, 16, 31, 32, 255]}) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %width = arith.constant 32 : i32
  %last = arith.constant 31 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %all = vector.broadcast %by32 : i32 to vector<16xi32>
  %x = arith.shli %a, %all : vector<16xi32>
  %zero = arith.constant dense<0> : vector<16xi32>
  %r = arith.select %in, %x, %zero : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_srli_epi32(%a: vector<16xi32>, %n: i32 {xpiler.immediate = [0, 1, 3, 16, 31, 32, 255]}) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %width = arith.constant 32 : i32
  %last = arith.constant 31 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %all = vector.broadcast %by32 : i32 to vector<16xi32>
  %x = arith.shrui %a, %all : vector<16xi32>
  %zero = arith.constant dense<0> : vector<16xi32>
  %r = arith.select %in, %x, %zero : vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_srai_epi32(%a: vector<16xi32>, %n: i32 {xpiler.immediate = [0, 1, 3, 16, 31, 32, 255]}) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %width = arith.constant 32 : i32
  %last = arith.constant 31 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %all = vector.broadcast %by32 : i32 to vector<16xi32>
  %x = arith.shrsi %a, %all : vector<16xi32>
  return %x : vector<16xi32>
}

func.func @_mm512_slli_epi64(%a: vector<8xi64>, %n: i32 {xpiler.immediate = [0, 1, 3, 32, 63, 64, 255]}) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %width = arith.constant 64 : i32
  %last = arith.constant 63 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %by = arith.extui %by32 : i32 to i64
  %all = vector.broadcast %by : i64 to vector<8xi64>
  %x = arith.shli %a, %all : vector<8xi64>
  %zero = arith.constant dense<0> : vector<8xi64>
  %r = arith.select %in, %x, %zero : vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_srli_epi64(%a: vector<8xi64>, %n: i32 {xpiler.immediate = [0, 1, 3, 32, 63, 64, 255]}) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %width = arith.constant 64 : i32
  %last = arith.constant 63 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %by = arith.extui %by32 : i32 to i64
  %all = vector.broadcast %by : i64 to vector<8xi64>
  %x = arith.shrui %a, %all : vector<8xi64>
  %zero = arith.constant dense<0> : vector<8xi64>
  %r = arith.select %in, %x, %zero : vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_srai_epi64(%a: vector<8xi64>, %n: i32 {xpiler.immediate = [0, 1, 3, 32, 63, 64, 255]}) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %width = arith.constant 64 : i32
  %last = arith.constant 63 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %by = arith.extui %by32 : i32 to i64
  %all = vector.broadcast %by : i64 to vector<8xi64>
  %x = arith.shrsi %a, %all : vector<8xi64>
  return %x : vector<8xi64>
}

func.func @_mm512_sllv_epi32(%a: vector<16xi32>, %n: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %width = arith.constant dense<32> : vector<16xi32>
  %last = arith.constant dense<31> : vector<16xi32>
  %in = arith.cmpi ult, %n, %width : vector<16xi32>
  %by = arith.select %in, %n, %last : vector<16xi1>, vector<16xi32>
  %x = arith.shli %a, %by : vector<16xi32>
  %zero = arith.constant dense<0> : vector<16xi32>
  %r = arith.select %in, %x, %zero : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_srlv_epi32(%a: vector<16xi32>, %n: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %width = arith.constant dense<32> : vector<16xi32>
  %last = arith.constant dense<31> : vector<16xi32>
  %in = arith.cmpi ult, %n, %width : vector<16xi32>
  %by = arith.select %in, %n, %last : vector<16xi1>, vector<16xi32>
  %x = arith.shrui %a, %by : vector<16xi32>
  %zero = arith.constant dense<0> : vector<16xi32>
  %r = arith.select %in, %x, %zero : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_srav_epi32(%a: vector<16xi32>, %n: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %width = arith.constant dense<32> : vector<16xi32>
  %last = arith.constant dense<31> : vector<16xi32>
  %in = arith.cmpi ult, %n, %width : vector<16xi32>
  %by = arith.select %in, %n, %last : vector<16xi1>, vector<16xi32>
  %x = arith.shrsi %a, %by : vector<16xi32>
  return %x : vector<16xi32>
}

// Four products of unsigned by signed bytes are added to each lane of 32 bits, which wraps.
func.func @_mm512_dpbusd_epi32(%src: vector<16xi32>, %a: vector<64xi8>, %b: vector<64xi8>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_VNNI", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi32>
  scf.for %l = %c0 to %c16 step %c1 {
    %first = vector.extract %src[%l] : i32 from vector<16xi32>
    memref.store %first, %to[%l] : memref<16xi32>
    scf.for %e = %c0 to %c4 step %c1 {
      %group = arith.muli %l, %c4 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i8 from vector<64xi8>
      %y = vector.extract %b[%at] : i8 from vector<64xi8>
      %xw = arith.extui %x : i8 to i32
      %yw = arith.extsi %y : i8 to i32
      %p = arith.muli %xw, %yw : i32
      %before = memref.load %to[%l] : memref<16xi32>
      %after = arith.addi %before, %p : i32
      memref.store %after, %to[%l] : memref<16xi32>
    }
  }
  %r = vector.load %to[%c0] : memref<16xi32>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_dpwssd_epi32(%src: vector<16xi32>, %a: vector<32xi16>, %b: vector<32xi16>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_VNNI", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi32>
  scf.for %l = %c0 to %c16 step %c1 {
    %first = vector.extract %src[%l] : i32 from vector<16xi32>
    memref.store %first, %to[%l] : memref<16xi32>
    scf.for %e = %c0 to %c2 step %c1 {
      %group = arith.muli %l, %c2 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i16 from vector<32xi16>
      %y = vector.extract %b[%at] : i16 from vector<32xi16>
      %xw = arith.extsi %x : i16 to i32
      %yw = arith.extsi %y : i16 to i32
      %p = arith.muli %xw, %yw : i32
      %before = memref.load %to[%l] : memref<16xi32>
      %after = arith.addi %before, %p : i32
      memref.store %after, %to[%l] : memref<16xi32>
    }
  }
  %r = vector.load %to[%c0] : memref<16xi32>, vector<16xi32>
  return %r : vector<16xi32>
}

// The sum does not wrap, it stays at the largest or smallest integer.
func.func @_mm512_dpbusds_epi32(%src: vector<16xi32>, %a: vector<64xi8>, %b: vector<64xi8>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_VNNI", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %lo = arith.constant -2147483648 : i64
  %hi = arith.constant 2147483647 : i64
  %sum = memref.alloca() : memref<16xi64>
  %to = memref.alloca() : memref<16xi32>
  scf.for %l = %c0 to %c16 step %c1 {
    %first = vector.extract %src[%l] : i32 from vector<16xi32>
    %wide = arith.extsi %first : i32 to i64
    memref.store %wide, %sum[%l] : memref<16xi64>
    scf.for %e = %c0 to %c4 step %c1 {
      %group = arith.muli %l, %c4 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i8 from vector<64xi8>
      %y = vector.extract %b[%at] : i8 from vector<64xi8>
      %xw = arith.extui %x : i8 to i64
      %yw = arith.extsi %y : i8 to i64
      %p = arith.muli %xw, %yw : i64
      %before = memref.load %sum[%l] : memref<16xi64>
      %after = arith.addi %before, %p : i64
      memref.store %after, %sum[%l] : memref<16xi64>
    }
    %s = memref.load %sum[%l] : memref<16xi64>
    %s0 = arith.maxsi %s, %lo : i64
    %s1 = arith.minsi %s0, %hi : i64
    %clamped = arith.trunci %s1 : i64 to i32
    memref.store %clamped, %to[%l] : memref<16xi32>
  }
  %r = vector.load %to[%c0] : memref<16xi32>, vector<16xi32>
  return %r : vector<16xi32>
}

// The sum does not wrap, it stays at the largest or smallest integer.
func.func @_mm512_dpwssds_epi32(%src: vector<16xi32>, %a: vector<32xi16>, %b: vector<32xi16>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_VNNI", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  %lo = arith.constant -2147483648 : i64
  %hi = arith.constant 2147483647 : i64
  %sum = memref.alloca() : memref<16xi64>
  %to = memref.alloca() : memref<16xi32>
  scf.for %l = %c0 to %c16 step %c1 {
    %first = vector.extract %src[%l] : i32 from vector<16xi32>
    %wide = arith.extsi %first : i32 to i64
    memref.store %wide, %sum[%l] : memref<16xi64>
    scf.for %e = %c0 to %c2 step %c1 {
      %group = arith.muli %l, %c2 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i16 from vector<32xi16>
      %y = vector.extract %b[%at] : i16 from vector<32xi16>
      %xw = arith.extsi %x : i16 to i64
      %yw = arith.extsi %y : i16 to i64
      %p = arith.muli %xw, %yw : i64
      %before = memref.load %sum[%l] : memref<16xi64>
      %after = arith.addi %before, %p : i64
      memref.store %after, %sum[%l] : memref<16xi64>
    }
    %s = memref.load %sum[%l] : memref<16xi64>
    %s0 = arith.maxsi %s, %lo : i64
    %s1 = arith.minsi %s0, %hi : i64
    %clamped = arith.trunci %s1 : i64 to i32
    memref.store %clamped, %to[%l] : memref<16xi32>
  }
  %r = vector.load %to[%c0] : memref<16xi32>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_madd_epi16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi32>
  scf.for %l = %c0 to %c16 step %c1 {
    %first = arith.constant 0 : i32
    memref.store %first, %to[%l] : memref<16xi32>
    scf.for %e = %c0 to %c2 step %c1 {
      %group = arith.muli %l, %c2 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i16 from vector<32xi16>
      %y = vector.extract %b[%at] : i16 from vector<32xi16>
      %xw = arith.extsi %x : i16 to i32
      %yw = arith.extsi %y : i16 to i32
      %p = arith.muli %xw, %yw : i32
      %before = memref.load %to[%l] : memref<16xi32>
      %after = arith.addi %before, %p : i32
      memref.store %after, %to[%l] : memref<16xi32>
    }
  }
  %r = vector.load %to[%c0] : memref<16xi32>, vector<16xi32>
  return %r : vector<16xi32>
}

// Unsigned by signed bytes; the sum of two products stays within 16 bits.
func.func @_mm512_maddubs_epi16(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c32 = arith.constant 32 : index
  %lo = arith.constant -32768 : i32
  %hi = arith.constant 32767 : i32
  %sum = memref.alloca() : memref<32xi32>
  %to = memref.alloca() : memref<32xi16>
  scf.for %l = %c0 to %c32 step %c1 {
    %first = arith.constant 0 : i32
    memref.store %first, %sum[%l] : memref<32xi32>
    scf.for %e = %c0 to %c2 step %c1 {
      %group = arith.muli %l, %c2 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i8 from vector<64xi8>
      %y = vector.extract %b[%at] : i8 from vector<64xi8>
      %xw = arith.extui %x : i8 to i32
      %yw = arith.extsi %y : i8 to i32
      %p = arith.muli %xw, %yw : i32
      %before = memref.load %sum[%l] : memref<32xi32>
      %after = arith.addi %before, %p : i32
      memref.store %after, %sum[%l] : memref<32xi32>
    }
    %s = memref.load %sum[%l] : memref<32xi32>
    %s0 = arith.maxsi %s, %lo : i32
    %s1 = arith.minsi %s0, %hi : i32
    %clamped = arith.trunci %s1 : i32 to i16
    memref.store %clamped, %to[%l] : memref<32xi16>
  }
  %r = vector.load %to[%c0] : memref<32xi16>, vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_unpacklo_epi8(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %to = memref.alloca() : memref<64xi8>
  scf.for %l = %c0 to %c64 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c16 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %x = vector.extract %a[%from0] : i8 from vector<64xi8>
    %y = vector.extract %b[%from0] : i8 from vector<64xi8>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i8
    memref.store %v, %to[%l] : memref<64xi8>
  }
  %r = vector.load %to[%c0] : memref<64xi8>, vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_unpackhi_epi8(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %to = memref.alloca() : memref<64xi8>
  scf.for %l = %c0 to %c64 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c16 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %from = arith.addi %from0, %c8 : index
    %x = vector.extract %a[%from] : i8 from vector<64xi8>
    %y = vector.extract %b[%from] : i8 from vector<64xi8>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i8
    memref.store %v, %to[%l] : memref<64xi8>
  }
  %r = vector.load %to[%c0] : memref<64xi8>, vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_unpacklo_epi16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c32 = arith.constant 32 : index
  %to = memref.alloca() : memref<32xi16>
  scf.for %l = %c0 to %c32 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c8 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %x = vector.extract %a[%from0] : i16 from vector<32xi16>
    %y = vector.extract %b[%from0] : i16 from vector<32xi16>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i16
    memref.store %v, %to[%l] : memref<32xi16>
  }
  %r = vector.load %to[%c0] : memref<32xi16>, vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_unpackhi_epi16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c32 = arith.constant 32 : index
  %to = memref.alloca() : memref<32xi16>
  scf.for %l = %c0 to %c32 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c8 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %from = arith.addi %from0, %c4 : index
    %x = vector.extract %a[%from] : i16 from vector<32xi16>
    %y = vector.extract %b[%from] : i16 from vector<32xi16>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i16
    memref.store %v, %to[%l] : memref<32xi16>
  }
  %r = vector.load %to[%c0] : memref<32xi16>, vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_unpacklo_epi32(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi32>
  scf.for %l = %c0 to %c16 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %x = vector.extract %a[%from0] : i32 from vector<16xi32>
    %y = vector.extract %b[%from0] : i32 from vector<16xi32>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i32
    memref.store %v, %to[%l] : memref<16xi32>
  }
  %r = vector.load %to[%c0] : memref<16xi32>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_unpackhi_epi32(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi32>
  scf.for %l = %c0 to %c16 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %from = arith.addi %from0, %c2 : index
    %x = vector.extract %a[%from] : i32 from vector<16xi32>
    %y = vector.extract %b[%from] : i32 from vector<16xi32>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i32
    memref.store %v, %to[%l] : memref<16xi32>
  }
  %r = vector.load %to[%c0] : memref<16xi32>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_unpacklo_epi64(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi64>
  scf.for %l = %c0 to %c8 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c2 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %x = vector.extract %a[%from0] : i64 from vector<8xi64>
    %y = vector.extract %b[%from0] : i64 from vector<8xi64>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i64
    memref.store %v, %to[%l] : memref<8xi64>
  }
  %r = vector.load %to[%c0] : memref<8xi64>, vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_unpackhi_epi64(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi64>
  scf.for %l = %c0 to %c8 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c2 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %from = arith.addi %from0, %c1 : index
    %x = vector.extract %a[%from] : i64 from vector<8xi64>
    %y = vector.extract %b[%from] : i64 from vector<8xi64>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i64
    memref.store %v, %to[%l] : memref<8xi64>
  }
  %r = vector.load %to[%c0] : memref<8xi64>, vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_shuffle_epi32(%a: vector<16xi32>, %imm: i32 {xpiler.immediate = [0, 27, 78, 177, 228, 255, 147]}) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi32>
  scf.for %l = %c0 to %c16 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %by = arith.muli %in, %two : index
    %by32 = arith.index_cast %by : index to i32
    %shifted = arith.shrui %imm, %by32 : i32
    %three = arith.constant 3 : i32
    %pick = arith.andi %shifted, %three : i32
    %at = arith.index_castui %pick : i32 to index
    %from = arith.addi %first, %at : index
    %v = vector.extract %a[%from] : i32 from vector<16xi32>
    memref.store %v, %to[%l] : memref<16xi32>
  }
  %r = vector.load %to[%c0] : memref<16xi32>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_shuffle_epi8(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %to = memref.alloca() : memref<64xi8>
  scf.for %l = %c0 to %c64 step %c1 {
    %i = vector.extract %b[%l] : i8 from vector<64xi8>
    %c15 = arith.constant 15 : i8
    %zero = arith.constant 0 : i8
    %low = arith.andi %i, %c15 : i8
    %at = arith.index_castui %low : i8 to index
    %in = arith.remui %l, %c16 : index
    %first = arith.subi %l, %in : index
    %from = arith.addi %first, %at : index
    %x = vector.extract %a[%from] : i8 from vector<64xi8>
    %off = arith.cmpi slt, %i, %zero : i8
    %v = arith.select %off, %zero, %x : i8
    memref.store %v, %to[%l] : memref<64xi8>
  }
  %r = vector.load %to[%c0] : memref<64xi8>, vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_packs_epi32(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c32 = arith.constant 32 : index
  %to = memref.alloca() : memref<32xi16>
  scf.for %l = %c0 to %c32 step %c1 {
    %in = arith.remui %l, %c8 : index
    %first = arith.subi %l, %in : index
    %half = arith.constant 2 : index
    %block = arith.divui %first, %half : index
    %lane = arith.remui %in, %c4 : index
    %from = arith.addi %block, %lane : index
    %x = vector.extract %a[%from] : i32 from vector<16xi32>
    %y = vector.extract %b[%from] : i32 from vector<16xi32>
    %low = arith.cmpi ult, %in, %c4 : index
    %z = arith.select %low, %x, %y : i32
    %lo = arith.constant -32768 : i32
    %hi = arith.constant 32767 : i32
    %z0 = arith.maxsi %z, %lo : i32
    %z1 = arith.minsi %z0, %hi : i32
    %v = arith.trunci %z1 : i32 to i16
    memref.store %v, %to[%l] : memref<32xi16>
  }
  %r = vector.load %to[%c0] : memref<32xi16>, vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_packus_epi32(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c32 = arith.constant 32 : index
  %to = memref.alloca() : memref<32xi16>
  scf.for %l = %c0 to %c32 step %c1 {
    %in = arith.remui %l, %c8 : index
    %first = arith.subi %l, %in : index
    %half = arith.constant 2 : index
    %block = arith.divui %first, %half : index
    %lane = arith.remui %in, %c4 : index
    %from = arith.addi %block, %lane : index
    %x = vector.extract %a[%from] : i32 from vector<16xi32>
    %y = vector.extract %b[%from] : i32 from vector<16xi32>
    %low = arith.cmpi ult, %in, %c4 : index
    %z = arith.select %low, %x, %y : i32
    %lo = arith.constant 0 : i32
    %hi = arith.constant 65535 : i32
    %z0 = arith.maxsi %z, %lo : i32
    %z1 = arith.minsi %z0, %hi : i32
    %v = arith.trunci %z1 : i32 to i16
    memref.store %v, %to[%l] : memref<32xi16>
  }
  %r = vector.load %to[%c0] : memref<32xi16>, vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_packs_epi16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %to = memref.alloca() : memref<64xi8>
  scf.for %l = %c0 to %c64 step %c1 {
    %in = arith.remui %l, %c16 : index
    %first = arith.subi %l, %in : index
    %half = arith.constant 2 : index
    %block = arith.divui %first, %half : index
    %lane = arith.remui %in, %c8 : index
    %from = arith.addi %block, %lane : index
    %x = vector.extract %a[%from] : i16 from vector<32xi16>
    %y = vector.extract %b[%from] : i16 from vector<32xi16>
    %low = arith.cmpi ult, %in, %c8 : index
    %z = arith.select %low, %x, %y : i16
    %lo = arith.constant -128 : i16
    %hi = arith.constant 127 : i16
    %z0 = arith.maxsi %z, %lo : i16
    %z1 = arith.minsi %z0, %hi : i16
    %v = arith.trunci %z1 : i16 to i8
    memref.store %v, %to[%l] : memref<64xi8>
  }
  %r = vector.load %to[%c0] : memref<64xi8>, vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_packus_epi16(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %to = memref.alloca() : memref<64xi8>
  scf.for %l = %c0 to %c64 step %c1 {
    %in = arith.remui %l, %c16 : index
    %first = arith.subi %l, %in : index
    %half = arith.constant 2 : index
    %block = arith.divui %first, %half : index
    %lane = arith.remui %in, %c8 : index
    %from = arith.addi %block, %lane : index
    %x = vector.extract %a[%from] : i16 from vector<32xi16>
    %y = vector.extract %b[%from] : i16 from vector<32xi16>
    %low = arith.cmpi ult, %in, %c8 : index
    %z = arith.select %low, %x, %y : i16
    %lo = arith.constant 0 : i16
    %hi = arith.constant 255 : i16
    %z0 = arith.maxsi %z, %lo : i16
    %z1 = arith.minsi %z0, %hi : i16
    %v = arith.trunci %z1 : i16 to i8
    memref.store %v, %to[%l] : memref<64xi8>
  }
  %r = vector.load %to[%c0] : memref<64xi8>, vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_loadu_si512(%p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}) -> !zmm
    attributes {xpiler.types = [i8, i16, i32, i64], xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?x!T>, !zmm
  return %r : !zmm
}

func.func @_mm512_storeu_si512(%p: memref<?x!T> {xpiler.ctype = "void *"}, %v: !zmm)
    attributes {xpiler.types = [i8, i16, i32, i64], xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?x!T>, !zmm
  return
}

func.func @_mm512_load_si512(%p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}) -> !zmm
    attributes {xpiler.types = [i8, i16, i32, i64], xpiler.align = 64, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?x!T>, !zmm
  return %r : !zmm
}

func.func @_mm512_store_si512(%p: memref<?x!T> {xpiler.ctype = "void *"}, %v: !zmm)
    attributes {xpiler.types = [i8, i16, i32, i64], xpiler.align = 64, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?x!T>, !zmm
  return
}

func.func @_mm512_loadu_si512(%p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<32xi16>
    attributes {xpiler.types = [f16, bf16], xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.load %p[%c0] : memref<?x!T>, !zmm
  %r = vector.bitcast %x : !zmm to vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_storeu_si512(%p: memref<?x!T> {xpiler.ctype = "void *"}, %v: vector<32xi16>)
    attributes {xpiler.types = [f16, bf16], xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.bitcast %v : vector<32xi16> to !zmm
  vector.store %x, %p[%c0] : memref<?x!T>, !zmm
  return
}

func.func @_mm512_load_si512(%p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<32xi16>
    attributes {xpiler.types = [f16, bf16], xpiler.align = 64, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.load %p[%c0] : memref<?x!T>, !zmm
  %r = vector.bitcast %x : !zmm to vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_store_si512(%p: memref<?x!T> {xpiler.ctype = "void *"}, %v: vector<32xi16>)
    attributes {xpiler.types = [f16, bf16], xpiler.align = 64, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.bitcast %v : vector<32xi16> to !zmm
  vector.store %x, %p[%c0] : memref<?x!T>, !zmm
  return
}

func.func @_mm512_loadu_si512(%p: memref<?xf32> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<16xi32>
    attributes {xpiler.types = [f32], xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.load %p[%c0] : memref<?xf32>, vector<16xf32>
  %r = vector.bitcast %x : vector<16xf32> to vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_storeu_si512(%p: memref<?xf32> {xpiler.ctype = "void *"}, %v: vector<16xi32>)
    attributes {xpiler.types = [f32], xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.bitcast %v : vector<16xi32> to vector<16xf32>
  vector.store %x, %p[%c0] : memref<?xf32>, vector<16xf32>
  return
}

func.func @_mm512_load_si512(%p: memref<?xf32> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<16xi32>
    attributes {xpiler.types = [f32], xpiler.align = 64, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.load %p[%c0] : memref<?xf32>, vector<16xf32>
  %r = vector.bitcast %x : vector<16xf32> to vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_store_si512(%p: memref<?xf32> {xpiler.ctype = "void *"}, %v: vector<16xi32>)
    attributes {xpiler.types = [f32], xpiler.align = 64, xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.bitcast %v : vector<16xi32> to vector<16xf32>
  vector.store %x, %p[%c0] : memref<?xf32>, vector<16xf32>
  return
}

func.func @_mm512_maskz_loadu_epi8(%m: vector<64xi1>, %p: memref<?xi8> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant dense<0> : vector<64xi8>
  %r = vector.maskedload %p[%c0], %m, %zero : memref<?xi8>, vector<64xi1>, vector<64xi8> into vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_mask_loadu_epi8(%other: vector<64xi8>, %m: vector<64xi1>, %p: memref<?xi8> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.maskedload %p[%c0], %m, %other : memref<?xi8>, vector<64xi1>, vector<64xi8> into vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_mask_storeu_epi8(%p: memref<?xi8> {xpiler.ctype = "void *"}, %m: vector<64xi1>, %v: vector<64xi8>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.maskedstore %p[%c0], %m, %v : memref<?xi8>, vector<64xi1>, vector<64xi8>
  return
}

func.func @_mm512_mask_mov_epi8(%src: vector<64xi8>, %m: vector<64xi1>, %a: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.select %m, %a, %src : vector<64xi1>, vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_maskz_mov_epi8(%m: vector<64xi1>, %a: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<64xi8>
  %r = arith.select %m, %a, %zero : vector<64xi1>, vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_mask_blend_epi8(%m: vector<64xi1>, %a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.select %m, %b, %a : vector<64xi1>, vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_mask_add_epi8(%src: vector<64xi8>, %m: vector<64xi1>, %a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %x = arith.addi %a, %b : vector<64xi8>
  %r = arith.select %m, %x, %src : vector<64xi1>, vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_maskz_add_epi8(%m: vector<64xi1>, %a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<64xi8>
  %x = arith.addi %a, %b : vector<64xi8>
  %r = arith.select %m, %x, %zero : vector<64xi1>, vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_mask_sub_epi8(%src: vector<64xi8>, %m: vector<64xi1>, %a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %x = arith.subi %a, %b : vector<64xi8>
  %r = arith.select %m, %x, %src : vector<64xi1>, vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_maskz_sub_epi8(%m: vector<64xi1>, %a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<64xi8>
  %x = arith.subi %a, %b : vector<64xi8>
  %r = arith.select %m, %x, %zero : vector<64xi1>, vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_cmpeq_epi8_mask(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<64xi8>
  return %r : vector<64xi1>
}

func.func @_mm512_cmpneq_epi8_mask(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<64xi8>
  return %r : vector<64xi1>
}

func.func @_mm512_cmplt_epi8_mask(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi slt, %a, %b : vector<64xi8>
  return %r : vector<64xi1>
}

func.func @_mm512_cmple_epi8_mask(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi sle, %a, %b : vector<64xi8>
  return %r : vector<64xi1>
}

func.func @_mm512_cmpgt_epi8_mask(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi sgt, %a, %b : vector<64xi8>
  return %r : vector<64xi1>
}

func.func @_mm512_cmpge_epi8_mask(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi sge, %a, %b : vector<64xi8>
  return %r : vector<64xi1>
}

func.func @_mm512_cmpeq_epu8_mask(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<64xi8>
  return %r : vector<64xi1>
}

func.func @_mm512_cmpneq_epu8_mask(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<64xi8>
  return %r : vector<64xi1>
}

func.func @_mm512_cmplt_epu8_mask(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi ult, %a, %b : vector<64xi8>
  return %r : vector<64xi1>
}

func.func @_mm512_cmple_epu8_mask(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi ule, %a, %b : vector<64xi8>
  return %r : vector<64xi1>
}

func.func @_mm512_cmpgt_epu8_mask(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi ugt, %a, %b : vector<64xi8>
  return %r : vector<64xi1>
}

func.func @_mm512_cmpge_epu8_mask(%a: vector<64xi8>, %b: vector<64xi8>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi uge, %a, %b : vector<64xi8>
  return %r : vector<64xi1>
}

func.func @_mm512_maskz_loadu_epi16(%m: vector<32xi1>, %p: memref<?xi16> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant dense<0> : vector<32xi16>
  %r = vector.maskedload %p[%c0], %m, %zero : memref<?xi16>, vector<32xi1>, vector<32xi16> into vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_mask_loadu_epi16(%other: vector<32xi16>, %m: vector<32xi1>, %p: memref<?xi16> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.maskedload %p[%c0], %m, %other : memref<?xi16>, vector<32xi1>, vector<32xi16> into vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_mask_storeu_epi16(%p: memref<?xi16> {xpiler.ctype = "void *"}, %m: vector<32xi1>, %v: vector<32xi16>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.maskedstore %p[%c0], %m, %v : memref<?xi16>, vector<32xi1>, vector<32xi16>
  return
}

func.func @_mm512_mask_mov_epi16(%src: vector<32xi16>, %m: vector<32xi1>, %a: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.select %m, %a, %src : vector<32xi1>, vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_maskz_mov_epi16(%m: vector<32xi1>, %a: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<32xi16>
  %r = arith.select %m, %a, %zero : vector<32xi1>, vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_mask_blend_epi16(%m: vector<32xi1>, %a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.select %m, %b, %a : vector<32xi1>, vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_mask_add_epi16(%src: vector<32xi16>, %m: vector<32xi1>, %a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %x = arith.addi %a, %b : vector<32xi16>
  %r = arith.select %m, %x, %src : vector<32xi1>, vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_maskz_add_epi16(%m: vector<32xi1>, %a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<32xi16>
  %x = arith.addi %a, %b : vector<32xi16>
  %r = arith.select %m, %x, %zero : vector<32xi1>, vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_mask_sub_epi16(%src: vector<32xi16>, %m: vector<32xi1>, %a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %x = arith.subi %a, %b : vector<32xi16>
  %r = arith.select %m, %x, %src : vector<32xi1>, vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_maskz_sub_epi16(%m: vector<32xi1>, %a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<32xi16>
  %x = arith.subi %a, %b : vector<32xi16>
  %r = arith.select %m, %x, %zero : vector<32xi1>, vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_cmpeq_epi16_mask(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<32xi16>
  return %r : vector<32xi1>
}

func.func @_mm512_cmpneq_epi16_mask(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<32xi16>
  return %r : vector<32xi1>
}

func.func @_mm512_cmplt_epi16_mask(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi slt, %a, %b : vector<32xi16>
  return %r : vector<32xi1>
}

func.func @_mm512_cmple_epi16_mask(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi sle, %a, %b : vector<32xi16>
  return %r : vector<32xi1>
}

func.func @_mm512_cmpgt_epi16_mask(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi sgt, %a, %b : vector<32xi16>
  return %r : vector<32xi1>
}

func.func @_mm512_cmpge_epi16_mask(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi sge, %a, %b : vector<32xi16>
  return %r : vector<32xi1>
}

func.func @_mm512_cmpeq_epu16_mask(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<32xi16>
  return %r : vector<32xi1>
}

func.func @_mm512_cmpneq_epu16_mask(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<32xi16>
  return %r : vector<32xi1>
}

func.func @_mm512_cmplt_epu16_mask(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi ult, %a, %b : vector<32xi16>
  return %r : vector<32xi1>
}

func.func @_mm512_cmple_epu16_mask(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi ule, %a, %b : vector<32xi16>
  return %r : vector<32xi1>
}

func.func @_mm512_cmpgt_epu16_mask(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi ugt, %a, %b : vector<32xi16>
  return %r : vector<32xi1>
}

func.func @_mm512_cmpge_epu16_mask(%a: vector<32xi16>, %b: vector<32xi16>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.cmpi uge, %a, %b : vector<32xi16>
  return %r : vector<32xi1>
}

func.func @_mm512_maskz_loadu_epi32(%m: vector<16xi1>, %p: memref<?xi32> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant dense<0> : vector<16xi32>
  %r = vector.maskedload %p[%c0], %m, %zero : memref<?xi32>, vector<16xi1>, vector<16xi32> into vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_mask_loadu_epi32(%other: vector<16xi32>, %m: vector<16xi1>, %p: memref<?xi32> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.maskedload %p[%c0], %m, %other : memref<?xi32>, vector<16xi1>, vector<16xi32> into vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_mask_storeu_epi32(%p: memref<?xi32> {xpiler.ctype = "void *"}, %m: vector<16xi1>, %v: vector<16xi32>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.maskedstore %p[%c0], %m, %v : memref<?xi32>, vector<16xi1>, vector<16xi32>
  return
}

func.func @_mm512_mask_mov_epi32(%src: vector<16xi32>, %m: vector<16xi1>, %a: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.select %m, %a, %src : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_maskz_mov_epi32(%m: vector<16xi1>, %a: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<16xi32>
  %r = arith.select %m, %a, %zero : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_mask_blend_epi32(%m: vector<16xi1>, %a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.select %m, %b, %a : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_mask_add_epi32(%src: vector<16xi32>, %m: vector<16xi1>, %a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.addi %a, %b : vector<16xi32>
  %r = arith.select %m, %x, %src : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_maskz_add_epi32(%m: vector<16xi1>, %a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<16xi32>
  %x = arith.addi %a, %b : vector<16xi32>
  %r = arith.select %m, %x, %zero : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_mask_sub_epi32(%src: vector<16xi32>, %m: vector<16xi1>, %a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.subi %a, %b : vector<16xi32>
  %r = arith.select %m, %x, %src : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_maskz_sub_epi32(%m: vector<16xi1>, %a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<16xi32>
  %x = arith.subi %a, %b : vector<16xi32>
  %r = arith.select %m, %x, %zero : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_mask_mullo_epi32(%src: vector<16xi32>, %m: vector<16xi1>, %a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.muli %a, %b : vector<16xi32>
  %r = arith.select %m, %x, %src : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_maskz_mullo_epi32(%m: vector<16xi1>, %a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<16xi32>
  %x = arith.muli %a, %b : vector<16xi32>
  %r = arith.select %m, %x, %zero : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_mask_max_epi32(%src: vector<16xi32>, %m: vector<16xi1>, %a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.maxsi %a, %b : vector<16xi32>
  %r = arith.select %m, %x, %src : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_maskz_max_epi32(%m: vector<16xi1>, %a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<16xi32>
  %x = arith.maxsi %a, %b : vector<16xi32>
  %r = arith.select %m, %x, %zero : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_mask_min_epi32(%src: vector<16xi32>, %m: vector<16xi1>, %a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.minsi %a, %b : vector<16xi32>
  %r = arith.select %m, %x, %src : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_maskz_min_epi32(%m: vector<16xi1>, %a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<16xi32>
  %x = arith.minsi %a, %b : vector<16xi32>
  %r = arith.select %m, %x, %zero : vector<16xi1>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_cmpeq_epi32_mask(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<16xi32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmpneq_epi32_mask(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<16xi32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmplt_epi32_mask(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi slt, %a, %b : vector<16xi32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmple_epi32_mask(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi sle, %a, %b : vector<16xi32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmpgt_epi32_mask(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi sgt, %a, %b : vector<16xi32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmpge_epi32_mask(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi sge, %a, %b : vector<16xi32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmpeq_epu32_mask(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<16xi32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmpneq_epu32_mask(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<16xi32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmplt_epu32_mask(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi ult, %a, %b : vector<16xi32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmple_epu32_mask(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi ule, %a, %b : vector<16xi32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmpgt_epu32_mask(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi ugt, %a, %b : vector<16xi32>
  return %r : vector<16xi1>
}

func.func @_mm512_cmpge_epu32_mask(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi uge, %a, %b : vector<16xi32>
  return %r : vector<16xi1>
}

func.func @_mm512_maskz_loadu_epi64(%m: vector<8xi1>, %p: memref<?xi64> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant dense<0> : vector<8xi64>
  %r = vector.maskedload %p[%c0], %m, %zero : memref<?xi64>, vector<8xi1>, vector<8xi64> into vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_mask_loadu_epi64(%other: vector<8xi64>, %m: vector<8xi1>, %p: memref<?xi64> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.maskedload %p[%c0], %m, %other : memref<?xi64>, vector<8xi1>, vector<8xi64> into vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_mask_storeu_epi64(%p: memref<?xi64> {xpiler.ctype = "void *"}, %m: vector<8xi1>, %v: vector<8xi64>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.maskedstore %p[%c0], %m, %v : memref<?xi64>, vector<8xi1>, vector<8xi64>
  return
}

func.func @_mm512_mask_mov_epi64(%src: vector<8xi64>, %m: vector<8xi1>, %a: vector<8xi64>) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.select %m, %a, %src : vector<8xi1>, vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_maskz_mov_epi64(%m: vector<8xi1>, %a: vector<8xi64>) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<8xi64>
  %r = arith.select %m, %a, %zero : vector<8xi1>, vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_mask_blend_epi64(%m: vector<8xi1>, %a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.select %m, %b, %a : vector<8xi1>, vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_mask_add_epi64(%src: vector<8xi64>, %m: vector<8xi1>, %a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.addi %a, %b : vector<8xi64>
  %r = arith.select %m, %x, %src : vector<8xi1>, vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_maskz_add_epi64(%m: vector<8xi1>, %a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<8xi64>
  %x = arith.addi %a, %b : vector<8xi64>
  %r = arith.select %m, %x, %zero : vector<8xi1>, vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_mask_sub_epi64(%src: vector<8xi64>, %m: vector<8xi1>, %a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.subi %a, %b : vector<8xi64>
  %r = arith.select %m, %x, %src : vector<8xi1>, vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_maskz_sub_epi64(%m: vector<8xi1>, %a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<8xi64>
  %x = arith.subi %a, %b : vector<8xi64>
  %r = arith.select %m, %x, %zero : vector<8xi1>, vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_cmpeq_epi64_mask(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<8xi64>
  return %r : vector<8xi1>
}

func.func @_mm512_cmpneq_epi64_mask(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<8xi64>
  return %r : vector<8xi1>
}

func.func @_mm512_cmplt_epi64_mask(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi slt, %a, %b : vector<8xi64>
  return %r : vector<8xi1>
}

func.func @_mm512_cmple_epi64_mask(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi sle, %a, %b : vector<8xi64>
  return %r : vector<8xi1>
}

func.func @_mm512_cmpgt_epi64_mask(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi sgt, %a, %b : vector<8xi64>
  return %r : vector<8xi1>
}

func.func @_mm512_cmpge_epi64_mask(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi sge, %a, %b : vector<8xi64>
  return %r : vector<8xi1>
}

func.func @_mm512_cmpeq_epu64_mask(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<8xi64>
  return %r : vector<8xi1>
}

func.func @_mm512_cmpneq_epu64_mask(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<8xi64>
  return %r : vector<8xi1>
}

func.func @_mm512_cmplt_epu64_mask(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi ult, %a, %b : vector<8xi64>
  return %r : vector<8xi1>
}

func.func @_mm512_cmple_epu64_mask(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi ule, %a, %b : vector<8xi64>
  return %r : vector<8xi1>
}

func.func @_mm512_cmpgt_epu64_mask(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi ugt, %a, %b : vector<8xi64>
  return %r : vector<8xi1>
}

func.func @_mm512_cmpge_epu64_mask(%a: vector<8xi64>, %b: vector<8xi64>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.cmpi uge, %a, %b : vector<8xi64>
  return %r : vector<8xi1>
}

// Bit k of a number says whether predicate k holds where a is less, equal or greater.
func.func @_mm512_cmp_epi32_mask(%a: vector<16xi32>, %b: vector<16xi32>, %imm: i32 {xpiler.immediate = [0, 1, 2, 3, 4, 5, 6, 7]}) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c7 = arith.constant 7 : i32
  %k = arith.andi %imm, %c7 : i32
  %ls = arith.constant 150 : i32
  %lk = arith.shrui %ls, %k : i32
  %lb = arith.trunci %lk : i32 to i1
  %lw = vector.broadcast %lb : i1 to vector<16xi1>
  %lc = arith.cmpi slt, %a, %b : vector<16xi32>
  %l = arith.andi %lw, %lc : vector<16xi1>
  %es = arith.constant 165 : i32
  %ek = arith.shrui %es, %k : i32
  %eb = arith.trunci %ek : i32 to i1
  %ew = vector.broadcast %eb : i1 to vector<16xi1>
  %ec = arith.cmpi eq, %a, %b : vector<16xi32>
  %e = arith.andi %ew, %ec : vector<16xi1>
  %gs = arith.constant 240 : i32
  %gk = arith.shrui %gs, %k : i32
  %gb = arith.trunci %gk : i32 to i1
  %gw = vector.broadcast %gb : i1 to vector<16xi1>
  %gc = arith.cmpi sgt, %a, %b : vector<16xi32>
  %g = arith.andi %gw, %gc : vector<16xi1>
  %le = arith.ori %l, %e : vector<16xi1>
  %r = arith.ori %le, %g : vector<16xi1>
  return %r : vector<16xi1>
}

// Bit k of a number says whether predicate k holds where a is less, equal or greater.
func.func @_mm512_cmp_epu32_mask(%a: vector<16xi32>, %b: vector<16xi32>, %imm: i32 {xpiler.immediate = [0, 1, 2, 3, 4, 5, 6, 7]}) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c7 = arith.constant 7 : i32
  %k = arith.andi %imm, %c7 : i32
  %ls = arith.constant 150 : i32
  %lk = arith.shrui %ls, %k : i32
  %lb = arith.trunci %lk : i32 to i1
  %lw = vector.broadcast %lb : i1 to vector<16xi1>
  %lc = arith.cmpi ult, %a, %b : vector<16xi32>
  %l = arith.andi %lw, %lc : vector<16xi1>
  %es = arith.constant 165 : i32
  %ek = arith.shrui %es, %k : i32
  %eb = arith.trunci %ek : i32 to i1
  %ew = vector.broadcast %eb : i1 to vector<16xi1>
  %ec = arith.cmpi eq, %a, %b : vector<16xi32>
  %e = arith.andi %ew, %ec : vector<16xi1>
  %gs = arith.constant 240 : i32
  %gk = arith.shrui %gs, %k : i32
  %gb = arith.trunci %gk : i32 to i1
  %gw = vector.broadcast %gb : i1 to vector<16xi1>
  %gc = arith.cmpi ugt, %a, %b : vector<16xi32>
  %g = arith.andi %gw, %gc : vector<16xi1>
  %le = arith.ori %l, %e : vector<16xi1>
  %r = arith.ori %le, %g : vector<16xi1>
  return %r : vector<16xi1>
}

func.func @_mm512_test_epi32_mask(%a: vector<16xi32>, %b: vector<16xi32>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %x = arith.andi %a, %b : vector<16xi32>
  %zero = arith.constant dense<0> : vector<16xi32>
  %r = arith.cmpi ne, %x, %zero : vector<16xi32>
  return %r : vector<16xi1>
}

func.func @_mm512_reduce_add_epi32(%v: vector<16xi32>) -> i32
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <add>, %v : vector<16xi32> into i32
  return %r : i32
}

func.func @_mm512_reduce_mul_epi32(%v: vector<16xi32>) -> i32
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <mul>, %v : vector<16xi32> into i32
  return %r : i32
}

func.func @_mm512_reduce_and_epi32(%v: vector<16xi32>) -> i32
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <and>, %v : vector<16xi32> into i32
  return %r : i32
}

func.func @_mm512_reduce_or_epi32(%v: vector<16xi32>) -> i32
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <or>, %v : vector<16xi32> into i32
  return %r : i32
}

func.func @_mm512_reduce_max_epi32(%v: vector<16xi32>) -> i32
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <maxsi>, %v : vector<16xi32> into i32
  return %r : i32
}

func.func @_mm512_reduce_min_epi32(%v: vector<16xi32>) -> i32
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <minsi>, %v : vector<16xi32> into i32
  return %r : i32
}

func.func @_mm512_reduce_max_epu32(%v: vector<16xi32>) -> i32
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <maxui>, %v : vector<16xi32> into i32
  return %r : i32
}

func.func @_mm512_reduce_min_epu32(%v: vector<16xi32>) -> i32
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <minui>, %v : vector<16xi32> into i32
  return %r : i32
}

func.func @_mm512_reduce_add_epi64(%v: vector<8xi64>) -> i64
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = vector.reduction <add>, %v : vector<8xi64> into i64
  return %r : i64
}

func.func @_mm512_mask_reduce_add_epi32(%m: vector<16xi1>, %v: vector<16xi32>) -> i32
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<16xi32>
  %x = arith.select %m, %v, %zero : vector<16xi1>, vector<16xi32>
  %r = vector.reduction <add>, %x : vector<16xi32> into i32
  return %r : i32
}

func.func @_mm512_permutexvar_epi32(%i: vector<16xi32>, %a: vector<16xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi32>
  scf.for %l = %c0 to %c16 step %c1 {
    %i32 = vector.extract %i[%l] : i32 from vector<16xi32>
    %c15 = arith.constant 15 : i32
    %low = arith.andi %i32, %c15 : i32
    %at = arith.index_castui %low : i32 to index
    %v = vector.extract %a[%at] : i32 from vector<16xi32>
    memref.store %v, %to[%l] : memref<16xi32>
  }
  %r = vector.load %to[%c0] : memref<16xi32>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm256_add_epi8(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.addi %a, %b : vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_sub_epi8(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.subi %a, %b : vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_set1_epi8(%x: i8) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : i8 to vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_add_epi16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.addi %a, %b : vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_sub_epi16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.subi %a, %b : vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_set1_epi16(%x: i16) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : i16 to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_add_epi32(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.addi %a, %b : vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_sub_epi32(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.subi %a, %b : vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_set1_epi32(%x: i32) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : i32 to vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_add_epi64(%a: vector<4xi64>, %b: vector<4xi64>) -> vector<4xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.addi %a, %b : vector<4xi64>
  return %r : vector<4xi64>
}

func.func @_mm256_sub_epi64(%a: vector<4xi64>, %b: vector<4xi64>) -> vector<4xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.subi %a, %b : vector<4xi64>
  return %r : vector<4xi64>
}

func.func @_mm256_set1_epi64x(%x: i64) -> vector<4xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : i64 to vector<4xi64>
  return %r : vector<4xi64>
}

func.func @_mm256_mullo_epi32(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.muli %a, %b : vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_mullo_epi16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.muli %a, %b : vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_max_epi8(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.maxsi %a, %b : vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_min_epi8(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.minsi %a, %b : vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_max_epu8(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.maxui %a, %b : vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_min_epu8(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.minui %a, %b : vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_max_epi16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.maxsi %a, %b : vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_min_epi16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.minsi %a, %b : vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_max_epu16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.maxui %a, %b : vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_min_epu16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.minui %a, %b : vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_max_epi32(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.maxsi %a, %b : vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_min_epi32(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.minsi %a, %b : vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_max_epu32(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.maxui %a, %b : vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_min_epu32(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.minui %a, %b : vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_abs_epi8(%a: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<32xi8>
  %n = arith.subi %zero, %a : vector<32xi8>
  %neg = arith.cmpi slt, %a, %zero : vector<32xi8>
  %r = arith.select %neg, %n, %a : vector<32xi1>, vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_abs_epi16(%a: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<16xi16>
  %n = arith.subi %zero, %a : vector<16xi16>
  %neg = arith.cmpi slt, %a, %zero : vector<16xi16>
  %r = arith.select %neg, %n, %a : vector<16xi1>, vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_abs_epi32(%a: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<8xi32>
  %n = arith.subi %zero, %a : vector<8xi32>
  %neg = arith.cmpi slt, %a, %zero : vector<8xi32>
  %r = arith.select %neg, %n, %a : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_and_si256(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.andi %a, %b : vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_or_si256(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.ori %a, %b : vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_xor_si256(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.xori %a, %b : vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_andnot_si256(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %ones = arith.constant dense<-1> : vector<8xi32>
  %n = arith.xori %a, %ones : vector<8xi32>
  %r = arith.andi %n, %b : vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_setzero_si256() -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %r = arith.constant dense<0> : vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_adds_epi8(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %x = arith.extsi %a : vector<32xi8> to vector<32xi16>
  %y = arith.extsi %b : vector<32xi8> to vector<32xi16>
  %s = arith.addi %x, %y : vector<32xi16>
  %lo = arith.constant dense<-128> : vector<32xi16>
  %hi = arith.constant dense<127> : vector<32xi16>
  %l = arith.maxsi %s, %lo : vector<32xi16>
  %c = arith.minsi %l, %hi : vector<32xi16>
  %r = arith.trunci %c : vector<32xi16> to vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_subs_epi8(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %x = arith.extsi %a : vector<32xi8> to vector<32xi16>
  %y = arith.extsi %b : vector<32xi8> to vector<32xi16>
  %s = arith.subi %x, %y : vector<32xi16>
  %lo = arith.constant dense<-128> : vector<32xi16>
  %hi = arith.constant dense<127> : vector<32xi16>
  %l = arith.maxsi %s, %lo : vector<32xi16>
  %c = arith.minsi %l, %hi : vector<32xi16>
  %r = arith.trunci %c : vector<32xi16> to vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_adds_epu8(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %x = arith.extui %a : vector<32xi8> to vector<32xi16>
  %y = arith.extui %b : vector<32xi8> to vector<32xi16>
  %s = arith.addi %x, %y : vector<32xi16>
  %lo = arith.constant dense<0> : vector<32xi16>
  %hi = arith.constant dense<255> : vector<32xi16>
  %l = arith.maxsi %s, %lo : vector<32xi16>
  %c = arith.minsi %l, %hi : vector<32xi16>
  %r = arith.trunci %c : vector<32xi16> to vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_subs_epu8(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %x = arith.extui %a : vector<32xi8> to vector<32xi16>
  %y = arith.extui %b : vector<32xi8> to vector<32xi16>
  %s = arith.subi %x, %y : vector<32xi16>
  %lo = arith.constant dense<0> : vector<32xi16>
  %hi = arith.constant dense<255> : vector<32xi16>
  %l = arith.maxsi %s, %lo : vector<32xi16>
  %c = arith.minsi %l, %hi : vector<32xi16>
  %r = arith.trunci %c : vector<32xi16> to vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_adds_epi16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %x = arith.extsi %a : vector<16xi16> to vector<16xi32>
  %y = arith.extsi %b : vector<16xi16> to vector<16xi32>
  %s = arith.addi %x, %y : vector<16xi32>
  %lo = arith.constant dense<-32768> : vector<16xi32>
  %hi = arith.constant dense<32767> : vector<16xi32>
  %l = arith.maxsi %s, %lo : vector<16xi32>
  %c = arith.minsi %l, %hi : vector<16xi32>
  %r = arith.trunci %c : vector<16xi32> to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_subs_epi16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %x = arith.extsi %a : vector<16xi16> to vector<16xi32>
  %y = arith.extsi %b : vector<16xi16> to vector<16xi32>
  %s = arith.subi %x, %y : vector<16xi32>
  %lo = arith.constant dense<-32768> : vector<16xi32>
  %hi = arith.constant dense<32767> : vector<16xi32>
  %l = arith.maxsi %s, %lo : vector<16xi32>
  %c = arith.minsi %l, %hi : vector<16xi32>
  %r = arith.trunci %c : vector<16xi32> to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_adds_epu16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %x = arith.extui %a : vector<16xi16> to vector<16xi32>
  %y = arith.extui %b : vector<16xi16> to vector<16xi32>
  %s = arith.addi %x, %y : vector<16xi32>
  %lo = arith.constant dense<0> : vector<16xi32>
  %hi = arith.constant dense<65535> : vector<16xi32>
  %l = arith.maxsi %s, %lo : vector<16xi32>
  %c = arith.minsi %l, %hi : vector<16xi32>
  %r = arith.trunci %c : vector<16xi32> to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_subs_epu16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %x = arith.extui %a : vector<16xi16> to vector<16xi32>
  %y = arith.extui %b : vector<16xi16> to vector<16xi32>
  %s = arith.subi %x, %y : vector<16xi32>
  %lo = arith.constant dense<0> : vector<16xi32>
  %hi = arith.constant dense<65535> : vector<16xi32>
  %l = arith.maxsi %s, %lo : vector<16xi32>
  %c = arith.minsi %l, %hi : vector<16xi32>
  %r = arith.trunci %c : vector<16xi32> to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_mulhi_epi16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %x = arith.extsi %a : vector<16xi16> to vector<16xi32>
  %y = arith.extsi %b : vector<16xi16> to vector<16xi32>
  %s = arith.muli %x, %y : vector<16xi32>
  %c16 = arith.constant dense<16> : vector<16xi32>
  %h = arith.shrui %s, %c16 : vector<16xi32>
  %r = arith.trunci %h : vector<16xi32> to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_mulhi_epu16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %x = arith.extui %a : vector<16xi16> to vector<16xi32>
  %y = arith.extui %b : vector<16xi16> to vector<16xi32>
  %s = arith.muli %x, %y : vector<16xi32>
  %c16 = arith.constant dense<16> : vector<16xi32>
  %h = arith.shrui %s, %c16 : vector<16xi32>
  %r = arith.trunci %h : vector<16xi32> to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_slli_epi16(%a: vector<16xi16>, %n: i32 {xpiler.immediate = [0, 1, 3, 8, 15, 16, 255]}) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %width = arith.constant 16 : i32
  %last = arith.constant 15 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %by = arith.trunci %by32 : i32 to i16
  %all = vector.broadcast %by : i16 to vector<16xi16>
  %x = arith.shli %a, %all : vector<16xi16>
  %zero = arith.constant dense<0> : vector<16xi16>
  %r = arith.select %in, %x, %zero : vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_srli_epi16(%a: vector<16xi16>, %n: i32 {xpiler.immediate = [0, 1, 3, 8, 15, 16, 255]}) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %width = arith.constant 16 : i32
  %last = arith.constant 15 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %by = arith.trunci %by32 : i32 to i16
  %all = vector.broadcast %by : i16 to vector<16xi16>
  %x = arith.shrui %a, %all : vector<16xi16>
  %zero = arith.constant dense<0> : vector<16xi16>
  %r = arith.select %in, %x, %zero : vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_srai_epi16(%a: vector<16xi16>, %n: i32 {xpiler.immediate = [0, 1, 3, 8, 15, 16, 255]}) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %width = arith.constant 16 : i32
  %last = arith.constant 15 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %by = arith.trunci %by32 : i32 to i16
  %all = vector.broadcast %by : i16 to vector<16xi16>
  %x = arith.shrsi %a, %all : vector<16xi16>
  return %x : vector<16xi16>
}

func.func @_mm256_slli_epi32(%a: vector<8xi32>, %n: i32 {xpiler.immediate = [0, 1, 3, 16, 31, 32, 255]}) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %width = arith.constant 32 : i32
  %last = arith.constant 31 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %all = vector.broadcast %by32 : i32 to vector<8xi32>
  %x = arith.shli %a, %all : vector<8xi32>
  %zero = arith.constant dense<0> : vector<8xi32>
  %r = arith.select %in, %x, %zero : vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_srli_epi32(%a: vector<8xi32>, %n: i32 {xpiler.immediate = [0, 1, 3, 16, 31, 32, 255]}) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %width = arith.constant 32 : i32
  %last = arith.constant 31 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %all = vector.broadcast %by32 : i32 to vector<8xi32>
  %x = arith.shrui %a, %all : vector<8xi32>
  %zero = arith.constant dense<0> : vector<8xi32>
  %r = arith.select %in, %x, %zero : vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_srai_epi32(%a: vector<8xi32>, %n: i32 {xpiler.immediate = [0, 1, 3, 16, 31, 32, 255]}) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %width = arith.constant 32 : i32
  %last = arith.constant 31 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %all = vector.broadcast %by32 : i32 to vector<8xi32>
  %x = arith.shrsi %a, %all : vector<8xi32>
  return %x : vector<8xi32>
}

func.func @_mm256_slli_epi64(%a: vector<4xi64>, %n: i32 {xpiler.immediate = [0, 1, 3, 32, 63, 64, 255]}) -> vector<4xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %width = arith.constant 64 : i32
  %last = arith.constant 63 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %by = arith.extui %by32 : i32 to i64
  %all = vector.broadcast %by : i64 to vector<4xi64>
  %x = arith.shli %a, %all : vector<4xi64>
  %zero = arith.constant dense<0> : vector<4xi64>
  %r = arith.select %in, %x, %zero : vector<4xi64>
  return %r : vector<4xi64>
}

func.func @_mm256_srli_epi64(%a: vector<4xi64>, %n: i32 {xpiler.immediate = [0, 1, 3, 32, 63, 64, 255]}) -> vector<4xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %width = arith.constant 64 : i32
  %last = arith.constant 63 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %by = arith.extui %by32 : i32 to i64
  %all = vector.broadcast %by : i64 to vector<4xi64>
  %x = arith.shrui %a, %all : vector<4xi64>
  %zero = arith.constant dense<0> : vector<4xi64>
  %r = arith.select %in, %x, %zero : vector<4xi64>
  return %r : vector<4xi64>
}

func.func @_mm256_sllv_epi32(%a: vector<8xi32>, %n: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %width = arith.constant dense<32> : vector<8xi32>
  %last = arith.constant dense<31> : vector<8xi32>
  %in = arith.cmpi ult, %n, %width : vector<8xi32>
  %by = arith.select %in, %n, %last : vector<8xi1>, vector<8xi32>
  %x = arith.shli %a, %by : vector<8xi32>
  %zero = arith.constant dense<0> : vector<8xi32>
  %r = arith.select %in, %x, %zero : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_srlv_epi32(%a: vector<8xi32>, %n: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %width = arith.constant dense<32> : vector<8xi32>
  %last = arith.constant dense<31> : vector<8xi32>
  %in = arith.cmpi ult, %n, %width : vector<8xi32>
  %by = arith.select %in, %n, %last : vector<8xi1>, vector<8xi32>
  %x = arith.shrui %a, %by : vector<8xi32>
  %zero = arith.constant dense<0> : vector<8xi32>
  %r = arith.select %in, %x, %zero : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_srav_epi32(%a: vector<8xi32>, %n: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %width = arith.constant dense<32> : vector<8xi32>
  %last = arith.constant dense<31> : vector<8xi32>
  %in = arith.cmpi ult, %n, %width : vector<8xi32>
  %by = arith.select %in, %n, %last : vector<8xi1>, vector<8xi32>
  %x = arith.shrsi %a, %by : vector<8xi32>
  return %x : vector<8xi32>
}

// Four products of unsigned by signed bytes are added to each lane of 32 bits, which wraps.
func.func @_mm256_dpbusd_epi32(%src: vector<8xi32>, %a: vector<32xi8>, %b: vector<32xi8>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_VNNI + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi32>
  scf.for %l = %c0 to %c8 step %c1 {
    %first = vector.extract %src[%l] : i32 from vector<8xi32>
    memref.store %first, %to[%l] : memref<8xi32>
    scf.for %e = %c0 to %c4 step %c1 {
      %group = arith.muli %l, %c4 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i8 from vector<32xi8>
      %y = vector.extract %b[%at] : i8 from vector<32xi8>
      %xw = arith.extui %x : i8 to i32
      %yw = arith.extsi %y : i8 to i32
      %p = arith.muli %xw, %yw : i32
      %before = memref.load %to[%l] : memref<8xi32>
      %after = arith.addi %before, %p : i32
      memref.store %after, %to[%l] : memref<8xi32>
    }
  }
  %r = vector.load %to[%c0] : memref<8xi32>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_dpwssd_epi32(%src: vector<8xi32>, %a: vector<16xi16>, %b: vector<16xi16>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_VNNI + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi32>
  scf.for %l = %c0 to %c8 step %c1 {
    %first = vector.extract %src[%l] : i32 from vector<8xi32>
    memref.store %first, %to[%l] : memref<8xi32>
    scf.for %e = %c0 to %c2 step %c1 {
      %group = arith.muli %l, %c2 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i16 from vector<16xi16>
      %y = vector.extract %b[%at] : i16 from vector<16xi16>
      %xw = arith.extsi %x : i16 to i32
      %yw = arith.extsi %y : i16 to i32
      %p = arith.muli %xw, %yw : i32
      %before = memref.load %to[%l] : memref<8xi32>
      %after = arith.addi %before, %p : i32
      memref.store %after, %to[%l] : memref<8xi32>
    }
  }
  %r = vector.load %to[%c0] : memref<8xi32>, vector<8xi32>
  return %r : vector<8xi32>
}

// The sum does not wrap, it stays at the largest or smallest integer.
func.func @_mm256_dpbusds_epi32(%src: vector<8xi32>, %a: vector<32xi8>, %b: vector<32xi8>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_VNNI + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %lo = arith.constant -2147483648 : i64
  %hi = arith.constant 2147483647 : i64
  %sum = memref.alloca() : memref<8xi64>
  %to = memref.alloca() : memref<8xi32>
  scf.for %l = %c0 to %c8 step %c1 {
    %first = vector.extract %src[%l] : i32 from vector<8xi32>
    %wide = arith.extsi %first : i32 to i64
    memref.store %wide, %sum[%l] : memref<8xi64>
    scf.for %e = %c0 to %c4 step %c1 {
      %group = arith.muli %l, %c4 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i8 from vector<32xi8>
      %y = vector.extract %b[%at] : i8 from vector<32xi8>
      %xw = arith.extui %x : i8 to i64
      %yw = arith.extsi %y : i8 to i64
      %p = arith.muli %xw, %yw : i64
      %before = memref.load %sum[%l] : memref<8xi64>
      %after = arith.addi %before, %p : i64
      memref.store %after, %sum[%l] : memref<8xi64>
    }
    %s = memref.load %sum[%l] : memref<8xi64>
    %s0 = arith.maxsi %s, %lo : i64
    %s1 = arith.minsi %s0, %hi : i64
    %clamped = arith.trunci %s1 : i64 to i32
    memref.store %clamped, %to[%l] : memref<8xi32>
  }
  %r = vector.load %to[%c0] : memref<8xi32>, vector<8xi32>
  return %r : vector<8xi32>
}

// The sum does not wrap, it stays at the largest or smallest integer.
func.func @_mm256_dpwssds_epi32(%src: vector<8xi32>, %a: vector<16xi16>, %b: vector<16xi16>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_VNNI + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %lo = arith.constant -2147483648 : i64
  %hi = arith.constant 2147483647 : i64
  %sum = memref.alloca() : memref<8xi64>
  %to = memref.alloca() : memref<8xi32>
  scf.for %l = %c0 to %c8 step %c1 {
    %first = vector.extract %src[%l] : i32 from vector<8xi32>
    %wide = arith.extsi %first : i32 to i64
    memref.store %wide, %sum[%l] : memref<8xi64>
    scf.for %e = %c0 to %c2 step %c1 {
      %group = arith.muli %l, %c2 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i16 from vector<16xi16>
      %y = vector.extract %b[%at] : i16 from vector<16xi16>
      %xw = arith.extsi %x : i16 to i64
      %yw = arith.extsi %y : i16 to i64
      %p = arith.muli %xw, %yw : i64
      %before = memref.load %sum[%l] : memref<8xi64>
      %after = arith.addi %before, %p : i64
      memref.store %after, %sum[%l] : memref<8xi64>
    }
    %s = memref.load %sum[%l] : memref<8xi64>
    %s0 = arith.maxsi %s, %lo : i64
    %s1 = arith.minsi %s0, %hi : i64
    %clamped = arith.trunci %s1 : i64 to i32
    memref.store %clamped, %to[%l] : memref<8xi32>
  }
  %r = vector.load %to[%c0] : memref<8xi32>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_dpbusd_avx_epi32(%src: vector<8xi32>, %a: vector<32xi8>, %b: vector<32xi8>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX_VNNI", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi32>
  scf.for %l = %c0 to %c8 step %c1 {
    %first = vector.extract %src[%l] : i32 from vector<8xi32>
    memref.store %first, %to[%l] : memref<8xi32>
    scf.for %e = %c0 to %c4 step %c1 {
      %group = arith.muli %l, %c4 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i8 from vector<32xi8>
      %y = vector.extract %b[%at] : i8 from vector<32xi8>
      %xw = arith.extui %x : i8 to i32
      %yw = arith.extsi %y : i8 to i32
      %p = arith.muli %xw, %yw : i32
      %before = memref.load %to[%l] : memref<8xi32>
      %after = arith.addi %before, %p : i32
      memref.store %after, %to[%l] : memref<8xi32>
    }
  }
  %r = vector.load %to[%c0] : memref<8xi32>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_madd_epi16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi32>
  scf.for %l = %c0 to %c8 step %c1 {
    %first = arith.constant 0 : i32
    memref.store %first, %to[%l] : memref<8xi32>
    scf.for %e = %c0 to %c2 step %c1 {
      %group = arith.muli %l, %c2 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i16 from vector<16xi16>
      %y = vector.extract %b[%at] : i16 from vector<16xi16>
      %xw = arith.extsi %x : i16 to i32
      %yw = arith.extsi %y : i16 to i32
      %p = arith.muli %xw, %yw : i32
      %before = memref.load %to[%l] : memref<8xi32>
      %after = arith.addi %before, %p : i32
      memref.store %after, %to[%l] : memref<8xi32>
    }
  }
  %r = vector.load %to[%c0] : memref<8xi32>, vector<8xi32>
  return %r : vector<8xi32>
}

// Unsigned by signed bytes; the sum of two products stays within 16 bits.
func.func @_mm256_maddubs_epi16(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  %lo = arith.constant -32768 : i32
  %hi = arith.constant 32767 : i32
  %sum = memref.alloca() : memref<16xi32>
  %to = memref.alloca() : memref<16xi16>
  scf.for %l = %c0 to %c16 step %c1 {
    %first = arith.constant 0 : i32
    memref.store %first, %sum[%l] : memref<16xi32>
    scf.for %e = %c0 to %c2 step %c1 {
      %group = arith.muli %l, %c2 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i8 from vector<32xi8>
      %y = vector.extract %b[%at] : i8 from vector<32xi8>
      %xw = arith.extui %x : i8 to i32
      %yw = arith.extsi %y : i8 to i32
      %p = arith.muli %xw, %yw : i32
      %before = memref.load %sum[%l] : memref<16xi32>
      %after = arith.addi %before, %p : i32
      memref.store %after, %sum[%l] : memref<16xi32>
    }
    %s = memref.load %sum[%l] : memref<16xi32>
    %s0 = arith.maxsi %s, %lo : i32
    %s1 = arith.minsi %s0, %hi : i32
    %clamped = arith.trunci %s1 : i32 to i16
    memref.store %clamped, %to[%l] : memref<16xi16>
  }
  %r = vector.load %to[%c0] : memref<16xi16>, vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_unpacklo_epi8(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %to = memref.alloca() : memref<32xi8>
  scf.for %l = %c0 to %c32 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c16 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %x = vector.extract %a[%from0] : i8 from vector<32xi8>
    %y = vector.extract %b[%from0] : i8 from vector<32xi8>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i8
    memref.store %v, %to[%l] : memref<32xi8>
  }
  %r = vector.load %to[%c0] : memref<32xi8>, vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_unpackhi_epi8(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %to = memref.alloca() : memref<32xi8>
  scf.for %l = %c0 to %c32 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c16 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %from = arith.addi %from0, %c8 : index
    %x = vector.extract %a[%from] : i8 from vector<32xi8>
    %y = vector.extract %b[%from] : i8 from vector<32xi8>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i8
    memref.store %v, %to[%l] : memref<32xi8>
  }
  %r = vector.load %to[%c0] : memref<32xi8>, vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_unpacklo_epi16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi16>
  scf.for %l = %c0 to %c16 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c8 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %x = vector.extract %a[%from0] : i16 from vector<16xi16>
    %y = vector.extract %b[%from0] : i16 from vector<16xi16>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i16
    memref.store %v, %to[%l] : memref<16xi16>
  }
  %r = vector.load %to[%c0] : memref<16xi16>, vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_unpackhi_epi16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi16>
  scf.for %l = %c0 to %c16 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c8 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %from = arith.addi %from0, %c4 : index
    %x = vector.extract %a[%from] : i16 from vector<16xi16>
    %y = vector.extract %b[%from] : i16 from vector<16xi16>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i16
    memref.store %v, %to[%l] : memref<16xi16>
  }
  %r = vector.load %to[%c0] : memref<16xi16>, vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_unpacklo_epi32(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi32>
  scf.for %l = %c0 to %c8 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %x = vector.extract %a[%from0] : i32 from vector<8xi32>
    %y = vector.extract %b[%from0] : i32 from vector<8xi32>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i32
    memref.store %v, %to[%l] : memref<8xi32>
  }
  %r = vector.load %to[%c0] : memref<8xi32>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_unpackhi_epi32(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi32>
  scf.for %l = %c0 to %c8 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %from = arith.addi %from0, %c2 : index
    %x = vector.extract %a[%from] : i32 from vector<8xi32>
    %y = vector.extract %b[%from] : i32 from vector<8xi32>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i32
    memref.store %v, %to[%l] : memref<8xi32>
  }
  %r = vector.load %to[%c0] : memref<8xi32>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_unpacklo_epi64(%a: vector<4xi64>, %b: vector<4xi64>) -> vector<4xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi64>
  scf.for %l = %c0 to %c4 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c2 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %x = vector.extract %a[%from0] : i64 from vector<4xi64>
    %y = vector.extract %b[%from0] : i64 from vector<4xi64>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i64
    memref.store %v, %to[%l] : memref<4xi64>
  }
  %r = vector.load %to[%c0] : memref<4xi64>, vector<4xi64>
  return %r : vector<4xi64>
}

func.func @_mm256_unpackhi_epi64(%a: vector<4xi64>, %b: vector<4xi64>) -> vector<4xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi64>
  scf.for %l = %c0 to %c4 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c2 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %from = arith.addi %from0, %c1 : index
    %x = vector.extract %a[%from] : i64 from vector<4xi64>
    %y = vector.extract %b[%from] : i64 from vector<4xi64>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i64
    memref.store %v, %to[%l] : memref<4xi64>
  }
  %r = vector.load %to[%c0] : memref<4xi64>, vector<4xi64>
  return %r : vector<4xi64>
}

func.func @_mm256_shuffle_epi32(%a: vector<8xi32>, %imm: i32 {xpiler.immediate = [0, 27, 78, 177, 228, 255, 147]}) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi32>
  scf.for %l = %c0 to %c8 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %by = arith.muli %in, %two : index
    %by32 = arith.index_cast %by : index to i32
    %shifted = arith.shrui %imm, %by32 : i32
    %three = arith.constant 3 : i32
    %pick = arith.andi %shifted, %three : i32
    %at = arith.index_castui %pick : i32 to index
    %from = arith.addi %first, %at : index
    %v = vector.extract %a[%from] : i32 from vector<8xi32>
    memref.store %v, %to[%l] : memref<8xi32>
  }
  %r = vector.load %to[%c0] : memref<8xi32>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_shuffle_epi8(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %to = memref.alloca() : memref<32xi8>
  scf.for %l = %c0 to %c32 step %c1 {
    %i = vector.extract %b[%l] : i8 from vector<32xi8>
    %c15 = arith.constant 15 : i8
    %zero = arith.constant 0 : i8
    %low = arith.andi %i, %c15 : i8
    %at = arith.index_castui %low : i8 to index
    %in = arith.remui %l, %c16 : index
    %first = arith.subi %l, %in : index
    %from = arith.addi %first, %at : index
    %x = vector.extract %a[%from] : i8 from vector<32xi8>
    %off = arith.cmpi slt, %i, %zero : i8
    %v = arith.select %off, %zero, %x : i8
    memref.store %v, %to[%l] : memref<32xi8>
  }
  %r = vector.load %to[%c0] : memref<32xi8>, vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_packs_epi32(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi16>
  scf.for %l = %c0 to %c16 step %c1 {
    %in = arith.remui %l, %c8 : index
    %first = arith.subi %l, %in : index
    %half = arith.constant 2 : index
    %block = arith.divui %first, %half : index
    %lane = arith.remui %in, %c4 : index
    %from = arith.addi %block, %lane : index
    %x = vector.extract %a[%from] : i32 from vector<8xi32>
    %y = vector.extract %b[%from] : i32 from vector<8xi32>
    %low = arith.cmpi ult, %in, %c4 : index
    %z = arith.select %low, %x, %y : i32
    %lo = arith.constant -32768 : i32
    %hi = arith.constant 32767 : i32
    %z0 = arith.maxsi %z, %lo : i32
    %z1 = arith.minsi %z0, %hi : i32
    %v = arith.trunci %z1 : i32 to i16
    memref.store %v, %to[%l] : memref<16xi16>
  }
  %r = vector.load %to[%c0] : memref<16xi16>, vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_packus_epi32(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi16>
  scf.for %l = %c0 to %c16 step %c1 {
    %in = arith.remui %l, %c8 : index
    %first = arith.subi %l, %in : index
    %half = arith.constant 2 : index
    %block = arith.divui %first, %half : index
    %lane = arith.remui %in, %c4 : index
    %from = arith.addi %block, %lane : index
    %x = vector.extract %a[%from] : i32 from vector<8xi32>
    %y = vector.extract %b[%from] : i32 from vector<8xi32>
    %low = arith.cmpi ult, %in, %c4 : index
    %z = arith.select %low, %x, %y : i32
    %lo = arith.constant 0 : i32
    %hi = arith.constant 65535 : i32
    %z0 = arith.maxsi %z, %lo : i32
    %z1 = arith.minsi %z0, %hi : i32
    %v = arith.trunci %z1 : i32 to i16
    memref.store %v, %to[%l] : memref<16xi16>
  }
  %r = vector.load %to[%c0] : memref<16xi16>, vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_packs_epi16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %to = memref.alloca() : memref<32xi8>
  scf.for %l = %c0 to %c32 step %c1 {
    %in = arith.remui %l, %c16 : index
    %first = arith.subi %l, %in : index
    %half = arith.constant 2 : index
    %block = arith.divui %first, %half : index
    %lane = arith.remui %in, %c8 : index
    %from = arith.addi %block, %lane : index
    %x = vector.extract %a[%from] : i16 from vector<16xi16>
    %y = vector.extract %b[%from] : i16 from vector<16xi16>
    %low = arith.cmpi ult, %in, %c8 : index
    %z = arith.select %low, %x, %y : i16
    %lo = arith.constant -128 : i16
    %hi = arith.constant 127 : i16
    %z0 = arith.maxsi %z, %lo : i16
    %z1 = arith.minsi %z0, %hi : i16
    %v = arith.trunci %z1 : i16 to i8
    memref.store %v, %to[%l] : memref<32xi8>
  }
  %r = vector.load %to[%c0] : memref<32xi8>, vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_packus_epi16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %to = memref.alloca() : memref<32xi8>
  scf.for %l = %c0 to %c32 step %c1 {
    %in = arith.remui %l, %c16 : index
    %first = arith.subi %l, %in : index
    %half = arith.constant 2 : index
    %block = arith.divui %first, %half : index
    %lane = arith.remui %in, %c8 : index
    %from = arith.addi %block, %lane : index
    %x = vector.extract %a[%from] : i16 from vector<16xi16>
    %y = vector.extract %b[%from] : i16 from vector<16xi16>
    %low = arith.cmpi ult, %in, %c8 : index
    %z = arith.select %low, %x, %y : i16
    %lo = arith.constant 0 : i16
    %hi = arith.constant 255 : i16
    %z0 = arith.maxsi %z, %lo : i16
    %z1 = arith.minsi %z0, %hi : i16
    %v = arith.trunci %z1 : i16 to i8
    memref.store %v, %to[%l] : memref<32xi8>
  }
  %r = vector.load %to[%c0] : memref<32xi8>, vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_loadu_si256(%p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}) -> !ymm
    attributes {xpiler.types = [i8, i16, i32, i64], xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?x!T>, !ymm
  return %r : !ymm
}

func.func @_mm256_storeu_si256(%p: memref<?x!T> {xpiler.ctype = "void *"}, %v: !ymm)
    attributes {xpiler.types = [i8, i16, i32, i64], xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?x!T>, !ymm
  return
}

func.func @_mm256_load_si256(%p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}) -> !ymm
    attributes {xpiler.types = [i8, i16, i32, i64], xpiler.align = 32, xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?x!T>, !ymm
  return %r : !ymm
}

func.func @_mm256_store_si256(%p: memref<?x!T> {xpiler.ctype = "void *"}, %v: !ymm)
    attributes {xpiler.types = [i8, i16, i32, i64], xpiler.align = 32, xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?x!T>, !ymm
  return
}

func.func @_mm256_loadu_si256(%p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<16xi16>
    attributes {xpiler.types = [f16, bf16], xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.load %p[%c0] : memref<?x!T>, !ymm
  %r = vector.bitcast %x : !ymm to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_storeu_si256(%p: memref<?x!T> {xpiler.ctype = "void *"}, %v: vector<16xi16>)
    attributes {xpiler.types = [f16, bf16], xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.bitcast %v : vector<16xi16> to !ymm
  vector.store %x, %p[%c0] : memref<?x!T>, !ymm
  return
}

func.func @_mm256_load_si256(%p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<16xi16>
    attributes {xpiler.types = [f16, bf16], xpiler.align = 32, xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.load %p[%c0] : memref<?x!T>, !ymm
  %r = vector.bitcast %x : !ymm to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_store_si256(%p: memref<?x!T> {xpiler.ctype = "void *"}, %v: vector<16xi16>)
    attributes {xpiler.types = [f16, bf16], xpiler.align = 32, xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.bitcast %v : vector<16xi16> to !ymm
  vector.store %x, %p[%c0] : memref<?x!T>, !ymm
  return
}

func.func @_mm256_loadu_si256(%p: memref<?xf32> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<8xi32>
    attributes {xpiler.types = [f32], xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.load %p[%c0] : memref<?xf32>, vector<8xf32>
  %r = vector.bitcast %x : vector<8xf32> to vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_storeu_si256(%p: memref<?xf32> {xpiler.ctype = "void *"}, %v: vector<8xi32>)
    attributes {xpiler.types = [f32], xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.bitcast %v : vector<8xi32> to vector<8xf32>
  vector.store %x, %p[%c0] : memref<?xf32>, vector<8xf32>
  return
}

func.func @_mm256_load_si256(%p: memref<?xf32> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<8xi32>
    attributes {xpiler.types = [f32], xpiler.align = 32, xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.load %p[%c0] : memref<?xf32>, vector<8xf32>
  %r = vector.bitcast %x : vector<8xf32> to vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_store_si256(%p: memref<?xf32> {xpiler.ctype = "void *"}, %v: vector<8xi32>)
    attributes {xpiler.types = [f32], xpiler.align = 32, xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.bitcast %v : vector<8xi32> to vector<8xf32>
  vector.store %x, %p[%c0] : memref<?xf32>, vector<8xf32>
  return
}

func.func @_mm256_maskz_loadu_epi8(%m: vector<32xi1>, %p: memref<?xi8> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant dense<0> : vector<32xi8>
  %r = vector.maskedload %p[%c0], %m, %zero : memref<?xi8>, vector<32xi1>, vector<32xi8> into vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_mask_loadu_epi8(%other: vector<32xi8>, %m: vector<32xi1>, %p: memref<?xi8> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.maskedload %p[%c0], %m, %other : memref<?xi8>, vector<32xi1>, vector<32xi8> into vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_mask_storeu_epi8(%p: memref<?xi8> {xpiler.ctype = "void *"}, %m: vector<32xi1>, %v: vector<32xi8>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.maskedstore %p[%c0], %m, %v : memref<?xi8>, vector<32xi1>, vector<32xi8>
  return
}

func.func @_mm256_mask_mov_epi8(%src: vector<32xi8>, %m: vector<32xi1>, %a: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.select %m, %a, %src : vector<32xi1>, vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_maskz_mov_epi8(%m: vector<32xi1>, %a: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<32xi8>
  %r = arith.select %m, %a, %zero : vector<32xi1>, vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_mask_blend_epi8(%m: vector<32xi1>, %a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.select %m, %b, %a : vector<32xi1>, vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_mask_add_epi8(%src: vector<32xi8>, %m: vector<32xi1>, %a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %x = arith.addi %a, %b : vector<32xi8>
  %r = arith.select %m, %x, %src : vector<32xi1>, vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_maskz_add_epi8(%m: vector<32xi1>, %a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<32xi8>
  %x = arith.addi %a, %b : vector<32xi8>
  %r = arith.select %m, %x, %zero : vector<32xi1>, vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_mask_sub_epi8(%src: vector<32xi8>, %m: vector<32xi1>, %a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %x = arith.subi %a, %b : vector<32xi8>
  %r = arith.select %m, %x, %src : vector<32xi1>, vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_maskz_sub_epi8(%m: vector<32xi1>, %a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<32xi8>
  %x = arith.subi %a, %b : vector<32xi8>
  %r = arith.select %m, %x, %zero : vector<32xi1>, vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_cmpeq_epi8_mask(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<32xi8>
  return %r : vector<32xi1>
}

func.func @_mm256_cmpneq_epi8_mask(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<32xi8>
  return %r : vector<32xi1>
}

func.func @_mm256_cmplt_epi8_mask(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi slt, %a, %b : vector<32xi8>
  return %r : vector<32xi1>
}

func.func @_mm256_cmple_epi8_mask(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi sle, %a, %b : vector<32xi8>
  return %r : vector<32xi1>
}

func.func @_mm256_cmpgt_epi8_mask(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi sgt, %a, %b : vector<32xi8>
  return %r : vector<32xi1>
}

func.func @_mm256_cmpge_epi8_mask(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi sge, %a, %b : vector<32xi8>
  return %r : vector<32xi1>
}

func.func @_mm256_cmpeq_epu8_mask(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<32xi8>
  return %r : vector<32xi1>
}

func.func @_mm256_cmpneq_epu8_mask(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<32xi8>
  return %r : vector<32xi1>
}

func.func @_mm256_cmplt_epu8_mask(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ult, %a, %b : vector<32xi8>
  return %r : vector<32xi1>
}

func.func @_mm256_cmple_epu8_mask(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ule, %a, %b : vector<32xi8>
  return %r : vector<32xi1>
}

func.func @_mm256_cmpgt_epu8_mask(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ugt, %a, %b : vector<32xi8>
  return %r : vector<32xi1>
}

func.func @_mm256_cmpge_epu8_mask(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi uge, %a, %b : vector<32xi8>
  return %r : vector<32xi1>
}

func.func @_mm256_cmpeq_epi8(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c = arith.cmpi eq, %a, %b : vector<32xi8>
  %r = arith.extsi %c : vector<32xi1> to vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_cmpgt_epi8(%a: vector<32xi8>, %b: vector<32xi8>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c = arith.cmpi sgt, %a, %b : vector<32xi8>
  %r = arith.extsi %c : vector<32xi1> to vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_maskz_loadu_epi16(%m: vector<16xi1>, %p: memref<?xi16> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant dense<0> : vector<16xi16>
  %r = vector.maskedload %p[%c0], %m, %zero : memref<?xi16>, vector<16xi1>, vector<16xi16> into vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_mask_loadu_epi16(%other: vector<16xi16>, %m: vector<16xi1>, %p: memref<?xi16> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.maskedload %p[%c0], %m, %other : memref<?xi16>, vector<16xi1>, vector<16xi16> into vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_mask_storeu_epi16(%p: memref<?xi16> {xpiler.ctype = "void *"}, %m: vector<16xi1>, %v: vector<16xi16>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.maskedstore %p[%c0], %m, %v : memref<?xi16>, vector<16xi1>, vector<16xi16>
  return
}

func.func @_mm256_mask_mov_epi16(%src: vector<16xi16>, %m: vector<16xi1>, %a: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.select %m, %a, %src : vector<16xi1>, vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_maskz_mov_epi16(%m: vector<16xi1>, %a: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<16xi16>
  %r = arith.select %m, %a, %zero : vector<16xi1>, vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_mask_blend_epi16(%m: vector<16xi1>, %a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.select %m, %b, %a : vector<16xi1>, vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_mask_add_epi16(%src: vector<16xi16>, %m: vector<16xi1>, %a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %x = arith.addi %a, %b : vector<16xi16>
  %r = arith.select %m, %x, %src : vector<16xi1>, vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_maskz_add_epi16(%m: vector<16xi1>, %a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<16xi16>
  %x = arith.addi %a, %b : vector<16xi16>
  %r = arith.select %m, %x, %zero : vector<16xi1>, vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_mask_sub_epi16(%src: vector<16xi16>, %m: vector<16xi1>, %a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %x = arith.subi %a, %b : vector<16xi16>
  %r = arith.select %m, %x, %src : vector<16xi1>, vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_maskz_sub_epi16(%m: vector<16xi1>, %a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<16xi16>
  %x = arith.subi %a, %b : vector<16xi16>
  %r = arith.select %m, %x, %zero : vector<16xi1>, vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_cmpeq_epi16_mask(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<16xi16>
  return %r : vector<16xi1>
}

func.func @_mm256_cmpneq_epi16_mask(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<16xi16>
  return %r : vector<16xi1>
}

func.func @_mm256_cmplt_epi16_mask(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi slt, %a, %b : vector<16xi16>
  return %r : vector<16xi1>
}

func.func @_mm256_cmple_epi16_mask(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi sle, %a, %b : vector<16xi16>
  return %r : vector<16xi1>
}

func.func @_mm256_cmpgt_epi16_mask(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi sgt, %a, %b : vector<16xi16>
  return %r : vector<16xi1>
}

func.func @_mm256_cmpge_epi16_mask(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi sge, %a, %b : vector<16xi16>
  return %r : vector<16xi1>
}

func.func @_mm256_cmpeq_epu16_mask(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<16xi16>
  return %r : vector<16xi1>
}

func.func @_mm256_cmpneq_epu16_mask(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<16xi16>
  return %r : vector<16xi1>
}

func.func @_mm256_cmplt_epu16_mask(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ult, %a, %b : vector<16xi16>
  return %r : vector<16xi1>
}

func.func @_mm256_cmple_epu16_mask(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ule, %a, %b : vector<16xi16>
  return %r : vector<16xi1>
}

func.func @_mm256_cmpgt_epu16_mask(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ugt, %a, %b : vector<16xi16>
  return %r : vector<16xi1>
}

func.func @_mm256_cmpge_epu16_mask(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi uge, %a, %b : vector<16xi16>
  return %r : vector<16xi1>
}

func.func @_mm256_cmpeq_epi16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c = arith.cmpi eq, %a, %b : vector<16xi16>
  %r = arith.extsi %c : vector<16xi1> to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_cmpgt_epi16(%a: vector<16xi16>, %b: vector<16xi16>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c = arith.cmpi sgt, %a, %b : vector<16xi16>
  %r = arith.extsi %c : vector<16xi1> to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_maskz_loadu_epi32(%m: vector<8xi1>, %p: memref<?xi32> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant dense<0> : vector<8xi32>
  %r = vector.maskedload %p[%c0], %m, %zero : memref<?xi32>, vector<8xi1>, vector<8xi32> into vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_mask_loadu_epi32(%other: vector<8xi32>, %m: vector<8xi1>, %p: memref<?xi32> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.maskedload %p[%c0], %m, %other : memref<?xi32>, vector<8xi1>, vector<8xi32> into vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_mask_storeu_epi32(%p: memref<?xi32> {xpiler.ctype = "void *"}, %m: vector<8xi1>, %v: vector<8xi32>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.maskedstore %p[%c0], %m, %v : memref<?xi32>, vector<8xi1>, vector<8xi32>
  return
}

func.func @_mm256_mask_mov_epi32(%src: vector<8xi32>, %m: vector<8xi1>, %a: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.select %m, %a, %src : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_maskz_mov_epi32(%m: vector<8xi1>, %a: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<8xi32>
  %r = arith.select %m, %a, %zero : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_mask_blend_epi32(%m: vector<8xi1>, %a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.select %m, %b, %a : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_mask_add_epi32(%src: vector<8xi32>, %m: vector<8xi1>, %a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %x = arith.addi %a, %b : vector<8xi32>
  %r = arith.select %m, %x, %src : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_maskz_add_epi32(%m: vector<8xi1>, %a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<8xi32>
  %x = arith.addi %a, %b : vector<8xi32>
  %r = arith.select %m, %x, %zero : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_mask_sub_epi32(%src: vector<8xi32>, %m: vector<8xi1>, %a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %x = arith.subi %a, %b : vector<8xi32>
  %r = arith.select %m, %x, %src : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_maskz_sub_epi32(%m: vector<8xi1>, %a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<8xi32>
  %x = arith.subi %a, %b : vector<8xi32>
  %r = arith.select %m, %x, %zero : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_mask_mullo_epi32(%src: vector<8xi32>, %m: vector<8xi1>, %a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %x = arith.muli %a, %b : vector<8xi32>
  %r = arith.select %m, %x, %src : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_maskz_mullo_epi32(%m: vector<8xi1>, %a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<8xi32>
  %x = arith.muli %a, %b : vector<8xi32>
  %r = arith.select %m, %x, %zero : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_mask_max_epi32(%src: vector<8xi32>, %m: vector<8xi1>, %a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %x = arith.maxsi %a, %b : vector<8xi32>
  %r = arith.select %m, %x, %src : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_maskz_max_epi32(%m: vector<8xi1>, %a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<8xi32>
  %x = arith.maxsi %a, %b : vector<8xi32>
  %r = arith.select %m, %x, %zero : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_mask_min_epi32(%src: vector<8xi32>, %m: vector<8xi1>, %a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %x = arith.minsi %a, %b : vector<8xi32>
  %r = arith.select %m, %x, %src : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_maskz_min_epi32(%m: vector<8xi1>, %a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<8xi32>
  %x = arith.minsi %a, %b : vector<8xi32>
  %r = arith.select %m, %x, %zero : vector<8xi1>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_cmpeq_epi32_mask(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<8xi32>
  return %r : vector<8xi1>
}

func.func @_mm256_cmpneq_epi32_mask(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<8xi32>
  return %r : vector<8xi1>
}

func.func @_mm256_cmplt_epi32_mask(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi slt, %a, %b : vector<8xi32>
  return %r : vector<8xi1>
}

func.func @_mm256_cmple_epi32_mask(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi sle, %a, %b : vector<8xi32>
  return %r : vector<8xi1>
}

func.func @_mm256_cmpgt_epi32_mask(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi sgt, %a, %b : vector<8xi32>
  return %r : vector<8xi1>
}

func.func @_mm256_cmpge_epi32_mask(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi sge, %a, %b : vector<8xi32>
  return %r : vector<8xi1>
}

func.func @_mm256_cmpeq_epu32_mask(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<8xi32>
  return %r : vector<8xi1>
}

func.func @_mm256_cmpneq_epu32_mask(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<8xi32>
  return %r : vector<8xi1>
}

func.func @_mm256_cmplt_epu32_mask(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ult, %a, %b : vector<8xi32>
  return %r : vector<8xi1>
}

func.func @_mm256_cmple_epu32_mask(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ule, %a, %b : vector<8xi32>
  return %r : vector<8xi1>
}

func.func @_mm256_cmpgt_epu32_mask(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ugt, %a, %b : vector<8xi32>
  return %r : vector<8xi1>
}

func.func @_mm256_cmpge_epu32_mask(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi uge, %a, %b : vector<8xi32>
  return %r : vector<8xi1>
}

func.func @_mm256_cmpeq_epi32(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c = arith.cmpi eq, %a, %b : vector<8xi32>
  %r = arith.extsi %c : vector<8xi1> to vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_cmpgt_epi32(%a: vector<8xi32>, %b: vector<8xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c = arith.cmpi sgt, %a, %b : vector<8xi32>
  %r = arith.extsi %c : vector<8xi1> to vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm_add_epi8(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.addi %a, %b : vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_sub_epi8(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.subi %a, %b : vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_set1_epi8(%x: i8) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : i8 to vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_add_epi16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.addi %a, %b : vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_sub_epi16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.subi %a, %b : vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_set1_epi16(%x: i16) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : i16 to vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_add_epi32(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.addi %a, %b : vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_sub_epi32(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.subi %a, %b : vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_set1_epi32(%x: i32) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : i32 to vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_add_epi64(%a: vector<2xi64>, %b: vector<2xi64>) -> vector<2xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.addi %a, %b : vector<2xi64>
  return %r : vector<2xi64>
}

func.func @_mm_sub_epi64(%a: vector<2xi64>, %b: vector<2xi64>) -> vector<2xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.subi %a, %b : vector<2xi64>
  return %r : vector<2xi64>
}

func.func @_mm_set1_epi64x(%x: i64) -> vector<2xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = vector.broadcast %x : i64 to vector<2xi64>
  return %r : vector<2xi64>
}

func.func @_mm_mullo_epi32(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE4.1", xpiler.evidence = "executed"} {
  %r = arith.muli %a, %b : vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_mullo_epi16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.muli %a, %b : vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_max_epi8(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE4.1", xpiler.evidence = "executed"} {
  %r = arith.maxsi %a, %b : vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_min_epi8(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE4.1", xpiler.evidence = "executed"} {
  %r = arith.minsi %a, %b : vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_max_epu8(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.maxui %a, %b : vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_min_epu8(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.minui %a, %b : vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_max_epi16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.maxsi %a, %b : vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_min_epi16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.minsi %a, %b : vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_max_epu16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE4.1", xpiler.evidence = "executed"} {
  %r = arith.maxui %a, %b : vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_min_epu16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE4.1", xpiler.evidence = "executed"} {
  %r = arith.minui %a, %b : vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_max_epi32(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE4.1", xpiler.evidence = "executed"} {
  %r = arith.maxsi %a, %b : vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_min_epi32(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE4.1", xpiler.evidence = "executed"} {
  %r = arith.minsi %a, %b : vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_max_epu32(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE4.1", xpiler.evidence = "executed"} {
  %r = arith.maxui %a, %b : vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_min_epu32(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE4.1", xpiler.evidence = "executed"} {
  %r = arith.minui %a, %b : vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_abs_epi8(%a: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSSE3", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<16xi8>
  %n = arith.subi %zero, %a : vector<16xi8>
  %neg = arith.cmpi slt, %a, %zero : vector<16xi8>
  %r = arith.select %neg, %n, %a : vector<16xi1>, vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_abs_epi16(%a: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSSE3", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<8xi16>
  %n = arith.subi %zero, %a : vector<8xi16>
  %neg = arith.cmpi slt, %a, %zero : vector<8xi16>
  %r = arith.select %neg, %n, %a : vector<8xi1>, vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_abs_epi32(%a: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSSE3", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<4xi32>
  %n = arith.subi %zero, %a : vector<4xi32>
  %neg = arith.cmpi slt, %a, %zero : vector<4xi32>
  %r = arith.select %neg, %n, %a : vector<4xi1>, vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_and_si128(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.andi %a, %b : vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_or_si128(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.ori %a, %b : vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_xor_si128(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.xori %a, %b : vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_andnot_si128(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %ones = arith.constant dense<-1> : vector<4xi32>
  %n = arith.xori %a, %ones : vector<4xi32>
  %r = arith.andi %n, %b : vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_setzero_si128() -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = arith.constant dense<0> : vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_adds_epi8(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %x = arith.extsi %a : vector<16xi8> to vector<16xi16>
  %y = arith.extsi %b : vector<16xi8> to vector<16xi16>
  %s = arith.addi %x, %y : vector<16xi16>
  %lo = arith.constant dense<-128> : vector<16xi16>
  %hi = arith.constant dense<127> : vector<16xi16>
  %l = arith.maxsi %s, %lo : vector<16xi16>
  %c = arith.minsi %l, %hi : vector<16xi16>
  %r = arith.trunci %c : vector<16xi16> to vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_subs_epi8(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %x = arith.extsi %a : vector<16xi8> to vector<16xi16>
  %y = arith.extsi %b : vector<16xi8> to vector<16xi16>
  %s = arith.subi %x, %y : vector<16xi16>
  %lo = arith.constant dense<-128> : vector<16xi16>
  %hi = arith.constant dense<127> : vector<16xi16>
  %l = arith.maxsi %s, %lo : vector<16xi16>
  %c = arith.minsi %l, %hi : vector<16xi16>
  %r = arith.trunci %c : vector<16xi16> to vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_adds_epu8(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %x = arith.extui %a : vector<16xi8> to vector<16xi16>
  %y = arith.extui %b : vector<16xi8> to vector<16xi16>
  %s = arith.addi %x, %y : vector<16xi16>
  %lo = arith.constant dense<0> : vector<16xi16>
  %hi = arith.constant dense<255> : vector<16xi16>
  %l = arith.maxsi %s, %lo : vector<16xi16>
  %c = arith.minsi %l, %hi : vector<16xi16>
  %r = arith.trunci %c : vector<16xi16> to vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_subs_epu8(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %x = arith.extui %a : vector<16xi8> to vector<16xi16>
  %y = arith.extui %b : vector<16xi8> to vector<16xi16>
  %s = arith.subi %x, %y : vector<16xi16>
  %lo = arith.constant dense<0> : vector<16xi16>
  %hi = arith.constant dense<255> : vector<16xi16>
  %l = arith.maxsi %s, %lo : vector<16xi16>
  %c = arith.minsi %l, %hi : vector<16xi16>
  %r = arith.trunci %c : vector<16xi16> to vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_adds_epi16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %x = arith.extsi %a : vector<8xi16> to vector<8xi32>
  %y = arith.extsi %b : vector<8xi16> to vector<8xi32>
  %s = arith.addi %x, %y : vector<8xi32>
  %lo = arith.constant dense<-32768> : vector<8xi32>
  %hi = arith.constant dense<32767> : vector<8xi32>
  %l = arith.maxsi %s, %lo : vector<8xi32>
  %c = arith.minsi %l, %hi : vector<8xi32>
  %r = arith.trunci %c : vector<8xi32> to vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_subs_epi16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %x = arith.extsi %a : vector<8xi16> to vector<8xi32>
  %y = arith.extsi %b : vector<8xi16> to vector<8xi32>
  %s = arith.subi %x, %y : vector<8xi32>
  %lo = arith.constant dense<-32768> : vector<8xi32>
  %hi = arith.constant dense<32767> : vector<8xi32>
  %l = arith.maxsi %s, %lo : vector<8xi32>
  %c = arith.minsi %l, %hi : vector<8xi32>
  %r = arith.trunci %c : vector<8xi32> to vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_adds_epu16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %x = arith.extui %a : vector<8xi16> to vector<8xi32>
  %y = arith.extui %b : vector<8xi16> to vector<8xi32>
  %s = arith.addi %x, %y : vector<8xi32>
  %lo = arith.constant dense<0> : vector<8xi32>
  %hi = arith.constant dense<65535> : vector<8xi32>
  %l = arith.maxsi %s, %lo : vector<8xi32>
  %c = arith.minsi %l, %hi : vector<8xi32>
  %r = arith.trunci %c : vector<8xi32> to vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_subs_epu16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %x = arith.extui %a : vector<8xi16> to vector<8xi32>
  %y = arith.extui %b : vector<8xi16> to vector<8xi32>
  %s = arith.subi %x, %y : vector<8xi32>
  %lo = arith.constant dense<0> : vector<8xi32>
  %hi = arith.constant dense<65535> : vector<8xi32>
  %l = arith.maxsi %s, %lo : vector<8xi32>
  %c = arith.minsi %l, %hi : vector<8xi32>
  %r = arith.trunci %c : vector<8xi32> to vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_mulhi_epi16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %x = arith.extsi %a : vector<8xi16> to vector<8xi32>
  %y = arith.extsi %b : vector<8xi16> to vector<8xi32>
  %s = arith.muli %x, %y : vector<8xi32>
  %c16 = arith.constant dense<16> : vector<8xi32>
  %h = arith.shrui %s, %c16 : vector<8xi32>
  %r = arith.trunci %h : vector<8xi32> to vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_mulhi_epu16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %x = arith.extui %a : vector<8xi16> to vector<8xi32>
  %y = arith.extui %b : vector<8xi16> to vector<8xi32>
  %s = arith.muli %x, %y : vector<8xi32>
  %c16 = arith.constant dense<16> : vector<8xi32>
  %h = arith.shrui %s, %c16 : vector<8xi32>
  %r = arith.trunci %h : vector<8xi32> to vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_slli_epi16(%a: vector<8xi16>, %n: i32 {xpiler.immediate = [0, 1, 3, 8, 15, 16, 255]}) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %width = arith.constant 16 : i32
  %last = arith.constant 15 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %by = arith.trunci %by32 : i32 to i16
  %all = vector.broadcast %by : i16 to vector<8xi16>
  %x = arith.shli %a, %all : vector<8xi16>
  %zero = arith.constant dense<0> : vector<8xi16>
  %r = arith.select %in, %x, %zero : vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_srli_epi16(%a: vector<8xi16>, %n: i32 {xpiler.immediate = [0, 1, 3, 8, 15, 16, 255]}) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %width = arith.constant 16 : i32
  %last = arith.constant 15 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %by = arith.trunci %by32 : i32 to i16
  %all = vector.broadcast %by : i16 to vector<8xi16>
  %x = arith.shrui %a, %all : vector<8xi16>
  %zero = arith.constant dense<0> : vector<8xi16>
  %r = arith.select %in, %x, %zero : vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_srai_epi16(%a: vector<8xi16>, %n: i32 {xpiler.immediate = [0, 1, 3, 8, 15, 16, 255]}) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %width = arith.constant 16 : i32
  %last = arith.constant 15 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %by = arith.trunci %by32 : i32 to i16
  %all = vector.broadcast %by : i16 to vector<8xi16>
  %x = arith.shrsi %a, %all : vector<8xi16>
  return %x : vector<8xi16>
}

func.func @_mm_slli_epi32(%a: vector<4xi32>, %n: i32 {xpiler.immediate = [0, 1, 3, 16, 31, 32, 255]}) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %width = arith.constant 32 : i32
  %last = arith.constant 31 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %all = vector.broadcast %by32 : i32 to vector<4xi32>
  %x = arith.shli %a, %all : vector<4xi32>
  %zero = arith.constant dense<0> : vector<4xi32>
  %r = arith.select %in, %x, %zero : vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_srli_epi32(%a: vector<4xi32>, %n: i32 {xpiler.immediate = [0, 1, 3, 16, 31, 32, 255]}) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %width = arith.constant 32 : i32
  %last = arith.constant 31 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %all = vector.broadcast %by32 : i32 to vector<4xi32>
  %x = arith.shrui %a, %all : vector<4xi32>
  %zero = arith.constant dense<0> : vector<4xi32>
  %r = arith.select %in, %x, %zero : vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_srai_epi32(%a: vector<4xi32>, %n: i32 {xpiler.immediate = [0, 1, 3, 16, 31, 32, 255]}) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %width = arith.constant 32 : i32
  %last = arith.constant 31 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %all = vector.broadcast %by32 : i32 to vector<4xi32>
  %x = arith.shrsi %a, %all : vector<4xi32>
  return %x : vector<4xi32>
}

func.func @_mm_slli_epi64(%a: vector<2xi64>, %n: i32 {xpiler.immediate = [0, 1, 3, 32, 63, 64, 255]}) -> vector<2xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %width = arith.constant 64 : i32
  %last = arith.constant 63 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %by = arith.extui %by32 : i32 to i64
  %all = vector.broadcast %by : i64 to vector<2xi64>
  %x = arith.shli %a, %all : vector<2xi64>
  %zero = arith.constant dense<0> : vector<2xi64>
  %r = arith.select %in, %x, %zero : vector<2xi64>
  return %r : vector<2xi64>
}

func.func @_mm_srli_epi64(%a: vector<2xi64>, %n: i32 {xpiler.immediate = [0, 1, 3, 32, 63, 64, 255]}) -> vector<2xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %width = arith.constant 64 : i32
  %last = arith.constant 63 : i32
  %in = arith.cmpi ult, %n, %width : i32
  %by32 = arith.select %in, %n, %last : i32
  %by = arith.extui %by32 : i32 to i64
  %all = vector.broadcast %by : i64 to vector<2xi64>
  %x = arith.shrui %a, %all : vector<2xi64>
  %zero = arith.constant dense<0> : vector<2xi64>
  %r = arith.select %in, %x, %zero : vector<2xi64>
  return %r : vector<2xi64>
}

func.func @_mm_sllv_epi32(%a: vector<4xi32>, %n: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %width = arith.constant dense<32> : vector<4xi32>
  %last = arith.constant dense<31> : vector<4xi32>
  %in = arith.cmpi ult, %n, %width : vector<4xi32>
  %by = arith.select %in, %n, %last : vector<4xi1>, vector<4xi32>
  %x = arith.shli %a, %by : vector<4xi32>
  %zero = arith.constant dense<0> : vector<4xi32>
  %r = arith.select %in, %x, %zero : vector<4xi1>, vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_srlv_epi32(%a: vector<4xi32>, %n: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %width = arith.constant dense<32> : vector<4xi32>
  %last = arith.constant dense<31> : vector<4xi32>
  %in = arith.cmpi ult, %n, %width : vector<4xi32>
  %by = arith.select %in, %n, %last : vector<4xi1>, vector<4xi32>
  %x = arith.shrui %a, %by : vector<4xi32>
  %zero = arith.constant dense<0> : vector<4xi32>
  %r = arith.select %in, %x, %zero : vector<4xi1>, vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_srav_epi32(%a: vector<4xi32>, %n: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %width = arith.constant dense<32> : vector<4xi32>
  %last = arith.constant dense<31> : vector<4xi32>
  %in = arith.cmpi ult, %n, %width : vector<4xi32>
  %by = arith.select %in, %n, %last : vector<4xi1>, vector<4xi32>
  %x = arith.shrsi %a, %by : vector<4xi32>
  return %x : vector<4xi32>
}

// Four products of unsigned by signed bytes are added to each lane of 32 bits, which wraps.
func.func @_mm_dpbusd_epi32(%src: vector<4xi32>, %a: vector<16xi8>, %b: vector<16xi8>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_VNNI + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %first = vector.extract %src[%l] : i32 from vector<4xi32>
    memref.store %first, %to[%l] : memref<4xi32>
    scf.for %e = %c0 to %c4 step %c1 {
      %group = arith.muli %l, %c4 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i8 from vector<16xi8>
      %y = vector.extract %b[%at] : i8 from vector<16xi8>
      %xw = arith.extui %x : i8 to i32
      %yw = arith.extsi %y : i8 to i32
      %p = arith.muli %xw, %yw : i32
      %before = memref.load %to[%l] : memref<4xi32>
      %after = arith.addi %before, %p : i32
      memref.store %after, %to[%l] : memref<4xi32>
    }
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_dpwssd_epi32(%src: vector<4xi32>, %a: vector<8xi16>, %b: vector<8xi16>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_VNNI + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %first = vector.extract %src[%l] : i32 from vector<4xi32>
    memref.store %first, %to[%l] : memref<4xi32>
    scf.for %e = %c0 to %c2 step %c1 {
      %group = arith.muli %l, %c2 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i16 from vector<8xi16>
      %y = vector.extract %b[%at] : i16 from vector<8xi16>
      %xw = arith.extsi %x : i16 to i32
      %yw = arith.extsi %y : i16 to i32
      %p = arith.muli %xw, %yw : i32
      %before = memref.load %to[%l] : memref<4xi32>
      %after = arith.addi %before, %p : i32
      memref.store %after, %to[%l] : memref<4xi32>
    }
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

// The sum does not wrap, it stays at the largest or smallest integer.
func.func @_mm_dpbusds_epi32(%src: vector<4xi32>, %a: vector<16xi8>, %b: vector<16xi8>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_VNNI + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %lo = arith.constant -2147483648 : i64
  %hi = arith.constant 2147483647 : i64
  %sum = memref.alloca() : memref<4xi64>
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %first = vector.extract %src[%l] : i32 from vector<4xi32>
    %wide = arith.extsi %first : i32 to i64
    memref.store %wide, %sum[%l] : memref<4xi64>
    scf.for %e = %c0 to %c4 step %c1 {
      %group = arith.muli %l, %c4 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i8 from vector<16xi8>
      %y = vector.extract %b[%at] : i8 from vector<16xi8>
      %xw = arith.extui %x : i8 to i64
      %yw = arith.extsi %y : i8 to i64
      %p = arith.muli %xw, %yw : i64
      %before = memref.load %sum[%l] : memref<4xi64>
      %after = arith.addi %before, %p : i64
      memref.store %after, %sum[%l] : memref<4xi64>
    }
    %s = memref.load %sum[%l] : memref<4xi64>
    %s0 = arith.maxsi %s, %lo : i64
    %s1 = arith.minsi %s0, %hi : i64
    %clamped = arith.trunci %s1 : i64 to i32
    memref.store %clamped, %to[%l] : memref<4xi32>
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

// The sum does not wrap, it stays at the largest or smallest integer.
func.func @_mm_dpwssds_epi32(%src: vector<4xi32>, %a: vector<8xi16>, %b: vector<8xi16>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512_VNNI + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %lo = arith.constant -2147483648 : i64
  %hi = arith.constant 2147483647 : i64
  %sum = memref.alloca() : memref<4xi64>
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %first = vector.extract %src[%l] : i32 from vector<4xi32>
    %wide = arith.extsi %first : i32 to i64
    memref.store %wide, %sum[%l] : memref<4xi64>
    scf.for %e = %c0 to %c2 step %c1 {
      %group = arith.muli %l, %c2 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i16 from vector<8xi16>
      %y = vector.extract %b[%at] : i16 from vector<8xi16>
      %xw = arith.extsi %x : i16 to i64
      %yw = arith.extsi %y : i16 to i64
      %p = arith.muli %xw, %yw : i64
      %before = memref.load %sum[%l] : memref<4xi64>
      %after = arith.addi %before, %p : i64
      memref.store %after, %sum[%l] : memref<4xi64>
    }
    %s = memref.load %sum[%l] : memref<4xi64>
    %s0 = arith.maxsi %s, %lo : i64
    %s1 = arith.minsi %s0, %hi : i64
    %clamped = arith.trunci %s1 : i64 to i32
    memref.store %clamped, %to[%l] : memref<4xi32>
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_dpbusd_avx_epi32(%src: vector<4xi32>, %a: vector<16xi8>, %b: vector<16xi8>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX_VNNI", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %first = vector.extract %src[%l] : i32 from vector<4xi32>
    memref.store %first, %to[%l] : memref<4xi32>
    scf.for %e = %c0 to %c4 step %c1 {
      %group = arith.muli %l, %c4 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i8 from vector<16xi8>
      %y = vector.extract %b[%at] : i8 from vector<16xi8>
      %xw = arith.extui %x : i8 to i32
      %yw = arith.extsi %y : i8 to i32
      %p = arith.muli %xw, %yw : i32
      %before = memref.load %to[%l] : memref<4xi32>
      %after = arith.addi %before, %p : i32
      memref.store %after, %to[%l] : memref<4xi32>
    }
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_madd_epi16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %first = arith.constant 0 : i32
    memref.store %first, %to[%l] : memref<4xi32>
    scf.for %e = %c0 to %c2 step %c1 {
      %group = arith.muli %l, %c2 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i16 from vector<8xi16>
      %y = vector.extract %b[%at] : i16 from vector<8xi16>
      %xw = arith.extsi %x : i16 to i32
      %yw = arith.extsi %y : i16 to i32
      %p = arith.muli %xw, %yw : i32
      %before = memref.load %to[%l] : memref<4xi32>
      %after = arith.addi %before, %p : i32
      memref.store %after, %to[%l] : memref<4xi32>
    }
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

// Unsigned by signed bytes; the sum of two products stays within 16 bits.
func.func @_mm_maddubs_epi16(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSSE3", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %lo = arith.constant -32768 : i32
  %hi = arith.constant 32767 : i32
  %sum = memref.alloca() : memref<8xi32>
  %to = memref.alloca() : memref<8xi16>
  scf.for %l = %c0 to %c8 step %c1 {
    %first = arith.constant 0 : i32
    memref.store %first, %sum[%l] : memref<8xi32>
    scf.for %e = %c0 to %c2 step %c1 {
      %group = arith.muli %l, %c2 : index
      %at = arith.addi %group, %e : index
      %x = vector.extract %a[%at] : i8 from vector<16xi8>
      %y = vector.extract %b[%at] : i8 from vector<16xi8>
      %xw = arith.extui %x : i8 to i32
      %yw = arith.extsi %y : i8 to i32
      %p = arith.muli %xw, %yw : i32
      %before = memref.load %sum[%l] : memref<8xi32>
      %after = arith.addi %before, %p : i32
      memref.store %after, %sum[%l] : memref<8xi32>
    }
    %s = memref.load %sum[%l] : memref<8xi32>
    %s0 = arith.maxsi %s, %lo : i32
    %s1 = arith.minsi %s0, %hi : i32
    %clamped = arith.trunci %s1 : i32 to i16
    memref.store %clamped, %to[%l] : memref<8xi16>
  }
  %r = vector.load %to[%c0] : memref<8xi16>, vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_unpacklo_epi8(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi8>
  scf.for %l = %c0 to %c16 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c16 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %x = vector.extract %a[%from0] : i8 from vector<16xi8>
    %y = vector.extract %b[%from0] : i8 from vector<16xi8>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i8
    memref.store %v, %to[%l] : memref<16xi8>
  }
  %r = vector.load %to[%c0] : memref<16xi8>, vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_unpackhi_epi8(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi8>
  scf.for %l = %c0 to %c16 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c16 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %from = arith.addi %from0, %c8 : index
    %x = vector.extract %a[%from] : i8 from vector<16xi8>
    %y = vector.extract %b[%from] : i8 from vector<16xi8>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i8
    memref.store %v, %to[%l] : memref<16xi8>
  }
  %r = vector.load %to[%c0] : memref<16xi8>, vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_unpacklo_epi16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi16>
  scf.for %l = %c0 to %c8 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c8 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %x = vector.extract %a[%from0] : i16 from vector<8xi16>
    %y = vector.extract %b[%from0] : i16 from vector<8xi16>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i16
    memref.store %v, %to[%l] : memref<8xi16>
  }
  %r = vector.load %to[%c0] : memref<8xi16>, vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_unpackhi_epi16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi16>
  scf.for %l = %c0 to %c8 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c8 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %from = arith.addi %from0, %c4 : index
    %x = vector.extract %a[%from] : i16 from vector<8xi16>
    %y = vector.extract %b[%from] : i16 from vector<8xi16>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i16
    memref.store %v, %to[%l] : memref<8xi16>
  }
  %r = vector.load %to[%c0] : memref<8xi16>, vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_unpacklo_epi32(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %x = vector.extract %a[%from0] : i32 from vector<4xi32>
    %y = vector.extract %b[%from0] : i32 from vector<4xi32>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i32
    memref.store %v, %to[%l] : memref<4xi32>
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_unpackhi_epi32(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %from = arith.addi %from0, %c2 : index
    %x = vector.extract %a[%from] : i32 from vector<4xi32>
    %y = vector.extract %b[%from] : i32 from vector<4xi32>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i32
    memref.store %v, %to[%l] : memref<4xi32>
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_unpacklo_epi64(%a: vector<2xi64>, %b: vector<2xi64>) -> vector<2xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %to = memref.alloca() : memref<2xi64>
  scf.for %l = %c0 to %c2 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c2 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %x = vector.extract %a[%from0] : i64 from vector<2xi64>
    %y = vector.extract %b[%from0] : i64 from vector<2xi64>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i64
    memref.store %v, %to[%l] : memref<2xi64>
  }
  %r = vector.load %to[%c0] : memref<2xi64>, vector<2xi64>
  return %r : vector<2xi64>
}

func.func @_mm_unpackhi_epi64(%a: vector<2xi64>, %b: vector<2xi64>) -> vector<2xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %to = memref.alloca() : memref<2xi64>
  scf.for %l = %c0 to %c2 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c2 : index
    %first = arith.subi %l, %in : index
    %half = arith.divui %in, %two : index
    %odd = arith.remui %in, %two : index
    %from0 = arith.addi %first, %half : index
    %from = arith.addi %from0, %c1 : index
    %x = vector.extract %a[%from] : i64 from vector<2xi64>
    %y = vector.extract %b[%from] : i64 from vector<2xi64>
    %second = arith.cmpi eq, %odd, %c1 : index
    %v = arith.select %second, %y, %x : i64
    memref.store %v, %to[%l] : memref<2xi64>
  }
  %r = vector.load %to[%c0] : memref<2xi64>, vector<2xi64>
  return %r : vector<2xi64>
}

func.func @_mm_shuffle_epi32(%a: vector<4xi32>, %imm: i32 {xpiler.immediate = [0, 27, 78, 177, 228, 255, 147]}) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %two = arith.constant 2 : index
    %in = arith.remui %l, %c4 : index
    %first = arith.subi %l, %in : index
    %by = arith.muli %in, %two : index
    %by32 = arith.index_cast %by : index to i32
    %shifted = arith.shrui %imm, %by32 : i32
    %three = arith.constant 3 : i32
    %pick = arith.andi %shifted, %three : i32
    %at = arith.index_castui %pick : i32 to index
    %from = arith.addi %first, %at : index
    %v = vector.extract %a[%from] : i32 from vector<4xi32>
    memref.store %v, %to[%l] : memref<4xi32>
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_shuffle_epi8(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSSE3", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi8>
  scf.for %l = %c0 to %c16 step %c1 {
    %i = vector.extract %b[%l] : i8 from vector<16xi8>
    %c15 = arith.constant 15 : i8
    %zero = arith.constant 0 : i8
    %low = arith.andi %i, %c15 : i8
    %at = arith.index_castui %low : i8 to index
    %in = arith.remui %l, %c16 : index
    %first = arith.subi %l, %in : index
    %from = arith.addi %first, %at : index
    %x = vector.extract %a[%from] : i8 from vector<16xi8>
    %off = arith.cmpi slt, %i, %zero : i8
    %v = arith.select %off, %zero, %x : i8
    memref.store %v, %to[%l] : memref<16xi8>
  }
  %r = vector.load %to[%c0] : memref<16xi8>, vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_packs_epi32(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi16>
  scf.for %l = %c0 to %c8 step %c1 {
    %in = arith.remui %l, %c8 : index
    %first = arith.subi %l, %in : index
    %half = arith.constant 2 : index
    %block = arith.divui %first, %half : index
    %lane = arith.remui %in, %c4 : index
    %from = arith.addi %block, %lane : index
    %x = vector.extract %a[%from] : i32 from vector<4xi32>
    %y = vector.extract %b[%from] : i32 from vector<4xi32>
    %low = arith.cmpi ult, %in, %c4 : index
    %z = arith.select %low, %x, %y : i32
    %lo = arith.constant -32768 : i32
    %hi = arith.constant 32767 : i32
    %z0 = arith.maxsi %z, %lo : i32
    %z1 = arith.minsi %z0, %hi : i32
    %v = arith.trunci %z1 : i32 to i16
    memref.store %v, %to[%l] : memref<8xi16>
  }
  %r = vector.load %to[%c0] : memref<8xi16>, vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_packus_epi32(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE4.1", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi16>
  scf.for %l = %c0 to %c8 step %c1 {
    %in = arith.remui %l, %c8 : index
    %first = arith.subi %l, %in : index
    %half = arith.constant 2 : index
    %block = arith.divui %first, %half : index
    %lane = arith.remui %in, %c4 : index
    %from = arith.addi %block, %lane : index
    %x = vector.extract %a[%from] : i32 from vector<4xi32>
    %y = vector.extract %b[%from] : i32 from vector<4xi32>
    %low = arith.cmpi ult, %in, %c4 : index
    %z = arith.select %low, %x, %y : i32
    %lo = arith.constant 0 : i32
    %hi = arith.constant 65535 : i32
    %z0 = arith.maxsi %z, %lo : i32
    %z1 = arith.minsi %z0, %hi : i32
    %v = arith.trunci %z1 : i32 to i16
    memref.store %v, %to[%l] : memref<8xi16>
  }
  %r = vector.load %to[%c0] : memref<8xi16>, vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_packs_epi16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi8>
  scf.for %l = %c0 to %c16 step %c1 {
    %in = arith.remui %l, %c16 : index
    %first = arith.subi %l, %in : index
    %half = arith.constant 2 : index
    %block = arith.divui %first, %half : index
    %lane = arith.remui %in, %c8 : index
    %from = arith.addi %block, %lane : index
    %x = vector.extract %a[%from] : i16 from vector<8xi16>
    %y = vector.extract %b[%from] : i16 from vector<8xi16>
    %low = arith.cmpi ult, %in, %c8 : index
    %z = arith.select %low, %x, %y : i16
    %lo = arith.constant -128 : i16
    %hi = arith.constant 127 : i16
    %z0 = arith.maxsi %z, %lo : i16
    %z1 = arith.minsi %z0, %hi : i16
    %v = arith.trunci %z1 : i16 to i8
    memref.store %v, %to[%l] : memref<16xi8>
  }
  %r = vector.load %to[%c0] : memref<16xi8>, vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_packus_epi16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi8>
  scf.for %l = %c0 to %c16 step %c1 {
    %in = arith.remui %l, %c16 : index
    %first = arith.subi %l, %in : index
    %half = arith.constant 2 : index
    %block = arith.divui %first, %half : index
    %lane = arith.remui %in, %c8 : index
    %from = arith.addi %block, %lane : index
    %x = vector.extract %a[%from] : i16 from vector<8xi16>
    %y = vector.extract %b[%from] : i16 from vector<8xi16>
    %low = arith.cmpi ult, %in, %c8 : index
    %z = arith.select %low, %x, %y : i16
    %lo = arith.constant 0 : i16
    %hi = arith.constant 255 : i16
    %z0 = arith.maxsi %z, %lo : i16
    %z1 = arith.minsi %z0, %hi : i16
    %v = arith.trunci %z1 : i16 to i8
    memref.store %v, %to[%l] : memref<16xi8>
  }
  %r = vector.load %to[%c0] : memref<16xi8>, vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_loadu_si128(%p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}) -> !xmm
    attributes {xpiler.types = [i8, i16, i32, i64], xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?x!T>, !xmm
  return %r : !xmm
}

func.func @_mm_storeu_si128(%p: memref<?x!T> {xpiler.ctype = "void *"}, %v: !xmm)
    attributes {xpiler.types = [i8, i16, i32, i64], xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?x!T>, !xmm
  return
}

func.func @_mm_load_si128(%p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}) -> !xmm
    attributes {xpiler.types = [i8, i16, i32, i64], xpiler.align = 16, xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.load %p[%c0] : memref<?x!T>, !xmm
  return %r : !xmm
}

func.func @_mm_store_si128(%p: memref<?x!T> {xpiler.ctype = "void *"}, %v: !xmm)
    attributes {xpiler.types = [i8, i16, i32, i64], xpiler.align = 16, xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.store %v, %p[%c0] : memref<?x!T>, !xmm
  return
}

func.func @_mm_loadu_si128(%p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<8xi16>
    attributes {xpiler.types = [f16, bf16], xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.load %p[%c0] : memref<?x!T>, !xmm
  %r = vector.bitcast %x : !xmm to vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_storeu_si128(%p: memref<?x!T> {xpiler.ctype = "void *"}, %v: vector<8xi16>)
    attributes {xpiler.types = [f16, bf16], xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.bitcast %v : vector<8xi16> to !xmm
  vector.store %x, %p[%c0] : memref<?x!T>, !xmm
  return
}

func.func @_mm_load_si128(%p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<8xi16>
    attributes {xpiler.types = [f16, bf16], xpiler.align = 16, xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.load %p[%c0] : memref<?x!T>, !xmm
  %r = vector.bitcast %x : !xmm to vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_store_si128(%p: memref<?x!T> {xpiler.ctype = "void *"}, %v: vector<8xi16>)
    attributes {xpiler.types = [f16, bf16], xpiler.align = 16, xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.bitcast %v : vector<8xi16> to !xmm
  vector.store %x, %p[%c0] : memref<?x!T>, !xmm
  return
}

func.func @_mm_loadu_si128(%p: memref<?xf32> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<4xi32>
    attributes {xpiler.types = [f32], xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.load %p[%c0] : memref<?xf32>, vector<4xf32>
  %r = vector.bitcast %x : vector<4xf32> to vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_storeu_si128(%p: memref<?xf32> {xpiler.ctype = "void *"}, %v: vector<4xi32>)
    attributes {xpiler.types = [f32], xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.bitcast %v : vector<4xi32> to vector<4xf32>
  vector.store %x, %p[%c0] : memref<?xf32>, vector<4xf32>
  return
}

func.func @_mm_load_si128(%p: memref<?xf32> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<4xi32>
    attributes {xpiler.types = [f32], xpiler.align = 16, xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.load %p[%c0] : memref<?xf32>, vector<4xf32>
  %r = vector.bitcast %x : vector<4xf32> to vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_store_si128(%p: memref<?xf32> {xpiler.ctype = "void *"}, %v: vector<4xi32>)
    attributes {xpiler.types = [f32], xpiler.align = 16, xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %x = vector.bitcast %v : vector<4xi32> to vector<4xf32>
  vector.store %x, %p[%c0] : memref<?xf32>, vector<4xf32>
  return
}

func.func @_mm_maskz_loadu_epi8(%m: vector<16xi1>, %p: memref<?xi8> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant dense<0> : vector<16xi8>
  %r = vector.maskedload %p[%c0], %m, %zero : memref<?xi8>, vector<16xi1>, vector<16xi8> into vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_mask_loadu_epi8(%other: vector<16xi8>, %m: vector<16xi1>, %p: memref<?xi8> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.maskedload %p[%c0], %m, %other : memref<?xi8>, vector<16xi1>, vector<16xi8> into vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_mask_storeu_epi8(%p: memref<?xi8> {xpiler.ctype = "void *"}, %m: vector<16xi1>, %v: vector<16xi8>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.maskedstore %p[%c0], %m, %v : memref<?xi8>, vector<16xi1>, vector<16xi8>
  return
}

func.func @_mm_mask_mov_epi8(%src: vector<16xi8>, %m: vector<16xi1>, %a: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.select %m, %a, %src : vector<16xi1>, vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_maskz_mov_epi8(%m: vector<16xi1>, %a: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<16xi8>
  %r = arith.select %m, %a, %zero : vector<16xi1>, vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_mask_blend_epi8(%m: vector<16xi1>, %a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.select %m, %b, %a : vector<16xi1>, vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_mask_add_epi8(%src: vector<16xi8>, %m: vector<16xi1>, %a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %x = arith.addi %a, %b : vector<16xi8>
  %r = arith.select %m, %x, %src : vector<16xi1>, vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_maskz_add_epi8(%m: vector<16xi1>, %a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<16xi8>
  %x = arith.addi %a, %b : vector<16xi8>
  %r = arith.select %m, %x, %zero : vector<16xi1>, vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_mask_sub_epi8(%src: vector<16xi8>, %m: vector<16xi1>, %a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %x = arith.subi %a, %b : vector<16xi8>
  %r = arith.select %m, %x, %src : vector<16xi1>, vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_maskz_sub_epi8(%m: vector<16xi1>, %a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<16xi8>
  %x = arith.subi %a, %b : vector<16xi8>
  %r = arith.select %m, %x, %zero : vector<16xi1>, vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_cmpeq_epi8_mask(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<16xi8>
  return %r : vector<16xi1>
}

func.func @_mm_cmpneq_epi8_mask(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<16xi8>
  return %r : vector<16xi1>
}

func.func @_mm_cmplt_epi8_mask(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi slt, %a, %b : vector<16xi8>
  return %r : vector<16xi1>
}

func.func @_mm_cmple_epi8_mask(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi sle, %a, %b : vector<16xi8>
  return %r : vector<16xi1>
}

func.func @_mm_cmpgt_epi8_mask(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi sgt, %a, %b : vector<16xi8>
  return %r : vector<16xi1>
}

func.func @_mm_cmpge_epi8_mask(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi sge, %a, %b : vector<16xi8>
  return %r : vector<16xi1>
}

func.func @_mm_cmpeq_epu8_mask(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<16xi8>
  return %r : vector<16xi1>
}

func.func @_mm_cmpneq_epu8_mask(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<16xi8>
  return %r : vector<16xi1>
}

func.func @_mm_cmplt_epu8_mask(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ult, %a, %b : vector<16xi8>
  return %r : vector<16xi1>
}

func.func @_mm_cmple_epu8_mask(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ule, %a, %b : vector<16xi8>
  return %r : vector<16xi1>
}

func.func @_mm_cmpgt_epu8_mask(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ugt, %a, %b : vector<16xi8>
  return %r : vector<16xi1>
}

func.func @_mm_cmpge_epu8_mask(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi uge, %a, %b : vector<16xi8>
  return %r : vector<16xi1>
}

func.func @_mm_cmpeq_epi8(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c = arith.cmpi eq, %a, %b : vector<16xi8>
  %r = arith.extsi %c : vector<16xi1> to vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_cmpgt_epi8(%a: vector<16xi8>, %b: vector<16xi8>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c = arith.cmpi sgt, %a, %b : vector<16xi8>
  %r = arith.extsi %c : vector<16xi1> to vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm_maskz_loadu_epi16(%m: vector<8xi1>, %p: memref<?xi16> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %zero = arith.constant dense<0> : vector<8xi16>
  %r = vector.maskedload %p[%c0], %m, %zero : memref<?xi16>, vector<8xi1>, vector<8xi16> into vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_mask_loadu_epi16(%other: vector<8xi16>, %m: vector<8xi1>, %p: memref<?xi16> {xpiler.const, xpiler.ctype = "const void *"}) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %r = vector.maskedload %p[%c0], %m, %other : memref<?xi16>, vector<8xi1>, vector<8xi16> into vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_mask_storeu_epi16(%p: memref<?xi16> {xpiler.ctype = "void *"}, %m: vector<8xi1>, %v: vector<8xi16>)
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  vector.maskedstore %p[%c0], %m, %v : memref<?xi16>, vector<8xi1>, vector<8xi16>
  return
}

func.func @_mm_mask_mov_epi16(%src: vector<8xi16>, %m: vector<8xi1>, %a: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.select %m, %a, %src : vector<8xi1>, vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_maskz_mov_epi16(%m: vector<8xi1>, %a: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<8xi16>
  %r = arith.select %m, %a, %zero : vector<8xi1>, vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_mask_blend_epi16(%m: vector<8xi1>, %a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.select %m, %b, %a : vector<8xi1>, vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_mask_add_epi16(%src: vector<8xi16>, %m: vector<8xi1>, %a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %x = arith.addi %a, %b : vector<8xi16>
  %r = arith.select %m, %x, %src : vector<8xi1>, vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_maskz_add_epi16(%m: vector<8xi1>, %a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<8xi16>
  %x = arith.addi %a, %b : vector<8xi16>
  %r = arith.select %m, %x, %zero : vector<8xi1>, vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_mask_sub_epi16(%src: vector<8xi16>, %m: vector<8xi1>, %a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %x = arith.subi %a, %b : vector<8xi16>
  %r = arith.select %m, %x, %src : vector<8xi1>, vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_maskz_sub_epi16(%m: vector<8xi1>, %a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %zero = arith.constant dense<0> : vector<8xi16>
  %x = arith.subi %a, %b : vector<8xi16>
  %r = arith.select %m, %x, %zero : vector<8xi1>, vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_cmpeq_epi16_mask(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<8xi16>
  return %r : vector<8xi1>
}

func.func @_mm_cmpneq_epi16_mask(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<8xi16>
  return %r : vector<8xi1>
}

func.func @_mm_cmplt_epi16_mask(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi slt, %a, %b : vector<8xi16>
  return %r : vector<8xi1>
}

func.func @_mm_cmple_epi16_mask(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi sle, %a, %b : vector<8xi16>
  return %r : vector<8xi1>
}

func.func @_mm_cmpgt_epi16_mask(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi sgt, %a, %b : vector<8xi16>
  return %r : vector<8xi1>
}

func.func @_mm_cmpge_epi16_mask(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi sge, %a, %b : vector<8xi16>
  return %r : vector<8xi1>
}

func.func @_mm_cmpeq_epu16_mask(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi eq, %a, %b : vector<8xi16>
  return %r : vector<8xi1>
}

func.func @_mm_cmpneq_epu16_mask(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ne, %a, %b : vector<8xi16>
  return %r : vector<8xi1>
}

func.func @_mm_cmplt_epu16_mask(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ult, %a, %b : vector<8xi16>
  return %r : vector<8xi1>
}

func.func @_mm_cmple_epu16_mask(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ule, %a, %b : vector<8xi16>
  return %r : vector<8xi1>
}

func.func @_mm_cmpgt_epu16_mask(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi ugt, %a, %b : vector<8xi16>
  return %r : vector<8xi1>
}

func.func @_mm_cmpge_epu16_mask(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.cmpi uge, %a, %b : vector<8xi16>
  return %r : vector<8xi1>
}

func.func @_mm_cmpeq_epi16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c = arith.cmpi eq, %a, %b : vector<8xi16>
  %r = arith.extsi %c : vector<8xi1> to vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_cmpgt_epi16(%a: vector<8xi16>, %b: vector<8xi16>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c = arith.cmpi sgt, %a, %b : vector<8xi16>
  %r = arith.extsi %c : vector<8xi1> to vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm_cmpeq_epi32(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c = arith.cmpi eq, %a, %b : vector<4xi32>
  %r = arith.extsi %c : vector<4xi1> to vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_cmpgt_epi32(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c = arith.cmpi sgt, %a, %b : vector<4xi32>
  %r = arith.extsi %c : vector<4xi1> to vector<4xi32>
  return %r : vector<4xi32>
}

// Conversions, parts and broadcasts of integers

func.func @_mm512_cvtepi8_epi32(%a: vector<16xi8>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.extsi %a : vector<16xi8> to vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_cvtepi16_epi32(%a: vector<16xi16>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.extsi %a : vector<16xi16> to vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_cvtepu8_epi32(%a: vector<16xi8>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.extui %a : vector<16xi8> to vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_cvtepu16_epi32(%a: vector<16xi16>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.extui %a : vector<16xi16> to vector<16xi32>
  return %r : vector<16xi32>
}

// The first lanes.
func.func @_mm256_cvtepi8_epi32(%a: vector<16xi8>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi32>
  scf.for %l = %c0 to %c8 step %c1 {
    %x = vector.extract %a[%l] : i8 from vector<16xi8>
    %v = arith.extsi %x : i8 to i32
    memref.store %v, %to[%l] : memref<8xi32>
  }
  %r = vector.load %to[%c0] : memref<8xi32>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_cvtepi16_epi32(%a: vector<8xi16>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.extsi %a : vector<8xi16> to vector<8xi32>
  return %r : vector<8xi32>
}

// The first lanes.
func.func @_mm256_cvtepu8_epi32(%a: vector<16xi8>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi32>
  scf.for %l = %c0 to %c8 step %c1 {
    %x = vector.extract %a[%l] : i8 from vector<16xi8>
    %v = arith.extui %x : i8 to i32
    memref.store %v, %to[%l] : memref<8xi32>
  }
  %r = vector.load %to[%c0] : memref<8xi32>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm256_cvtepu16_epi32(%a: vector<8xi16>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.extui %a : vector<8xi16> to vector<8xi32>
  return %r : vector<8xi32>
}

// The first lanes.
func.func @_mm_cvtepi8_epi32(%a: vector<16xi8>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE4.1", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %x = vector.extract %a[%l] : i8 from vector<16xi8>
    %v = arith.extsi %x : i8 to i32
    memref.store %v, %to[%l] : memref<4xi32>
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

// The first lanes.
func.func @_mm_cvtepi16_epi32(%a: vector<8xi16>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE4.1", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %x = vector.extract %a[%l] : i16 from vector<8xi16>
    %v = arith.extsi %x : i16 to i32
    memref.store %v, %to[%l] : memref<4xi32>
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

// The first lanes.
func.func @_mm_cvtepu8_epi32(%a: vector<16xi8>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE4.1", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %x = vector.extract %a[%l] : i8 from vector<16xi8>
    %v = arith.extui %x : i8 to i32
    memref.store %v, %to[%l] : memref<4xi32>
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

// The first lanes.
func.func @_mm_cvtepu16_epi32(%a: vector<8xi16>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE4.1", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %x = vector.extract %a[%l] : i16 from vector<8xi16>
    %v = arith.extui %x : i16 to i32
    memref.store %v, %to[%l] : memref<4xi32>
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm512_cvtepi8_epi16(%a: vector<32xi8>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.extsi %a : vector<32xi8> to vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_cvtepu8_epi16(%a: vector<32xi8>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.extui %a : vector<32xi8> to vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm256_cvtepi8_epi16(%a: vector<16xi8>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.extsi %a : vector<16xi8> to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm256_cvtepu8_epi16(%a: vector<16xi8>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %r = arith.extui %a : vector<16xi8> to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm512_cvtepi32_epi64(%a: vector<8xi32>) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.extsi %a : vector<8xi32> to vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_cvtepu32_epi64(%a: vector<8xi32>) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.extui %a : vector<8xi32> to vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm512_cvtepi32_epi8(%a: vector<16xi32>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.trunci %a : vector<16xi32> to vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm512_cvtepi32_epi16(%a: vector<16xi32>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.trunci %a : vector<16xi32> to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm512_cvtepi16_epi8(%a: vector<32xi16>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.trunci %a : vector<32xi16> to vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_cvtepi32_epi16(%a: vector<8xi32>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.trunci %a : vector<8xi32> to vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm256_cvtepi16_epi8(%a: vector<16xi16>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %r = arith.trunci %a : vector<16xi16> to vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm512_cvtsepi32_epi8(%a: vector<16xi32>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %lo = arith.constant dense<-128> : vector<16xi32>
  %hi = arith.constant dense<127> : vector<16xi32>
  %x = arith.maxsi %a, %lo : vector<16xi32>
  %y = arith.minsi %x, %hi : vector<16xi32>
  %r = arith.trunci %y : vector<16xi32> to vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm512_cvtsepi32_epi16(%a: vector<16xi32>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %lo = arith.constant dense<-32768> : vector<16xi32>
  %hi = arith.constant dense<32767> : vector<16xi32>
  %x = arith.maxsi %a, %lo : vector<16xi32>
  %y = arith.minsi %x, %hi : vector<16xi32>
  %r = arith.trunci %y : vector<16xi32> to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm512_cvtsepi16_epi8(%a: vector<32xi16>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %lo = arith.constant dense<-128> : vector<32xi16>
  %hi = arith.constant dense<127> : vector<32xi16>
  %x = arith.maxsi %a, %lo : vector<32xi16>
  %y = arith.minsi %x, %hi : vector<32xi16>
  %r = arith.trunci %y : vector<32xi16> to vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_cvtsepi32_epi16(%a: vector<8xi32>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %lo = arith.constant dense<-32768> : vector<8xi32>
  %hi = arith.constant dense<32767> : vector<8xi32>
  %x = arith.maxsi %a, %lo : vector<8xi32>
  %y = arith.minsi %x, %hi : vector<8xi32>
  %r = arith.trunci %y : vector<8xi32> to vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm256_cvtsepi16_epi8(%a: vector<16xi16>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %lo = arith.constant dense<-128> : vector<16xi16>
  %hi = arith.constant dense<127> : vector<16xi16>
  %x = arith.maxsi %a, %lo : vector<16xi16>
  %y = arith.minsi %x, %hi : vector<16xi16>
  %r = arith.trunci %y : vector<16xi16> to vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm512_cvtusepi32_epi8(%a: vector<16xi32>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %hi = arith.constant dense<255> : vector<16xi32>
  %y = arith.minui %a, %hi : vector<16xi32>
  %r = arith.trunci %y : vector<16xi32> to vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm512_cvtusepi32_epi16(%a: vector<16xi32>) -> vector<16xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %hi = arith.constant dense<65535> : vector<16xi32>
  %y = arith.minui %a, %hi : vector<16xi32>
  %r = arith.trunci %y : vector<16xi32> to vector<16xi16>
  return %r : vector<16xi16>
}

func.func @_mm512_cvtusepi16_epi8(%a: vector<32xi16>) -> vector<32xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %hi = arith.constant dense<255> : vector<32xi16>
  %y = arith.minui %a, %hi : vector<32xi16>
  %r = arith.trunci %y : vector<32xi16> to vector<32xi8>
  return %r : vector<32xi8>
}

func.func @_mm256_cvtusepi32_epi16(%a: vector<8xi32>) -> vector<8xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F + AVX512VL", xpiler.evidence = "executed"} {
  %hi = arith.constant dense<65535> : vector<8xi32>
  %y = arith.minui %a, %hi : vector<8xi32>
  %r = arith.trunci %y : vector<8xi32> to vector<8xi16>
  return %r : vector<8xi16>
}

func.func @_mm256_cvtusepi16_epi8(%a: vector<16xi16>) -> vector<16xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW + AVX512VL", xpiler.evidence = "executed"} {
  %hi = arith.constant dense<255> : vector<16xi16>
  %y = arith.minui %a, %hi : vector<16xi16>
  %r = arith.trunci %y : vector<16xi16> to vector<16xi8>
  return %r : vector<16xi8>
}

func.func @_mm512_cvtepi64_epi32(%a: vector<8xi64>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.trunci %a : vector<8xi64> to vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm512_castsi512_si256(%a: vector<16xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi32>
  scf.for %l = %c0 to %c8 step %c1 {
    %v = vector.extract %a[%l] : i32 from vector<16xi32>
    memref.store %v, %to[%l] : memref<8xi32>
  }
  %r = vector.load %to[%c0] : memref<8xi32>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm512_castsi512_si128(%a: vector<16xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %v = vector.extract %a[%l] : i32 from vector<16xi32>
    memref.store %v, %to[%l] : memref<4xi32>
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm256_castsi256_si128(%a: vector<8xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %v = vector.extract %a[%l] : i32 from vector<8xi32>
    memref.store %v, %to[%l] : memref<4xi32>
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm512_extracti32x4_epi32(%a: vector<16xi32>, %imm: i32 {xpiler.immediate = [0, 1, 2, 3]}) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %mask = arith.constant 3 : i32
    %block = arith.andi %imm, %mask : i32
    %at = arith.index_castui %block : i32 to index
    %first = arith.muli %at, %c4 : index
    %from = arith.addi %first, %l : index
    %v = vector.extract %a[%from] : i32 from vector<16xi32>
    memref.store %v, %to[%l] : memref<4xi32>
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm512_extracti32x8_epi32(%a: vector<16xi32>, %imm: i32 {xpiler.immediate = [0, 1]}) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512DQ", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi32>
  scf.for %l = %c0 to %c8 step %c1 {
    %mask = arith.constant 1 : i32
    %block = arith.andi %imm, %mask : i32
    %at = arith.index_castui %block : i32 to index
    %first = arith.muli %at, %c8 : index
    %from = arith.addi %first, %l : index
    %v = vector.extract %a[%from] : i32 from vector<16xi32>
    memref.store %v, %to[%l] : memref<8xi32>
  }
  %r = vector.load %to[%c0] : memref<8xi32>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm512_extracti64x4_epi64(%a: vector<8xi64>, %imm: i32 {xpiler.immediate = [0, 1]}) -> vector<4xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi64>
  scf.for %l = %c0 to %c4 step %c1 {
    %mask = arith.constant 1 : i32
    %block = arith.andi %imm, %mask : i32
    %at = arith.index_castui %block : i32 to index
    %first = arith.muli %at, %c4 : index
    %from = arith.addi %first, %l : index
    %v = vector.extract %a[%from] : i64 from vector<8xi64>
    memref.store %v, %to[%l] : memref<4xi64>
  }
  %r = vector.load %to[%c0] : memref<4xi64>, vector<4xi64>
  return %r : vector<4xi64>
}

func.func @_mm256_extracti128_si256(%a: vector<8xi32>, %imm: i32 {xpiler.immediate = [0, 1]}) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %mask = arith.constant 1 : i32
    %block = arith.andi %imm, %mask : i32
    %at = arith.index_castui %block : i32 to index
    %first = arith.muli %at, %c4 : index
    %from = arith.addi %first, %l : index
    %v = vector.extract %a[%from] : i32 from vector<8xi32>
    memref.store %v, %to[%l] : memref<4xi32>
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm512_inserti32x4(%a: vector<16xi32>, %b: vector<4xi32>, %imm: i32 {xpiler.immediate = [0, 1, 2, 3]}) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi32>
  scf.for %l = %c0 to %c16 step %c1 {
    %mask = arith.constant 3 : i32
    %block = arith.andi %imm, %mask : i32
    %at = arith.index_castui %block : i32 to index
    %of = arith.divui %l, %c4 : index
    %from = arith.remui %l, %c4 : index
    %new = vector.extract %b[%from] : i32 from vector<4xi32>
    %old = vector.extract %a[%l] : i32 from vector<16xi32>
    %here = arith.cmpi eq, %of, %at : index
    %v = arith.select %here, %new, %old : i32
    memref.store %v, %to[%l] : memref<16xi32>
  }
  %r = vector.load %to[%c0] : memref<16xi32>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_inserti64x4(%a: vector<8xi64>, %b: vector<4xi64>, %imm: i32 {xpiler.immediate = [0, 1]}) -> vector<8xi64>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi64>
  scf.for %l = %c0 to %c8 step %c1 {
    %mask = arith.constant 1 : i32
    %block = arith.andi %imm, %mask : i32
    %at = arith.index_castui %block : i32 to index
    %of = arith.divui %l, %c4 : index
    %from = arith.remui %l, %c4 : index
    %new = vector.extract %b[%from] : i64 from vector<4xi64>
    %old = vector.extract %a[%l] : i64 from vector<8xi64>
    %here = arith.cmpi eq, %of, %at : index
    %v = arith.select %here, %new, %old : i64
    memref.store %v, %to[%l] : memref<8xi64>
  }
  %r = vector.load %to[%c0] : memref<8xi64>, vector<8xi64>
  return %r : vector<8xi64>
}

func.func @_mm256_inserti128_si256(%a: vector<8xi32>, %b: vector<4xi32>, %imm: i32 {xpiler.immediate = [0, 1]}) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi32>
  scf.for %l = %c0 to %c8 step %c1 {
    %mask = arith.constant 1 : i32
    %block = arith.andi %imm, %mask : i32
    %at = arith.index_castui %block : i32 to index
    %of = arith.divui %l, %c4 : index
    %from = arith.remui %l, %c4 : index
    %new = vector.extract %b[%from] : i32 from vector<4xi32>
    %old = vector.extract %a[%l] : i32 from vector<8xi32>
    %here = arith.cmpi eq, %of, %at : index
    %v = arith.select %here, %new, %old : i32
    memref.store %v, %to[%l] : memref<8xi32>
  }
  %r = vector.load %to[%c0] : memref<8xi32>, vector<8xi32>
  return %r : vector<8xi32>
}

func.func @_mm_cvtsi128_si32(%a: vector<4xi32>) -> i32
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %r = vector.extract %a[0] : i32 from vector<4xi32>
  return %r : i32
}

func.func @_mm_cvtsi32_si128(%x: i32) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %zero = arith.constant 0 : i32
    %first = arith.cmpi eq, %l, %c0 : index
    %v = arith.select %first, %x, %zero : i32
    memref.store %v, %to[%l] : memref<4xi32>
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

func.func @_mm_extract_epi32(%a: vector<4xi32>, %imm: i32 {xpiler.immediate = [0, 1, 2, 3]}) -> i32
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSE4.1", xpiler.evidence = "executed"} {
  %c3 = arith.constant 3 : i32
  %low = arith.andi %imm, %c3 : i32
  %at = arith.index_castui %low : i32 to index
  %r = vector.extract %a[%at] : i32 from vector<4xi32>
  return %r : i32
}

func.func @_mm_hadd_epi32(%a: vector<4xi32>, %b: vector<4xi32>) -> vector<4xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, SSSE3", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %to = memref.alloca() : memref<4xi32>
  scf.for %l = %c0 to %c4 step %c1 {
    %in = arith.remui %l, %c2 : index
    %even = arith.muli %in, %c2 : index
    %odd = arith.addi %even, %c1 : index
    %a0 = vector.extract %a[%even] : i32 from vector<4xi32>
    %a1 = vector.extract %a[%odd] : i32 from vector<4xi32>
    %b0 = vector.extract %b[%even] : i32 from vector<4xi32>
    %b1 = vector.extract %b[%odd] : i32 from vector<4xi32>
    %x = arith.addi %a0, %a1 : i32
    %y = arith.addi %b0, %b1 : i32
    %low = arith.cmpi ult, %l, %c2 : index
    %v = arith.select %low, %x, %y : i32
    memref.store %v, %to[%l] : memref<4xi32>
  }
  %r = vector.load %to[%c0] : memref<4xi32>, vector<4xi32>
  return %r : vector<4xi32>
}

// 32 bits in the lowest lane, zeros above.
func.func @_mm_loadu_si32(%p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}) -> !xmm
    attributes {xpiler.types = [i8], xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %m = vector.constant_mask [4] : vector<16xi1>
  %zero = arith.constant dense<0> : !xmm
  %r = vector.maskedload %p[%c0], %m, %zero : memref<?x!T>, vector<16xi1>, !xmm into !xmm
  return %r : !xmm
}

func.func @_mm_loadu_si32(%p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}) -> !xmm
    attributes {xpiler.types = [i16], xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %m = vector.constant_mask [2] : vector<8xi1>
  %zero = arith.constant dense<0> : !xmm
  %r = vector.maskedload %p[%c0], %m, %zero : memref<?x!T>, vector<8xi1>, !xmm into !xmm
  return %r : !xmm
}

func.func @_mm_loadu_si32(%p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}) -> !xmm
    attributes {xpiler.types = [i32], xpiler.manual = "Intel Intrinsics Guide, SSE2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %m = vector.constant_mask [1] : vector<4xi1>
  %zero = arith.constant dense<0> : !xmm
  %r = vector.maskedload %p[%c0], %m, %zero : memref<?x!T>, vector<4xi1>, !xmm into !xmm
  return %r : !xmm
}

func.func @_mm512_broadcastb_epi8(%a: vector<16xi8>) -> vector<64xi8>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %to = memref.alloca() : memref<64xi8>
  scf.for %l = %c0 to %c64 step %c1 {
    %v = vector.extract %a[%c0] : i8 from vector<16xi8>
    memref.store %v, %to[%l] : memref<64xi8>
  }
  %r = vector.load %to[%c0] : memref<64xi8>, vector<64xi8>
  return %r : vector<64xi8>
}

func.func @_mm512_broadcastw_epi16(%a: vector<8xi16>) -> vector<32xi16>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %to = memref.alloca() : memref<32xi16>
  scf.for %l = %c0 to %c32 step %c1 {
    %v = vector.extract %a[%c0] : i16 from vector<8xi16>
    memref.store %v, %to[%l] : memref<32xi16>
  }
  %r = vector.load %to[%c0] : memref<32xi16>, vector<32xi16>
  return %r : vector<32xi16>
}

func.func @_mm512_broadcastd_epi32(%a: vector<4xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi32>
  scf.for %l = %c0 to %c16 step %c1 {
    %v = vector.extract %a[%c0] : i32 from vector<4xi32>
    memref.store %v, %to[%l] : memref<16xi32>
  }
  %r = vector.load %to[%c0] : memref<16xi32>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm512_broadcast_i32x4(%a: vector<4xi32>) -> vector<16xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %to = memref.alloca() : memref<16xi32>
  scf.for %l = %c0 to %c16 step %c1 {
    %at = arith.remui %l, %c4 : index
    %v = vector.extract %a[%at] : i32 from vector<4xi32>
    memref.store %v, %to[%l] : memref<16xi32>
  }
  %r = vector.load %to[%c0] : memref<16xi32>, vector<16xi32>
  return %r : vector<16xi32>
}

func.func @_mm256_broadcastsi128_si256(%a: vector<4xi32>) -> vector<8xi32>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX2", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %to = memref.alloca() : memref<8xi32>
  scf.for %l = %c0 to %c8 step %c1 {
    %at = arith.remui %l, %c4 : index
    %v = vector.extract %a[%at] : i32 from vector<4xi32>
    memref.store %v, %to[%l] : memref<8xi32>
  }
  %r = vector.load %to[%c0] : memref<8xi32>, vector<8xi32>
  return %r : vector<8xi32>
}

// Masks

func.func @_kand_mask8(%a: vector<8xi1>, %b: vector<8xi1>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512DQ", xpiler.evidence = "executed"} {
  %r = arith.andi %a, %b : vector<8xi1>
  return %r : vector<8xi1>
}

func.func @_kor_mask8(%a: vector<8xi1>, %b: vector<8xi1>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512DQ", xpiler.evidence = "executed"} {
  %r = arith.ori %a, %b : vector<8xi1>
  return %r : vector<8xi1>
}

func.func @_kxor_mask8(%a: vector<8xi1>, %b: vector<8xi1>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512DQ", xpiler.evidence = "executed"} {
  %r = arith.xori %a, %b : vector<8xi1>
  return %r : vector<8xi1>
}

func.func @_knot_mask8(%a: vector<8xi1>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512DQ", xpiler.evidence = "executed"} {
  %ones = arith.constant dense<true> : vector<8xi1>
  %r = arith.xori %a, %ones : vector<8xi1>
  return %r : vector<8xi1>
}

func.func @_kandn_mask8(%a: vector<8xi1>, %b: vector<8xi1>) -> vector<8xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512DQ", xpiler.evidence = "executed"} {
  %ones = arith.constant dense<true> : vector<8xi1>
  %n = arith.xori %a, %ones : vector<8xi1>
  %r = arith.andi %n, %b : vector<8xi1>
  return %r : vector<8xi1>
}

func.func @_kand_mask16(%a: vector<16xi1>, %b: vector<16xi1>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.andi %a, %b : vector<16xi1>
  return %r : vector<16xi1>
}

func.func @_kor_mask16(%a: vector<16xi1>, %b: vector<16xi1>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.ori %a, %b : vector<16xi1>
  return %r : vector<16xi1>
}

func.func @_kxor_mask16(%a: vector<16xi1>, %b: vector<16xi1>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.xori %a, %b : vector<16xi1>
  return %r : vector<16xi1>
}

func.func @_knot_mask16(%a: vector<16xi1>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %ones = arith.constant dense<true> : vector<16xi1>
  %r = arith.xori %a, %ones : vector<16xi1>
  return %r : vector<16xi1>
}

func.func @_kandn_mask16(%a: vector<16xi1>, %b: vector<16xi1>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %ones = arith.constant dense<true> : vector<16xi1>
  %n = arith.xori %a, %ones : vector<16xi1>
  %r = arith.andi %n, %b : vector<16xi1>
  return %r : vector<16xi1>
}

func.func @_kand_mask32(%a: vector<32xi1>, %b: vector<32xi1>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.andi %a, %b : vector<32xi1>
  return %r : vector<32xi1>
}

func.func @_kor_mask32(%a: vector<32xi1>, %b: vector<32xi1>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.ori %a, %b : vector<32xi1>
  return %r : vector<32xi1>
}

func.func @_kxor_mask32(%a: vector<32xi1>, %b: vector<32xi1>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.xori %a, %b : vector<32xi1>
  return %r : vector<32xi1>
}

func.func @_knot_mask32(%a: vector<32xi1>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %ones = arith.constant dense<true> : vector<32xi1>
  %r = arith.xori %a, %ones : vector<32xi1>
  return %r : vector<32xi1>
}

func.func @_kandn_mask32(%a: vector<32xi1>, %b: vector<32xi1>) -> vector<32xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %ones = arith.constant dense<true> : vector<32xi1>
  %n = arith.xori %a, %ones : vector<32xi1>
  %r = arith.andi %n, %b : vector<32xi1>
  return %r : vector<32xi1>
}

func.func @_kand_mask64(%a: vector<64xi1>, %b: vector<64xi1>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.andi %a, %b : vector<64xi1>
  return %r : vector<64xi1>
}

func.func @_kor_mask64(%a: vector<64xi1>, %b: vector<64xi1>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.ori %a, %b : vector<64xi1>
  return %r : vector<64xi1>
}

func.func @_kxor_mask64(%a: vector<64xi1>, %b: vector<64xi1>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %r = arith.xori %a, %b : vector<64xi1>
  return %r : vector<64xi1>
}

func.func @_knot_mask64(%a: vector<64xi1>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %ones = arith.constant dense<true> : vector<64xi1>
  %r = arith.xori %a, %ones : vector<64xi1>
  return %r : vector<64xi1>
}

func.func @_kandn_mask64(%a: vector<64xi1>, %b: vector<64xi1>) -> vector<64xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512BW", xpiler.evidence = "executed"} {
  %ones = arith.constant dense<true> : vector<64xi1>
  %n = arith.xori %a, %ones : vector<64xi1>
  %r = arith.andi %n, %b : vector<64xi1>
  return %r : vector<64xi1>
}

func.func @_mm512_kand(%a: vector<16xi1>, %b: vector<16xi1>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.andi %a, %b : vector<16xi1>
  return %r : vector<16xi1>
}

func.func @_mm512_kor(%a: vector<16xi1>, %b: vector<16xi1>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %r = arith.ori %a, %b : vector<16xi1>
  return %r : vector<16xi1>
}

func.func @_mm512_knot(%a: vector<16xi1>) -> vector<16xi1>
    attributes {xpiler.manual = "Intel Intrinsics Guide, AVX512F", xpiler.evidence = "executed"} {
  %ones = arith.constant dense<true> : vector<16xi1>
  %r = arith.xori %a, %ones : vector<16xi1>
  return %r : vector<16xi1>
}

// Vector functions of glibc's libmvec, which `-lm` links: the names are those of the x86 vector function ABI ("_ZGV", AVX-512, no mask, 16 lanes).
// No header declares them; a text that uses one does. Within 4 units in the last place, as the manual of libmvec says.

func.func @_ZGVeN16v_expf(%x: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.ulp = 4, xpiler.manual = "glibc manual and libmvec, AVX512F", xpiler.evidence = "executed"} {
  %r = math.exp %x : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_ZGVeN16v_exp2f(%x: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.ulp = 4, xpiler.manual = "glibc manual and libmvec, AVX512F", xpiler.evidence = "executed"} {
  %r = math.exp2 %x : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_ZGVeN16v_logf(%x: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.ulp = 4, xpiler.manual = "glibc manual and libmvec, AVX512F", xpiler.evidence = "executed"} {
  %r = math.log %x : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_ZGVeN16v_log2f(%x: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.ulp = 4, xpiler.manual = "glibc manual and libmvec, AVX512F", xpiler.evidence = "executed"} {
  %r = math.log2 %x : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_ZGVeN16v_sinf(%x: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.ulp = 4, xpiler.manual = "glibc manual and libmvec, AVX512F", xpiler.evidence = "executed"} {
  %r = math.sin %x : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_ZGVeN16v_cosf(%x: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.ulp = 4, xpiler.manual = "glibc manual and libmvec, AVX512F", xpiler.evidence = "executed"} {
  %r = math.cos %x : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_ZGVeN16v_tanhf(%x: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.ulp = 4, xpiler.manual = "glibc manual and libmvec, AVX512F", xpiler.evidence = "executed"} {
  %r = math.tanh %x : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_ZGVeN16v_erff(%x: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.ulp = 4, xpiler.manual = "glibc manual and libmvec, AVX512F", xpiler.evidence = "executed"} {
  %r = math.erf %x : vector<16xf32>
  return %r : vector<16xf32>
}

func.func @_ZGVeN16vv_powf(%x: vector<16xf32>, %y: vector<16xf32>) -> vector<16xf32>
    attributes {xpiler.ulp = 4, xpiler.manual = "glibc manual and libmvec, AVX512F", xpiler.evidence = "executed"} {
  %r = math.powf %x, %y : vector<16xf32>
  return %r : vector<16xf32>
}

// Tiles. Register t of a function is a local array of the size that its configuration gives it, 16 rows of 64 bytes at most. What it holds
// before it is written is not said.
// t[i][j] = 0
func.func @_tile_zero(%t: memref<?x?x!T> {xpiler.tile, xpiler.ctype = "int"})
    attributes {xpiler.types = [i8, i32], xpiler.archs = ["sapphirerapids"], xpiler.manual = "Intel Intrinsics Guide, AMX-TILE", xpiler.evidence = "executed"} {
  %zero = arith.constant 0 : !T
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = memref.dim %t, %c0 : memref<?x?x!T>
  %columns = memref.dim %t, %c1 : memref<?x?x!T>
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %columns step %c1 {
      memref.store %zero, %t[%i, %j] : memref<?x?x!T>
    }
  }
  return
}

// t[i][j] = 0
func.func @_tile_zero(%t: memref<?x?x!T> {xpiler.tile, xpiler.ctype = "int"})
    attributes {xpiler.types = [bf16, f32], xpiler.archs = ["sapphirerapids"], xpiler.manual = "Intel Intrinsics Guide, AMX-TILE", xpiler.evidence = "executed"} {
  %zero = arith.constant 0.0 : !T
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = memref.dim %t, %c0 : memref<?x?x!T>
  %columns = memref.dim %t, %c1 : memref<?x?x!T>
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %columns step %c1 {
      memref.store %zero, %t[%i, %j] : memref<?x?x!T>
    }
  }
  return
}

// t[i][j] = p[i * (stride) + j]
func.func @_tile_loadd(%t: memref<?x?x!T> {xpiler.tile, xpiler.ctype = "int"}, %p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}, %stride: index {xpiler.immediate = [64, 96]})
    attributes {xpiler.types = [i8], xpiler.archs = ["sapphirerapids"], xpiler.manual = "Intel Intrinsics Guide, AMX-TILE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = memref.dim %t, %c0 : memref<?x?x!T>
  %columns = memref.dim %t, %c1 : memref<?x?x!T>
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %columns step %c1 {
      %row = arith.muli %i, %stride : index
      %at = arith.addi %row, %j : index
      %x = memref.load %p[%at] : memref<?x!T>
      memref.store %x, %t[%i, %j] : memref<?x?x!T>
    }
  }
  return
}

// t[i][j] = p[i * (stride) + j]
func.func @_tile_stream_loadd(%t: memref<?x?x!T> {xpiler.tile, xpiler.ctype = "int"}, %p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}, %stride: index {xpiler.immediate = [64, 96]})
    attributes {xpiler.types = [i8], xpiler.archs = ["sapphirerapids"], xpiler.manual = "Intel Intrinsics Guide, AMX-TILE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = memref.dim %t, %c0 : memref<?x?x!T>
  %columns = memref.dim %t, %c1 : memref<?x?x!T>
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %columns step %c1 {
      %row = arith.muli %i, %stride : index
      %at = arith.addi %row, %j : index
      %x = memref.load %p[%at] : memref<?x!T>
      memref.store %x, %t[%i, %j] : memref<?x?x!T>
    }
  }
  return
}

// p[i * (stride) + j] = t[i][j]
func.func @_tile_stored(%t: memref<?x?x!T> {xpiler.tile, xpiler.ctype = "int", xpiler.const}, %p: memref<?x!T> {xpiler.ctype = "void *"}, %stride: index {xpiler.immediate = [64, 96]})
    attributes {xpiler.types = [i8], xpiler.archs = ["sapphirerapids"], xpiler.manual = "Intel Intrinsics Guide, AMX-TILE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = memref.dim %t, %c0 : memref<?x?x!T>
  %columns = memref.dim %t, %c1 : memref<?x?x!T>
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %columns step %c1 {
      %row = arith.muli %i, %stride : index
      %at = arith.addi %row, %j : index
      %x = memref.load %t[%i, %j] : memref<?x?x!T>
      memref.store %x, %p[%at] : memref<?x!T>
    }
  }
  return
}

// t[i][j] = p[i * (stride / 2) + j]
func.func @_tile_loadd(%t: memref<?x?x!T> {xpiler.tile, xpiler.ctype = "int"}, %p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}, %stride: index {xpiler.immediate = [64, 96]})
    attributes {xpiler.types = [bf16], xpiler.archs = ["sapphirerapids"], xpiler.manual = "Intel Intrinsics Guide, AMX-TILE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = memref.dim %t, %c0 : memref<?x?x!T>
  %columns = memref.dim %t, %c1 : memref<?x?x!T>
  %size = arith.constant 2 : index
  %line = arith.divsi %stride, %size : index
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %columns step %c1 {
      %row = arith.muli %i, %line : index
      %at = arith.addi %row, %j : index
      %x = memref.load %p[%at] : memref<?x!T>
      memref.store %x, %t[%i, %j] : memref<?x?x!T>
    }
  }
  return
}

// t[i][j] = p[i * (stride / 2) + j]
func.func @_tile_stream_loadd(%t: memref<?x?x!T> {xpiler.tile, xpiler.ctype = "int"}, %p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}, %stride: index {xpiler.immediate = [64, 96]})
    attributes {xpiler.types = [bf16], xpiler.archs = ["sapphirerapids"], xpiler.manual = "Intel Intrinsics Guide, AMX-TILE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = memref.dim %t, %c0 : memref<?x?x!T>
  %columns = memref.dim %t, %c1 : memref<?x?x!T>
  %size = arith.constant 2 : index
  %line = arith.divsi %stride, %size : index
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %columns step %c1 {
      %row = arith.muli %i, %line : index
      %at = arith.addi %row, %j : index
      %x = memref.load %p[%at] : memref<?x!T>
      memref.store %x, %t[%i, %j] : memref<?x?x!T>
    }
  }
  return
}

// p[i * (stride / 2) + j] = t[i][j]
func.func @_tile_stored(%t: memref<?x?x!T> {xpiler.tile, xpiler.ctype = "int", xpiler.const}, %p: memref<?x!T> {xpiler.ctype = "void *"}, %stride: index {xpiler.immediate = [64, 96]})
    attributes {xpiler.types = [bf16], xpiler.archs = ["sapphirerapids"], xpiler.manual = "Intel Intrinsics Guide, AMX-TILE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = memref.dim %t, %c0 : memref<?x?x!T>
  %columns = memref.dim %t, %c1 : memref<?x?x!T>
  %size = arith.constant 2 : index
  %line = arith.divsi %stride, %size : index
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %columns step %c1 {
      %row = arith.muli %i, %line : index
      %at = arith.addi %row, %j : index
      %x = memref.load %t[%i, %j] : memref<?x?x!T>
      memref.store %x, %p[%at] : memref<?x!T>
    }
  }
  return
}

// t[i][j] = p[i * (stride / 4) + j]
func.func @_tile_loadd(%t: memref<?x?x!T> {xpiler.tile, xpiler.ctype = "int"}, %p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}, %stride: index {xpiler.immediate = [64, 96]})
    attributes {xpiler.types = [i32, f32], xpiler.archs = ["sapphirerapids"], xpiler.manual = "Intel Intrinsics Guide, AMX-TILE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = memref.dim %t, %c0 : memref<?x?x!T>
  %columns = memref.dim %t, %c1 : memref<?x?x!T>
  %size = arith.constant 4 : index
  %line = arith.divsi %stride, %size : index
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %columns step %c1 {
      %row = arith.muli %i, %line : index
      %at = arith.addi %row, %j : index
      %x = memref.load %p[%at] : memref<?x!T>
      memref.store %x, %t[%i, %j] : memref<?x?x!T>
    }
  }
  return
}

// t[i][j] = p[i * (stride / 4) + j]
func.func @_tile_stream_loadd(%t: memref<?x?x!T> {xpiler.tile, xpiler.ctype = "int"}, %p: memref<?x!T> {xpiler.const, xpiler.ctype = "const void *"}, %stride: index {xpiler.immediate = [64, 96]})
    attributes {xpiler.types = [i32, f32], xpiler.archs = ["sapphirerapids"], xpiler.manual = "Intel Intrinsics Guide, AMX-TILE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = memref.dim %t, %c0 : memref<?x?x!T>
  %columns = memref.dim %t, %c1 : memref<?x?x!T>
  %size = arith.constant 4 : index
  %line = arith.divsi %stride, %size : index
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %columns step %c1 {
      %row = arith.muli %i, %line : index
      %at = arith.addi %row, %j : index
      %x = memref.load %p[%at] : memref<?x!T>
      memref.store %x, %t[%i, %j] : memref<?x?x!T>
    }
  }
  return
}

// p[i * (stride / 4) + j] = t[i][j]
func.func @_tile_stored(%t: memref<?x?x!T> {xpiler.tile, xpiler.ctype = "int", xpiler.const}, %p: memref<?x!T> {xpiler.ctype = "void *"}, %stride: index {xpiler.immediate = [64, 96]})
    attributes {xpiler.types = [i32, f32], xpiler.archs = ["sapphirerapids"], xpiler.manual = "Intel Intrinsics Guide, AMX-TILE", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = memref.dim %t, %c0 : memref<?x?x!T>
  %columns = memref.dim %t, %c1 : memref<?x?x!T>
  %size = arith.constant 4 : index
  %line = arith.divsi %stride, %size : index
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %columns step %c1 {
      %row = arith.muli %i, %line : index
      %at = arith.addi %row, %j : index
      %x = memref.load %t[%i, %j] : memref<?x?x!T>
      memref.store %x, %p[%at] : memref<?x!T>
    }
  }
  return
}

// c[i][j] += the sum over g and e < 4 of a[i][4 * g + e] * b[g][4 * j + e]: signed, signed
func.func @_tile_dpbssd(%c: memref<?x?xi32> {xpiler.tile, xpiler.ctype = "int"}, %a: memref<?x?xi8> {xpiler.tile, xpiler.ctype = "int", xpiler.const}, %b: memref<?x?xi8> {xpiler.tile, xpiler.ctype = "int", xpiler.const})
    attributes {xpiler.archs = ["sapphirerapids"], xpiler.manual = "Intel Intrinsics Guide, AMX-INT8", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %group = arith.constant 4 : index
  %rows = memref.dim %c, %c0 : memref<?x?xi32>
  %columns = memref.dim %c, %c1 : memref<?x?xi32>
  %groups = memref.dim %b, %c0 : memref<?x?xi8>
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %columns step %c1 {
      scf.for %g = %c0 to %groups step %c1 {
        scf.for %e = %c0 to %group step %c1 {
          %ag = arith.muli %g, %group : index
          %ae = arith.addi %ag, %e : index
          %bj = arith.muli %j, %group : index
          %be = arith.addi %bj, %e : index
          %x = memref.load %a[%i, %ae] : memref<?x?xi8>
          %y = memref.load %b[%g, %be] : memref<?x?xi8>
          %xw = arith.extsi %x : i8 to i32
          %yw = arith.extsi %y : i8 to i32
          %p = arith.muli %xw, %yw : i32
          %before = memref.load %c[%i, %j] : memref<?x?xi32>
          %after = arith.addi %before, %p : i32
          memref.store %after, %c[%i, %j] : memref<?x?xi32>
        }
      }
    }
  }
  return
}

// c[i][j] += the sum over g and e < 4 of a[i][4 * g + e] * b[g][4 * j + e]: signed, unsigned
func.func @_tile_dpbsud(%c: memref<?x?xi32> {xpiler.tile, xpiler.ctype = "int"}, %a: memref<?x?xi8> {xpiler.tile, xpiler.ctype = "int", xpiler.const}, %b: memref<?x?xi8> {xpiler.tile, xpiler.ctype = "int", xpiler.const})
    attributes {xpiler.archs = ["sapphirerapids"], xpiler.manual = "Intel Intrinsics Guide, AMX-INT8", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %group = arith.constant 4 : index
  %rows = memref.dim %c, %c0 : memref<?x?xi32>
  %columns = memref.dim %c, %c1 : memref<?x?xi32>
  %groups = memref.dim %b, %c0 : memref<?x?xi8>
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %columns step %c1 {
      scf.for %g = %c0 to %groups step %c1 {
        scf.for %e = %c0 to %group step %c1 {
          %ag = arith.muli %g, %group : index
          %ae = arith.addi %ag, %e : index
          %bj = arith.muli %j, %group : index
          %be = arith.addi %bj, %e : index
          %x = memref.load %a[%i, %ae] : memref<?x?xi8>
          %y = memref.load %b[%g, %be] : memref<?x?xi8>
          %xw = arith.extsi %x : i8 to i32
          %yw = arith.extui %y : i8 to i32
          %p = arith.muli %xw, %yw : i32
          %before = memref.load %c[%i, %j] : memref<?x?xi32>
          %after = arith.addi %before, %p : i32
          memref.store %after, %c[%i, %j] : memref<?x?xi32>
        }
      }
    }
  }
  return
}

// c[i][j] += the sum over g and e < 4 of a[i][4 * g + e] * b[g][4 * j + e]: unsigned, signed
func.func @_tile_dpbusd(%c: memref<?x?xi32> {xpiler.tile, xpiler.ctype = "int"}, %a: memref<?x?xi8> {xpiler.tile, xpiler.ctype = "int", xpiler.const}, %b: memref<?x?xi8> {xpiler.tile, xpiler.ctype = "int", xpiler.const})
    attributes {xpiler.archs = ["sapphirerapids"], xpiler.manual = "Intel Intrinsics Guide, AMX-INT8", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %group = arith.constant 4 : index
  %rows = memref.dim %c, %c0 : memref<?x?xi32>
  %columns = memref.dim %c, %c1 : memref<?x?xi32>
  %groups = memref.dim %b, %c0 : memref<?x?xi8>
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %columns step %c1 {
      scf.for %g = %c0 to %groups step %c1 {
        scf.for %e = %c0 to %group step %c1 {
          %ag = arith.muli %g, %group : index
          %ae = arith.addi %ag, %e : index
          %bj = arith.muli %j, %group : index
          %be = arith.addi %bj, %e : index
          %x = memref.load %a[%i, %ae] : memref<?x?xi8>
          %y = memref.load %b[%g, %be] : memref<?x?xi8>
          %xw = arith.extui %x : i8 to i32
          %yw = arith.extsi %y : i8 to i32
          %p = arith.muli %xw, %yw : i32
          %before = memref.load %c[%i, %j] : memref<?x?xi32>
          %after = arith.addi %before, %p : i32
          memref.store %after, %c[%i, %j] : memref<?x?xi32>
        }
      }
    }
  }
  return
}

// c[i][j] += the sum over g and e < 4 of a[i][4 * g + e] * b[g][4 * j + e]: unsigned, unsigned
func.func @_tile_dpbuud(%c: memref<?x?xi32> {xpiler.tile, xpiler.ctype = "int"}, %a: memref<?x?xi8> {xpiler.tile, xpiler.ctype = "int", xpiler.const}, %b: memref<?x?xi8> {xpiler.tile, xpiler.ctype = "int", xpiler.const})
    attributes {xpiler.archs = ["sapphirerapids"], xpiler.manual = "Intel Intrinsics Guide, AMX-INT8", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %group = arith.constant 4 : index
  %rows = memref.dim %c, %c0 : memref<?x?xi32>
  %columns = memref.dim %c, %c1 : memref<?x?xi32>
  %groups = memref.dim %b, %c0 : memref<?x?xi8>
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %columns step %c1 {
      scf.for %g = %c0 to %groups step %c1 {
        scf.for %e = %c0 to %group step %c1 {
          %ag = arith.muli %g, %group : index
          %ae = arith.addi %ag, %e : index
          %bj = arith.muli %j, %group : index
          %be = arith.addi %bj, %e : index
          %x = memref.load %a[%i, %ae] : memref<?x?xi8>
          %y = memref.load %b[%g, %be] : memref<?x?xi8>
          %xw = arith.extui %x : i8 to i32
          %yw = arith.extui %y : i8 to i32
          %p = arith.muli %xw, %yw : i32
          %before = memref.load %c[%i, %j] : memref<?x?xi32>
          %after = arith.addi %before, %p : i32
          memref.store %after, %c[%i, %j] : memref<?x?xi32>
        }
      }
    }
  }
  return
}

// c[i][j] += the sum over g and e < 2 of a[i][2 * g + e] * b[g][2 * j + e]
func.func @_tile_dpbf16ps(%c: memref<?x?xf32> {xpiler.tile, xpiler.ctype = "int"}, %a: memref<?x?xbf16> {xpiler.tile, xpiler.ctype = "int", xpiler.const}, %b: memref<?x?xbf16> {xpiler.tile, xpiler.ctype = "int", xpiler.const})
    attributes {xpiler.unordered, xpiler.archs = ["sapphirerapids"], xpiler.manual = "Intel Intrinsics Guide, AMX-BF16", xpiler.evidence = "executed"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %group = arith.constant 2 : index
  %rows = memref.dim %c, %c0 : memref<?x?xf32>
  %columns = memref.dim %c, %c1 : memref<?x?xf32>
  %groups = memref.dim %b, %c0 : memref<?x?xbf16>
  scf.for %i = %c0 to %rows step %c1 {
    scf.for %j = %c0 to %columns step %c1 {
      scf.for %g = %c0 to %groups step %c1 {
        scf.for %e = %c0 to %group step %c1 {
          %ag = arith.muli %g, %group : index
          %ae = arith.addi %ag, %e : index
          %bj = arith.muli %j, %group : index
          %be = arith.addi %bj, %e : index
          %x = memref.load %a[%i, %ae] : memref<?x?xbf16>
          %y = memref.load %b[%g, %be] : memref<?x?xbf16>
          %xw = arith.extf %x : bf16 to f32
          %yw = arith.extf %y : bf16 to f32
          %p = arith.mulf %xw, %yw : f32
          %before = memref.load %c[%i, %j] : memref<?x?xf32>
          %after = arith.addf %before, %p : f32
          memref.store %after, %c[%i, %j] : memref<?x?xf32>
        }
      }
    }
  }
  return
}
