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

// dst[i] = |a[i]|
func.func @__bang_abs(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, vector operations", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %r = math.absf %x : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = a[i] * a[i]
func.func @__bang_square(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, vector operations", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %r = arith.mulf %x, %x : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = log2(a[i])
func.func @__bang_log2(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32], xpiler.alias, xpiler.ulp = 2, xpiler.manual = "BANG C, vector functions (accurate, float, from MLU3xx on)", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %r = math.log2 %x : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = log2(a[i]): the old name of __bang_log2, not the natural logarithm
func.func @__bang_log(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32], xpiler.alias, xpiler.ulp = 2, xpiler.manual = "BANG C, vector functions (accurate, float, from MLU3xx on)", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %r = math.log2 %x : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = a[i] + b[i % m], n is a multiple of m
func.func @__bang_cycle_add(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %b: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index {xpiler.immediate = [64 : index, 32 : index]}, %m: index {xpiler.immediate = [16 : index, 32 : index]})
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, stream operations: a short vector again and again", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rounds = arith.divui %n, %m : index
  scf.for %r = %c0 to %rounds step %c1 {
    %first = arith.muli %r, %m : index
    scf.for %j = %c0 to %m step %c1 {
      %i = arith.addi %first, %j : index
      %x = memref.load %a[%i] : memref<?x!T>
      %y = memref.load %b[%j] : memref<?x!T>
      %v = arith.addf %x, %y : !T
      memref.store %v, %dst[%i] : memref<?x!T>
    }
  }
  return
}

// dst[i] = a[i] - b[i % m], n is a multiple of m
func.func @__bang_cycle_sub(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %b: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index {xpiler.immediate = [64 : index, 32 : index]}, %m: index {xpiler.immediate = [16 : index, 32 : index]})
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, stream operations: a short vector again and again", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rounds = arith.divui %n, %m : index
  scf.for %r = %c0 to %rounds step %c1 {
    %first = arith.muli %r, %m : index
    scf.for %j = %c0 to %m step %c1 {
      %i = arith.addi %first, %j : index
      %x = memref.load %a[%i] : memref<?x!T>
      %y = memref.load %b[%j] : memref<?x!T>
      %v = arith.subf %x, %y : !T
      memref.store %v, %dst[%i] : memref<?x!T>
    }
  }
  return
}

