// The rows of BANG C (see dialects/src/rows.rs for the format). Sources: the vendor's compiler headers (BANG 3.x) and mlu-ops;
// the section numbers are those of the BANG C developer guide's chapters. `!T` is each type of `xpiler.types` in turn.
// Vector intrinsics work on NRAM; counts are elements and positive; from MLU3xx on there is no alignment rule.

// dst[i] = a[i] + b[i]
func.func @__bang_add(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %b: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, vector arithmetic", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %y = memref.load %b[%i] : memref<?x!T>
    %r = arith.addf %x, %y : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = a[i] - b[i]
func.func @__bang_sub(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %b: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, vector arithmetic", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %y = memref.load %b[%i] : memref<?x!T>
    %r = arith.subf %x, %y : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = a[i] * b[i]
func.func @__bang_mul(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %b: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, vector arithmetic", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %y = memref.load %b[%i] : memref<?x!T>
    %r = arith.mulf %x, %y : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = a[i] + y
func.func @__bang_add_scalar(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %y: !T, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, vector arithmetic", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %r = arith.addf %x, %y : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = a[i] - y
func.func @__bang_sub_scalar(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %y: !T, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, vector arithmetic", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %r = arith.subf %x, %y : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = a[i] * y
func.func @__bang_mul_scalar(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %y: !T, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, vector arithmetic", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %r = arith.mulf %x, %y : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = a[i] / b[i]; the four-operand form, which MLU372 lacks
func.func @__bang_div(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %b: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.archs = ["mtp_592"], xpiler.manual = "BANG C, vector arithmetic", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %y = memref.load %b[%i] : memref<?x!T>
    %r = arith.divf %x, %y : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = max(a[i], b[i])
func.func @__bang_maxequal(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %b: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.numbers, xpiler.manual = "BANG C, vector arithmetic", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %y = memref.load %b[%i] : memref<?x!T>
    %r = arith.maxnumf %x, %y : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = min(a[i], b[i])
func.func @__bang_minequal(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %b: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.numbers, xpiler.manual = "BANG C, vector arithmetic", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %y = memref.load %b[%i] : memref<?x!T>
    %r = arith.minnumf %x, %y : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = max(a[i], y)
func.func @__bang_maxeq_scalar(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %y: !T, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.numbers, xpiler.manual = "BANG C, vector arithmetic", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %r = arith.maxnumf %x, %y : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = min(a[i], y)
func.func @__bang_mineq_scalar(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %y: !T, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.numbers, xpiler.manual = "BANG C, vector arithmetic", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %r = arith.minnumf %x, %y : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = a[i] > y ? 1 : 0
func.func @__bang_gt_scalar(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %y: !T, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, vector comparison: 1 or 0 in the operands type", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %one = arith.constant 1.0 : !T
    %zero = arith.constant 0.0 : !T
    %c = arith.cmpf ogt, %x, %y : !T
    %r = arith.select %c, %one, %zero : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = a[i] >= y ? 1 : 0
func.func @__bang_ge_scalar(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %y: !T, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, vector comparison: 1 or 0 in the operands type", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %one = arith.constant 1.0 : !T
    %zero = arith.constant 0.0 : !T
    %c = arith.cmpf oge, %x, %y : !T
    %r = arith.select %c, %one, %zero : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = a[i] < y ? 1 : 0
func.func @__bang_lt_scalar(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %y: !T, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, vector comparison: 1 or 0 in the operands type", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %one = arith.constant 1.0 : !T
    %zero = arith.constant 0.0 : !T
    %c = arith.cmpf olt, %x, %y : !T
    %r = arith.select %c, %one, %zero : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = a[i] <= y ? 1 : 0
func.func @__bang_le_scalar(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %y: !T, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, vector comparison: 1 or 0 in the operands type", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %one = arith.constant 1.0 : !T
    %zero = arith.constant 0.0 : !T
    %c = arith.cmpf ole, %x, %y : !T
    %r = arith.select %c, %one, %zero : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = a[i] == y ? 1 : 0
func.func @__bang_eq_scalar(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %y: !T, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, vector comparison: 1 or 0 in the operands type", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %one = arith.constant 1.0 : !T
    %zero = arith.constant 0.0 : !T
    %c = arith.cmpf oeq, %x, %y : !T
    %r = arith.select %c, %one, %zero : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = sqrt(a[i])
func.func @__bang_sqrt(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32], xpiler.alias, xpiler.manual = "BANG C, vector functions (accurate, float, from MLU3xx on)", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %r = math.sqrt %x : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = 1 / sqrt(a[i])
func.func @__bang_rsqrt(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32], xpiler.alias, xpiler.approx, xpiler.manual = "BANG C, vector functions (accurate, float, from MLU3xx on)", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %r = math.rsqrt %x : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = 1 / a[i]
func.func @__bang_recip(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32], xpiler.alias, xpiler.manual = "BANG C, vector functions (accurate, float, from MLU3xx on)", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %one = arith.constant 1.0 : !T
    %r = arith.divf %one, %x : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = 2^a[i]
func.func @__bang_pow2(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32], xpiler.alias, xpiler.approx, xpiler.manual = "BANG C, vector functions (accurate, float, from MLU3xx on)", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %r = math.exp2 %x : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = max(a[i], 0)
func.func @__bang_relu(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, vector arithmetic", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %zero = arith.constant 0.0 : !T
    %r = arith.maxnumf %x, %zero : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = value
func.func @__bang_write_value(%dst: memref<?x!T> {xpiler.space = "nram"}, %n: index, %value: !T)
    attributes {xpiler.types = [f32, f16], xpiler.manual = "BANG C, memory fill: the element type is that of value", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    memref.store %value, %dst[%i] : memref<?x!T>
  }
  return
}

// returns src[0] + ... + src[n - 1]
func.func @__bang_sum(%src: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index) -> !T
    attributes {xpiler.types = [f32], xpiler.manual = "BANG C, vector reduction", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : !T
  %sum = scf.for %i = %c0 to %n step %c1 iter_args(%s = %zero) -> (!T) {
    %x = memref.load %src[%i] : memref<?x!T>
    %r = arith.addf %s, %x : !T
    scf.yield %r : !T
  }
  return %sum : !T
}

// dst[0] = the largest of src[0], ..., src[n - 1]. The index that the manual puts behind it is not modelled: dst[1] is left undefined.
func.func @__bang_max(%dst: memref<?x!T> {xpiler.defined = 1, xpiler.space = "nram"}, %src: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32], xpiler.numbers, xpiler.manual = "BANG C, vector reduction: value, then index", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %first = memref.load %src[%c0] : memref<?x!T>
  %m = scf.for %i = %c1 to %n step %c1 iter_args(%s = %first) -> (!T) {
    %x = memref.load %src[%i] : memref<?x!T>
    %r = arith.maxnumf %s, %x : !T
    scf.yield %r : !T
  }
  memref.store %m, %dst[%c0] : memref<?x!T>
  return
}

// dst[0] = the smallest of src[0], ..., src[n - 1]. The index that the manual puts behind it is not modelled: dst[1] is left undefined.
func.func @__bang_min(%dst: memref<?x!T> {xpiler.defined = 1, xpiler.space = "nram"}, %src: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32], xpiler.numbers, xpiler.manual = "BANG C, vector reduction: value, then index", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %first = memref.load %src[%c0] : memref<?x!T>
  %m = scf.for %i = %c1 to %n step %c1 iter_args(%s = %first) -> (!T) {
    %x = memref.load %src[%i] : memref<?x!T>
    %r = arith.minnumf %s, %x : !T
    scf.yield %r : !T
  }
  memref.store %m, %dst[%c0] : memref<?x!T>
  return
}