// dst[i] = a[i] * b[i % m], n is a multiple of m
func.func @__bang_cycle_mul(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %b: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index {xpiler.immediate = [64 : index, 32 : index]}, %m: index {xpiler.immediate = [16 : index, 32 : index]})
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.manual = "BANG C, stream operations: a short vector again and again", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rounds = arith.divui %n, %m : index
  scf.for %r = %c0 to %rounds step %c1 {
    %first = arith.muli %r, %m : index
    scf.for %j = %c0 to %m step %c1 {
      %i = arith.addi %first, %j : index
      %x = memref.load %a[%i] : memref<?x!T>
      %y = memref.load %b[%j] : memref<?x!T>
      %v = arith.mulf %x, %y : !T
      memref.store %v, %dst[%i] : memref<?x!T>
    }
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
    attributes {xpiler.types = [f32, f16, i8, i16, i32], xpiler.manual = "BANG C, memory fill: the element type is that of value", xpiler.evidence = "documented"} {
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

// dst[i] = 0
func.func @__bang_write_zero(%dst: memref<?x!T> {xpiler.space = "nram"}, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.manual = "BANG C, memory fill", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : !T
  scf.for %i = %c0 to %n step %c1 {
    memref.store %zero, %dst[%i] : memref<?x!T>
  }
  return
}

// The activation functions of the older parts, from tables: 1% off at the worst, and only where `xpiler.between` says: outside
// of it e^x stops growing. They are read, not written: `tensorize` takes accurate ones.

// dst[i] = e^a[i]
func.func @__bang_active_exp(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.between = [-7.0, 7.0], xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.approx = 1.1e-2, xpiler.manual = "BANG C, activation functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %r = math.exp %x : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = tanh(a[i])
func.func @__bang_active_tanh(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.between = [-7.0, 7.0], xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.approx = 1.1e-2, xpiler.manual = "BANG C, activation functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %r = math.tanh %x : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = 1 / (1 + e^-a[i])
func.func @__bang_active_sigmoid(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.between = [-7.0, 7.0], xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.approx = 1.3e-2, xpiler.manual = "BANG C, activation functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %one = arith.constant 1.0 : !T
    %m = arith.negf %x : !T
    %e = math.exp %m : !T
    %s = arith.addf %one, %e : !T
    %r = arith.divf %one, %s : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// dst[i] = max(a[i], 0)
func.func @__bang_active_relu(%dst: memref<?x!T> {xpiler.space = "nram"}, %a: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32, f16], xpiler.alias, xpiler.numbers, xpiler.manual = "BANG C, activation functions", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : !T
  scf.for %i = %c0 to %n step %c1 {
    %x = memref.load %a[%i] : memref<?x!T>
    %r = arith.maxnumf %x, %zero : !T
    memref.store %r, %dst[%i] : memref<?x!T>
  }
  return
}

// Blocks of 128 bytes: dst[32 * b] = src[32 * b] + ... + src[32 * b + 31]; from MLU3xx on the rest of a block keeps its values.
func.func @__bang_reduce_sum(%dst: memref<?x!T> {xpiler.space = "nram"}, %src: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
    attributes {xpiler.types = [f32], xpiler.alias, xpiler.manual = "BANG C, vector reduction", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %block = arith.constant 32 : index
  %zero = arith.constant 0.0 : !T
  scf.for %b = %c0 to %n step %block {
    %past = arith.addi %b, %block : index
    %end = arith.minsi %past, %n : index
    %sum = scf.for %i = %b to %end step %c1 iter_args(%s = %zero) -> (!T) {
      %x = memref.load %src[%i] : memref<?x!T>
      %r = arith.addf %s, %x : !T
      scf.yield %r : !T
    }
    memref.store %sum, %dst[%b] : memref<?x!T>
  }
  return
}

// dst[0] = the largest of src[0], ..., src[n - 1]. The index that the manual puts behind it is not modelled, as of __bang_max.
func.func @__bang_argmax(%dst: memref<?x!T> {xpiler.defined = 1, xpiler.space = "nram"}, %src: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
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

// dst[0] = the smallest of src[0], ..., src[n - 1]. The index that the manual puts behind it is not modelled, as of __bang_max.
func.func @__bang_argmin(%dst: memref<?x!T> {xpiler.defined = 1, xpiler.space = "nram"}, %src: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index)
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

// Tensors. The rows' order of the elements is the text's, the fastest index last; what is gathered is written once.

// dst[w][h] = src[h][w]
func.func @__bang_transpose(%dst: memref<?x!T> {xpiler.space = "nram"}, %src: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %height: index {xpiler.below = 16 : i64}, %width: index {xpiler.below = 16 : i64})
    attributes {xpiler.types = [f32, f16], xpiler.manual = "BANG C, layout", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %height step %c1 {
    scf.for %j = %c0 to %width step %c1 {
      %s0 = arith.muli %i, %width : index
      %from = arith.addi %s0, %j : index
      %d0 = arith.muli %j, %height : index
      %to = arith.addi %d0, %i : index
      %x = memref.load %src[%from] : memref<?x!T>
      memref.store %x, %dst[%to] : memref<?x!T>
    }
  }
  return
}

// n rows of h * w * c weights in the order that WRAM wants them. That order depends on the part and only the rows that read weights see
// it: here WRAM holds logical rows, so a copy. Weights that no __bang_reshape_filter went over are right up to 64 rows.
func.func @__bang_reshape_filter(%dst: memref<?x!T> {xpiler.space = "nram"}, %src: memref<?x!T> {xpiler.space = "nram", xpiler.const}, %n: index {xpiler.immediate = [64 : index], xpiler.multiple = 64 : i64}, %h: index {xpiler.below = 2 : i64}, %w: index {xpiler.below = 2 : i64}, %c: index {xpiler.below = 2 : i64})
    attributes {xpiler.types = [f32, f16], xpiler.orders = 2 : i64, xpiler.manual = "BANG C, weights: the order of their rows in WRAM", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %hw = arith.muli %h, %w : index
  %row = arith.muli %hw, %c : index
  %all = arith.muli %n, %row : index
  scf.for %i = %c0 to %all step %c1 {
    %x = memref.load %src[%i] : memref<?x!T>
    memref.store %x, %dst[%i] : memref<?x!T>
  }
  return
}

// Pooling of [height][width][channel]. The kernel is height then width, the stride WIDTH then HEIGHT; without strides they are the kernel's.
// No padding: what fills no window is dropped. From MLU3xx on the source may be the target, for windows are read in front of what is written.

// dst[y][x][c] = the largest of src[y * stride_h + i][x * stride_w + j][c] over the kernel
func.func @__bang_maxpool(%dst: memref<?xf32> {xpiler.space = "nram"}, %src: memref<?xf32> {xpiler.space = "nram", xpiler.const}, %channel: index {xpiler.immediate = [3 : index]}, %height: index {xpiler.immediate = [7 : index]}, %width: index {xpiler.immediate = [6 : index]}, %kernel_h: index {xpiler.immediate = [2 : index]}, %kernel_w: index {xpiler.immediate = [3 : index]}, %stride_w: index {xpiler.immediate = [1 : index, 2 : index]}, %stride_h: index {xpiler.immediate = [2 : index]})
    attributes {xpiler.types = [f32], xpiler.alias, xpiler.numbers, xpiler.manual = "BANG C, pooling", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %start = arith.constant 0xFF800000 : f32
  %free_h = arith.subi %height, %kernel_h : index
  %steps_h = arith.divsi %free_h, %stride_h : index
  %out_h = arith.addi %steps_h, %c1 : index
  %free_w = arith.subi %width, %kernel_w : index
  %steps_w = arith.divsi %free_w, %stride_w : index
  %out_w = arith.addi %steps_w, %c1 : index
  scf.for %y = %c0 to %out_h step %c1 {
    scf.for %x = %c0 to %out_w step %c1 {
      scf.for %c = %c0 to %channel step %c1 {
        %acc = memref.alloca() : memref<f32>
        memref.store %start, %acc[] : memref<f32>
        scf.for %i = %c0 to %kernel_h step %c1 {
          scf.for %j = %c0 to %kernel_w step %c1 {
            %y0 = arith.muli %y, %stride_h : index
            %yi = arith.addi %y0, %i : index
            %r0 = arith.muli %yi, %width : index
            %x0 = arith.muli %x, %stride_w : index
            %xj = arith.addi %x0, %j : index
            %p = arith.addi %r0, %xj : index
            %p0 = arith.muli %p, %channel : index
            %from = arith.addi %p0, %c : index
            %v = memref.load %src[%from] : memref<?xf32>
            %a = memref.load %acc[] : memref<f32>
            %n = arith.maxnumf %a, %v : f32
            memref.store %n, %acc[] : memref<f32>
          }
        }
        %sum = memref.load %acc[] : memref<f32>
        %o0 = arith.muli %y, %out_w : index
        %ox = arith.addi %o0, %x : index
        %o1 = arith.muli %ox, %channel : index
        %to = arith.addi %o1, %c : index
        memref.store %sum, %dst[%to] : memref<?xf32>
      }
    }
  }
  return
}

// the same, the stride being the kernel
func.func @__bang_maxpool.whole(%dst: memref<?xf32> {xpiler.space = "nram"}, %src: memref<?xf32> {xpiler.space = "nram", xpiler.const}, %channel: index {xpiler.immediate = [3 : index]}, %height: index {xpiler.immediate = [7 : index]}, %width: index {xpiler.immediate = [6 : index]}, %kernel_h: index {xpiler.immediate = [2 : index]}, %kernel_w: index {xpiler.immediate = [3 : index]})
    attributes {xpiler.types = [f32], xpiler.alias, xpiler.numbers, xpiler.manual = "BANG C, pooling", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %start = arith.constant 0xFF800000 : f32
  %free_h = arith.subi %height, %kernel_h : index
  %steps_h = arith.divsi %free_h, %kernel_h : index
  %out_h = arith.addi %steps_h, %c1 : index
  %free_w = arith.subi %width, %kernel_w : index
  %steps_w = arith.divsi %free_w, %kernel_w : index
  %out_w = arith.addi %steps_w, %c1 : index
  scf.for %y = %c0 to %out_h step %c1 {
    scf.for %x = %c0 to %out_w step %c1 {
      scf.for %c = %c0 to %channel step %c1 {
        %acc = memref.alloca() : memref<f32>
        memref.store %start, %acc[] : memref<f32>
        scf.for %i = %c0 to %kernel_h step %c1 {
          scf.for %j = %c0 to %kernel_w step %c1 {
            %y0 = arith.muli %y, %kernel_h : index
            %yi = arith.addi %y0, %i : index
            %r0 = arith.muli %yi, %width : index
            %x0 = arith.muli %x, %kernel_w : index
            %xj = arith.addi %x0, %j : index
            %p = arith.addi %r0, %xj : index
            %p0 = arith.muli %p, %channel : index
            %from = arith.addi %p0, %c : index
            %v = memref.load %src[%from] : memref<?xf32>
            %a = memref.load %acc[] : memref<f32>
            %n = arith.maxnumf %a, %v : f32
            memref.store %n, %acc[] : memref<f32>
          }
        }
        %sum = memref.load %acc[] : memref<f32>
        %o0 = arith.muli %y, %out_w : index
        %ox = arith.addi %o0, %x : index
        %o1 = arith.muli %ox, %channel : index
        %to = arith.addi %o1, %c : index
        memref.store %sum, %dst[%to] : memref<?xf32>
      }
    }
  }
  return
}

// dst[y][x][c] = the smallest of src[y * stride_h + i][x * stride_w + j][c] over the kernel
func.func @__bang_minpool(%dst: memref<?xf32> {xpiler.space = "nram"}, %src: memref<?xf32> {xpiler.space = "nram", xpiler.const}, %channel: index {xpiler.immediate = [3 : index]}, %height: index {xpiler.immediate = [7 : index]}, %width: index {xpiler.immediate = [6 : index]}, %kernel_h: index {xpiler.immediate = [2 : index]}, %kernel_w: index {xpiler.immediate = [3 : index]}, %stride_w: index {xpiler.immediate = [1 : index, 2 : index]}, %stride_h: index {xpiler.immediate = [2 : index]})
    attributes {xpiler.types = [f32], xpiler.alias, xpiler.numbers, xpiler.manual = "BANG C, pooling", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %start = arith.constant 0x7F800000 : f32
  %free_h = arith.subi %height, %kernel_h : index
  %steps_h = arith.divsi %free_h, %stride_h : index
  %out_h = arith.addi %steps_h, %c1 : index
  %free_w = arith.subi %width, %kernel_w : index
  %steps_w = arith.divsi %free_w, %stride_w : index
  %out_w = arith.addi %steps_w, %c1 : index
  scf.for %y = %c0 to %out_h step %c1 {
    scf.for %x = %c0 to %out_w step %c1 {
      scf.for %c = %c0 to %channel step %c1 {
        %acc = memref.alloca() : memref<f32>
        memref.store %start, %acc[] : memref<f32>
        scf.for %i = %c0 to %kernel_h step %c1 {
          scf.for %j = %c0 to %kernel_w step %c1 {
            %y0 = arith.muli %y, %stride_h : index
            %yi = arith.addi %y0, %i : index
            %r0 = arith.muli %yi, %width : index
            %x0 = arith.muli %x, %stride_w : index
            %xj = arith.addi %x0, %j : index
            %p = arith.addi %r0, %xj : index
            %p0 = arith.muli %p, %channel : index
            %from = arith.addi %p0, %c : index
            %v = memref.load %src[%from] : memref<?xf32>
            %a = memref.load %acc[] : memref<f32>
            %n = arith.minnumf %a, %v : f32
            memref.store %n, %acc[] : memref<f32>
          }
        }
        %sum = memref.load %acc[] : memref<f32>
        %o0 = arith.muli %y, %out_w : index
        %ox = arith.addi %o0, %x : index
        %o1 = arith.muli %ox, %channel : index
        %to = arith.addi %o1, %c : index
        memref.store %sum, %dst[%to] : memref<?xf32>
      }
    }
  }
  return
}

// the same, the stride being the kernel
func.func @__bang_minpool.whole(%dst: memref<?xf32> {xpiler.space = "nram"}, %src: memref<?xf32> {xpiler.space = "nram", xpiler.const}, %channel: index {xpiler.immediate = [3 : index]}, %height: index {xpiler.immediate = [7 : index]}, %width: index {xpiler.immediate = [6 : index]}, %kernel_h: index {xpiler.immediate = [2 : index]}, %kernel_w: index {xpiler.immediate = [3 : index]})
    attributes {xpiler.types = [f32], xpiler.alias, xpiler.numbers, xpiler.manual = "BANG C, pooling", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %start = arith.constant 0x7F800000 : f32
  %free_h = arith.subi %height, %kernel_h : index
  %steps_h = arith.divsi %free_h, %kernel_h : index
  %out_h = arith.addi %steps_h, %c1 : index
  %free_w = arith.subi %width, %kernel_w : index
  %steps_w = arith.divsi %free_w, %kernel_w : index
  %out_w = arith.addi %steps_w, %c1 : index
  scf.for %y = %c0 to %out_h step %c1 {
    scf.for %x = %c0 to %out_w step %c1 {
      scf.for %c = %c0 to %channel step %c1 {
        %acc = memref.alloca() : memref<f32>
        memref.store %start, %acc[] : memref<f32>
        scf.for %i = %c0 to %kernel_h step %c1 {
          scf.for %j = %c0 to %kernel_w step %c1 {
            %y0 = arith.muli %y, %kernel_h : index
            %yi = arith.addi %y0, %i : index
            %r0 = arith.muli %yi, %width : index
            %x0 = arith.muli %x, %kernel_w : index
            %xj = arith.addi %x0, %j : index
            %p = arith.addi %r0, %xj : index
            %p0 = arith.muli %p, %channel : index
            %from = arith.addi %p0, %c : index
            %v = memref.load %src[%from] : memref<?xf32>
            %a = memref.load %acc[] : memref<f32>
            %n = arith.minnumf %a, %v : f32
            memref.store %n, %acc[] : memref<f32>
          }
        }
        %sum = memref.load %acc[] : memref<f32>
        %o0 = arith.muli %y, %out_w : index
        %ox = arith.addi %o0, %x : index
        %o1 = arith.muli %ox, %channel : index
        %to = arith.addi %o1, %c : index
        memref.store %sum, %dst[%to] : memref<?xf32>
      }
    }
  }
  return
}

// dst[y][x][c] = the sum of src[y * stride_h + i][x * stride_w + j][c] over the kernel
func.func @__bang_sumpool(%dst: memref<?xf32> {xpiler.space = "nram"}, %src: memref<?xf32> {xpiler.space = "nram", xpiler.const}, %channel: index {xpiler.immediate = [3 : index]}, %height: index {xpiler.immediate = [7 : index]}, %width: index {xpiler.immediate = [6 : index]}, %kernel_h: index {xpiler.immediate = [2 : index]}, %kernel_w: index {xpiler.immediate = [3 : index]}, %stride_w: index {xpiler.immediate = [1 : index, 2 : index]}, %stride_h: index {xpiler.immediate = [2 : index]})
    attributes {xpiler.types = [f32], xpiler.alias, xpiler.manual = "BANG C, pooling", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %start = arith.constant 0.0 : f32
  %free_h = arith.subi %height, %kernel_h : index
  %steps_h = arith.divsi %free_h, %stride_h : index
  %out_h = arith.addi %steps_h, %c1 : index
  %free_w = arith.subi %width, %kernel_w : index
  %steps_w = arith.divsi %free_w, %stride_w : index
  %out_w = arith.addi %steps_w, %c1 : index
  scf.for %y = %c0 to %out_h step %c1 {
    scf.for %x = %c0 to %out_w step %c1 {
      scf.for %c = %c0 to %channel step %c1 {
        %acc = memref.alloca() : memref<f32>
        memref.store %start, %acc[] : memref<f32>
        scf.for %i = %c0 to %kernel_h step %c1 {
          scf.for %j = %c0 to %kernel_w step %c1 {
            %y0 = arith.muli %y, %stride_h : index
            %yi = arith.addi %y0, %i : index
            %r0 = arith.muli %yi, %width : index
            %x0 = arith.muli %x, %stride_w : index
            %xj = arith.addi %x0, %j : index
            %p = arith.addi %r0, %xj : index
            %p0 = arith.muli %p, %channel : index
            %from = arith.addi %p0, %c : index
            %v = memref.load %src[%from] : memref<?xf32>
            %a = memref.load %acc[] : memref<f32>
            %n = arith.addf %a, %v : f32
            memref.store %n, %acc[] : memref<f32>
          }
        }
        %sum = memref.load %acc[] : memref<f32>
        %o0 = arith.muli %y, %out_w : index
        %ox = arith.addi %o0, %x : index
        %o1 = arith.muli %ox, %channel : index
        %to = arith.addi %o1, %c : index
        memref.store %sum, %dst[%to] : memref<?xf32>
      }
    }
  }
  return
}

// the same, the stride being the kernel
func.func @__bang_sumpool.whole(%dst: memref<?xf32> {xpiler.space = "nram"}, %src: memref<?xf32> {xpiler.space = "nram", xpiler.const}, %channel: index {xpiler.immediate = [3 : index]}, %height: index {xpiler.immediate = [7 : index]}, %width: index {xpiler.immediate = [6 : index]}, %kernel_h: index {xpiler.immediate = [2 : index]}, %kernel_w: index {xpiler.immediate = [3 : index]})
    attributes {xpiler.types = [f32], xpiler.alias, xpiler.manual = "BANG C, pooling", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %start = arith.constant 0.0 : f32
  %free_h = arith.subi %height, %kernel_h : index
  %steps_h = arith.divsi %free_h, %kernel_h : index
  %out_h = arith.addi %steps_h, %c1 : index
  %free_w = arith.subi %width, %kernel_w : index
  %steps_w = arith.divsi %free_w, %kernel_w : index
  %out_w = arith.addi %steps_w, %c1 : index
  scf.for %y = %c0 to %out_h step %c1 {
    scf.for %x = %c0 to %out_w step %c1 {
      scf.for %c = %c0 to %channel step %c1 {
        %acc = memref.alloca() : memref<f32>
        memref.store %start, %acc[] : memref<f32>
        scf.for %i = %c0 to %kernel_h step %c1 {
          scf.for %j = %c0 to %kernel_w step %c1 {
            %y0 = arith.muli %y, %kernel_h : index
            %yi = arith.addi %y0, %i : index
            %r0 = arith.muli %yi, %width : index
            %x0 = arith.muli %x, %kernel_w : index
            %xj = arith.addi %x0, %j : index
            %p = arith.addi %r0, %xj : index
            %p0 = arith.muli %p, %channel : index
            %from = arith.addi %p0, %c : index
            %v = memref.load %src[%from] : memref<?xf32>
            %a = memref.load %acc[] : memref<f32>
            %n = arith.addf %a, %v : f32
            memref.store %n, %acc[] : memref<f32>
          }
        }
        %sum = memref.load %acc[] : memref<f32>
        %o0 = arith.muli %y, %out_w : index
        %ox = arith.addi %o0, %x : index
        %o1 = arith.muli %ox, %channel : index
        %to = arith.addi %o1, %c : index
        memref.store %sum, %dst[%to] : memref<?xf32>
      }
    }
  }
  return
}

// dst[y][x][c] = the mean of src[y * stride_h + i][x * stride_w + j][c] over the kernel
func.func @__bang_avgpool(%dst: memref<?xf32> {xpiler.space = "nram"}, %src: memref<?xf32> {xpiler.space = "nram", xpiler.const}, %channel: index {xpiler.immediate = [3 : index]}, %height: index {xpiler.immediate = [7 : index]}, %width: index {xpiler.immediate = [6 : index]}, %kernel_h: index {xpiler.immediate = [2 : index]}, %kernel_w: index {xpiler.immediate = [3 : index]}, %stride_w: index {xpiler.immediate = [1 : index, 2 : index]}, %stride_h: index {xpiler.immediate = [2 : index]})
    attributes {xpiler.types = [f32], xpiler.alias, xpiler.manual = "BANG C, pooling", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %start = arith.constant 0.0 : f32
  %free_h = arith.subi %height, %kernel_h : index
  %steps_h = arith.divsi %free_h, %stride_h : index
  %out_h = arith.addi %steps_h, %c1 : index
  %free_w = arith.subi %width, %kernel_w : index
  %steps_w = arith.divsi %free_w, %stride_w : index
  %out_w = arith.addi %steps_w, %c1 : index
  scf.for %y = %c0 to %out_h step %c1 {
    scf.for %x = %c0 to %out_w step %c1 {
      scf.for %c = %c0 to %channel step %c1 {
        %acc = memref.alloca() : memref<f32>
        memref.store %start, %acc[] : memref<f32>
        scf.for %i = %c0 to %kernel_h step %c1 {
          scf.for %j = %c0 to %kernel_w step %c1 {
            %y0 = arith.muli %y, %stride_h : index
            %yi = arith.addi %y0, %i : index
            %r0 = arith.muli %yi, %width : index
            %x0 = arith.muli %x, %stride_w : index
            %xj = arith.addi %x0, %j : index
            %p = arith.addi %r0, %xj : index
            %p0 = arith.muli %p, %channel : index
            %from = arith.addi %p0, %c : index
            %v = memref.load %src[%from] : memref<?xf32>
            %a = memref.load %acc[] : memref<f32>
            %n = arith.addf %a, %v : f32
            memref.store %n, %acc[] : memref<f32>
          }
        }
        %sum = memref.load %acc[] : memref<f32>
        %k = arith.muli %kernel_h, %kernel_w : index
        %ki = arith.index_cast %k : index to i32
        %kf = arith.sitofp %ki : i32 to f32
        %result = arith.divf %sum, %kf : f32
        %o0 = arith.muli %y, %out_w : index
        %ox = arith.addi %o0, %x : index
        %o1 = arith.muli %ox, %channel : index
        %to = arith.addi %o1, %c : index
        memref.store %result, %dst[%to] : memref<?xf32>
      }
    }
  }
  return
}

// the same, the stride being the kernel
func.func @__bang_avgpool.whole(%dst: memref<?xf32> {xpiler.space = "nram"}, %src: memref<?xf32> {xpiler.space = "nram", xpiler.const}, %channel: index {xpiler.immediate = [3 : index]}, %height: index {xpiler.immediate = [7 : index]}, %width: index {xpiler.immediate = [6 : index]}, %kernel_h: index {xpiler.immediate = [2 : index]}, %kernel_w: index {xpiler.immediate = [3 : index]})
    attributes {xpiler.types = [f32], xpiler.alias, xpiler.manual = "BANG C, pooling", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %start = arith.constant 0.0 : f32
  %free_h = arith.subi %height, %kernel_h : index
  %steps_h = arith.divsi %free_h, %kernel_h : index
  %out_h = arith.addi %steps_h, %c1 : index
  %free_w = arith.subi %width, %kernel_w : index
  %steps_w = arith.divsi %free_w, %kernel_w : index
  %out_w = arith.addi %steps_w, %c1 : index
  scf.for %y = %c0 to %out_h step %c1 {
    scf.for %x = %c0 to %out_w step %c1 {
      scf.for %c = %c0 to %channel step %c1 {
        %acc = memref.alloca() : memref<f32>
        memref.store %start, %acc[] : memref<f32>
        scf.for %i = %c0 to %kernel_h step %c1 {
          scf.for %j = %c0 to %kernel_w step %c1 {
            %y0 = arith.muli %y, %kernel_h : index
            %yi = arith.addi %y0, %i : index
            %r0 = arith.muli %yi, %width : index
            %x0 = arith.muli %x, %kernel_w : index
            %xj = arith.addi %x0, %j : index
            %p = arith.addi %r0, %xj : index
            %p0 = arith.muli %p, %channel : index
            %from = arith.addi %p0, %c : index
            %v = memref.load %src[%from] : memref<?xf32>
            %a = memref.load %acc[] : memref<f32>
            %n = arith.addf %a, %v : f32
            memref.store %n, %acc[] : memref<f32>
          }
        }
        %sum = memref.load %acc[] : memref<f32>
        %k = arith.muli %kernel_h, %kernel_w : index
        %ki = arith.index_cast %k : index to i32
        %kf = arith.sitofp %ki : i32 to f32
        %result = arith.divf %sum, %kf : f32
        %o0 = arith.muli %y, %out_w : index
        %ox = arith.addi %o0, %x : index
        %o1 = arith.muli %ox, %channel : index
        %to = arith.addi %o1, %c : index
        memref.store %result, %dst[%to] : memref<?xf32>
      }
    }
  }
  return
}

// The matrix unit. Its weights lie in WRAM: n rows, which __bang_reshape_filter put in order (`xpiler.layout`). The order of a sum is not
// documented; results overwrite.

// dst[m][n] = sum over k of lhs[m][k] * rhs[n][k]
func.func @__bang_matmul(%dst: memref<?xf32> {xpiler.space = "nram"}, %lhs: memref<?xf32> {xpiler.space = "nram", xpiler.const}, %rhs: memref<?xf32> {xpiler.layout = "__bang_reshape_filter", xpiler.rows = 5 : i64, xpiler.space = "wram", xpiler.const}, %m: index {xpiler.below = 8 : i64}, %k: index {xpiler.below = 8 : i64}, %n: index {xpiler.below = 8 : i64})
    attributes {xpiler.types = [f32], xpiler.manual = "BANG C, matrix unit (toolkits newer than 3.x)", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %m step %c1 {
    scf.for %j = %c0 to %n step %c1 {
      %acc = memref.alloca() : memref<f32>
      memref.store %zero, %acc[] : memref<f32>
      scf.for %q = %c0 to %k step %c1 {
        %l0 = arith.muli %i, %k : index
        %lp = arith.addi %l0, %q : index
        %r0 = arith.muli %j, %k : index
        %rp = arith.addi %r0, %q : index
        %x = memref.load %lhs[%lp] : memref<?xf32>
        %y = memref.load %rhs[%rp] : memref<?xf32>
        %p = arith.mulf %x, %y : f32
        %a = memref.load %acc[] : memref<f32>
        %s = arith.addf %a, %p : f32
        memref.store %s, %acc[] : memref<f32>
      }
      %sum = memref.load %acc[] : memref<f32>
      %o0 = arith.muli %i, %n : index
      %to = arith.addi %o0, %j : index
      memref.store %sum, %dst[%to] : memref<?xf32>
    }
  }
  return
}

// dst[m][n] = sum over k of lhs[m][k] * rhs[n][k]
func.func @__bang_matmul.half(%dst: memref<?xf32> {xpiler.space = "nram"}, %lhs: memref<?xf16> {xpiler.space = "nram", xpiler.const}, %rhs: memref<?xf16> {xpiler.layout = "__bang_reshape_filter", xpiler.rows = 5 : i64, xpiler.space = "wram", xpiler.const}, %m: index {xpiler.below = 8 : i64}, %k: index {xpiler.below = 8 : i64}, %n: index {xpiler.below = 8 : i64})
    attributes {xpiler.types = [f32], xpiler.manual = "BANG C, matrix unit (toolkits newer than 3.x)", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  scf.for %i = %c0 to %m step %c1 {
    scf.for %j = %c0 to %n step %c1 {
      %acc = memref.alloca() : memref<f32>
      memref.store %zero, %acc[] : memref<f32>
      scf.for %q = %c0 to %k step %c1 {
        %l0 = arith.muli %i, %k : index
        %lp = arith.addi %l0, %q : index
        %r0 = arith.muli %j, %k : index
        %rp = arith.addi %r0, %q : index
        %x = memref.load %lhs[%lp] : memref<?xf16>
        %y = memref.load %rhs[%rp] : memref<?xf16>
        %xw = arith.extf %x : f16 to f32
        %yw = arith.extf %y : f16 to f32
        %p = arith.mulf %xw, %yw : f32
        %a = memref.load %acc[] : memref<f32>
        %s = arith.addf %a, %p : f32
        memref.store %s, %acc[] : memref<f32>
      }
      %sum = memref.load %acc[] : memref<f32>
      %o0 = arith.muli %i, %n : index
      %to = arith.addi %o0, %j : index
      memref.store %sum, %dst[%to] : memref<?xf32>
    }
  }
  return
}

// dst[y][x][co] = sum over i, j, ci of src[y * stride_h + i][x * stride_w + j][ci] * kernel[co][i][j][ci]; h before w, kernel_h before kernel_w,
// stride_w before stride_h; no padding
func.func @__bang_conv(%dst: memref<?xf32> {xpiler.space = "nram"}, %src: memref<?xf32> {xpiler.space = "nram", xpiler.const}, %kernel: memref<?xf32> {xpiler.layout = "__bang_reshape_filter", xpiler.rows = 10 : i64, xpiler.space = "wram", xpiler.const}, %ci: index {xpiler.immediate = [2 : index]}, %h: index {xpiler.immediate = [5 : index]}, %w: index {xpiler.immediate = [5 : index]}, %kernel_h: index {xpiler.immediate = [2 : index]}, %kernel_w: index {xpiler.immediate = [3 : index]}, %stride_w: index {xpiler.immediate = [1 : index, 2 : index]}, %stride_h: index {xpiler.immediate = [2 : index]}, %co: index {xpiler.immediate = [3 : index]})
    attributes {xpiler.types = [f32], xpiler.manual = "BANG C, convolution", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %free_h = arith.subi %h, %kernel_h : index
  %steps_h = arith.divsi %free_h, %stride_h : index
  %out_h = arith.addi %steps_h, %c1 : index
  %free_w = arith.subi %w, %kernel_w : index
  %steps_w = arith.divsi %free_w, %stride_w : index
  %out_w = arith.addi %steps_w, %c1 : index
  scf.for %y = %c0 to %out_h step %c1 {
    scf.for %x = %c0 to %out_w step %c1 {
      scf.for %o = %c0 to %co step %c1 {
        %acc = memref.alloca() : memref<f32>
        memref.store %zero, %acc[] : memref<f32>
        scf.for %i = %c0 to %kernel_h step %c1 {
          scf.for %j = %c0 to %kernel_w step %c1 {
            scf.for %q = %c0 to %ci step %c1 {
              %y0 = arith.muli %y, %stride_h : index
              %yi = arith.addi %y0, %i : index
              %s0 = arith.muli %yi, %w : index
              %x0 = arith.muli %x, %stride_w : index
              %xj = arith.addi %x0, %j : index
              %s1 = arith.addi %s0, %xj : index
              %s2 = arith.muli %s1, %ci : index
              %sp = arith.addi %s2, %q : index
              %k0 = arith.muli %o, %kernel_h : index
              %k1 = arith.addi %k0, %i : index
              %k2 = arith.muli %k1, %kernel_w : index
              %k3 = arith.addi %k2, %j : index
              %k4 = arith.muli %k3, %ci : index
              %kp = arith.addi %k4, %q : index
              %v = memref.load %src[%sp] : memref<?xf32>
              %k = memref.load %kernel[%kp] : memref<?xf32>
              %p = arith.mulf %v, %k : f32
              %a = memref.load %acc[] : memref<f32>
              %s = arith.addf %a, %p : f32
              memref.store %s, %acc[] : memref<f32>
            }
          }
        }
        %sum = memref.load %acc[] : memref<f32>
        %o0 = arith.muli %y, %out_w : index
        %o1 = arith.addi %o0, %x : index
        %o2 = arith.muli %o1, %co : index
        %to = arith.addi %o2, %o : index
        memref.store %sum, %dst[%to] : memref<?xf32>
      }
    }
  }
  return
}

// the same with half operands
func.func @__bang_conv.half(%dst: memref<?xf32> {xpiler.space = "nram"}, %src: memref<?xf16> {xpiler.space = "nram", xpiler.const}, %kernel: memref<?xf16> {xpiler.layout = "__bang_reshape_filter", xpiler.rows = 10 : i64, xpiler.space = "wram", xpiler.const}, %ci: index {xpiler.immediate = [2 : index]}, %h: index {xpiler.immediate = [5 : index]}, %w: index {xpiler.immediate = [5 : index]}, %kernel_h: index {xpiler.immediate = [2 : index]}, %kernel_w: index {xpiler.immediate = [3 : index]}, %stride_w: index {xpiler.immediate = [1 : index, 2 : index]}, %stride_h: index {xpiler.immediate = [2 : index]}, %co: index {xpiler.immediate = [3 : index]})
    attributes {xpiler.types = [f32], xpiler.manual = "BANG C, convolution", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %free_h = arith.subi %h, %kernel_h : index
  %steps_h = arith.divsi %free_h, %stride_h : index
  %out_h = arith.addi %steps_h, %c1 : index
  %free_w = arith.subi %w, %kernel_w : index
  %steps_w = arith.divsi %free_w, %stride_w : index
  %out_w = arith.addi %steps_w, %c1 : index
  scf.for %y = %c0 to %out_h step %c1 {
    scf.for %x = %c0 to %out_w step %c1 {
      scf.for %o = %c0 to %co step %c1 {
        %acc = memref.alloca() : memref<f32>
        memref.store %zero, %acc[] : memref<f32>
        scf.for %i = %c0 to %kernel_h step %c1 {
          scf.for %j = %c0 to %kernel_w step %c1 {
            scf.for %q = %c0 to %ci step %c1 {
              %y0 = arith.muli %y, %stride_h : index
              %yi = arith.addi %y0, %i : index
              %s0 = arith.muli %yi, %w : index
              %x0 = arith.muli %x, %stride_w : index
              %xj = arith.addi %x0, %j : index
              %s1 = arith.addi %s0, %xj : index
              %s2 = arith.muli %s1, %ci : index
              %sp = arith.addi %s2, %q : index
              %k0 = arith.muli %o, %kernel_h : index
              %k1 = arith.addi %k0, %i : index
              %k2 = arith.muli %k1, %kernel_w : index
              %k3 = arith.addi %k2, %j : index
              %k4 = arith.muli %k3, %ci : index
              %kp = arith.addi %k4, %q : index
              %v = memref.load %src[%sp] : memref<?xf16>
              %k = memref.load %kernel[%kp] : memref<?xf16>
              %vw = arith.extf %v : f16 to f32
              %kw = arith.extf %k : f16 to f32
              %p = arith.mulf %vw, %kw : f32
              %a = memref.load %acc[] : memref<f32>
              %s = arith.addf %a, %p : f32
              memref.store %s, %acc[] : memref<f32>
            }
          }
        }
        %sum = memref.load %acc[] : memref<f32>
        %o0 = arith.muli %y, %out_w : index
        %o1 = arith.addi %o0, %x : index
        %o2 = arith.muli %o1, %co : index
        %to = arith.addi %o2, %o : index
        memref.store %sum, %dst[%to] : memref<?xf32>
      }
    }
  }
  return
}

// dst[i] = 2^position * sum over j of weight[i][j] * src[j]; height is the number of results
func.func @__bang_mlp(%dst: memref<?xf32> {xpiler.space = "nram"}, %src: memref<?xi8> {xpiler.space = "nram", xpiler.const}, %weight: memref<?xi8> {xpiler.layout = "__bang_reshape_filter", xpiler.rows = 3 : i64, xpiler.space = "wram", xpiler.const}, %height: index {xpiler.below = 16 : i64}, %width: index {xpiler.below = 16 : i64}, %position: i32 {xpiler.immediate = [0 : i32, -7 : i32]})
    attributes {xpiler.types = [f32], xpiler.manual = "BANG C, matrix unit", xpiler.evidence = "documented"} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0 : i64
  %exponent = arith.sitofp %position : i32 to f64
  %scale = math.exp2 %exponent : f64
  scf.for %i = %c0 to %height step %c1 {
    %acc = memref.alloca() : memref<i64>
    memref.store %zero, %acc[] : memref<i64>
    scf.for %j = %c0 to %width step %c1 {
      %w0 = arith.muli %i, %width : index
      %wp = arith.addi %w0, %j : index
      %x = memref.load %src[%j] : memref<?xi8>
      %y = memref.load %weight[%wp] : memref<?xi8>
      %xw = arith.extsi %x : i8 to i64
      %yw = arith.extsi %y : i8 to i64
      %p = arith.muli %xw, %yw : i64
      %a = memref.load %acc[] : memref<i64>
      %s = arith.addi %a, %p : i64
      memref.store %s, %acc[] : memref<i64>
    }
    %sum = memref.load %acc[] : memref<i64>
    %wide = arith.sitofp %sum : i64 to f64
    %scaled = arith.mulf %wide, %scale : f64
    %result = arith.truncf %scaled : f64 to f32
    memref.store %result, %dst[%i] : memref<?xf32>
  }
  return
}
