//! Arithmetic on values, with constants folded where they meet: dimensions and conditions of host code stay readable.

use xpiler_ir::{Type, Value, builder::Spec};

use super::Lower;

/// Wraps a value to a width, as two's complement.
fn wrap(value: i64, bits: u32) -> i64 {
    if bits >= 64 { value } else { (value << (64 - bits)) >> (64 - bits) }
}

fn unsigned(value: i64, bits: u32) -> u64 {
    if bits >= 64 { value as u64 } else { (value as u64) & ((1 << bits) - 1) }
}

impl Lower<'_> {
    /// An integer constant.
    pub(super) fn int(&self, ty: Type, value: i64) -> Value {
        self.b().int(ty, if ty.is_index() { value } else { wrap(value, ty.bits()) })
    }
    /// A binary operation of C on integers.
    pub(super) fn int_binary(&self, opcode: &str, a: Value, b: Value, signed: bool) -> Option<Value> {
        let ty = a.ty();
        if let (Some(x), Some(y)) = (a.const_int(), b.const_int())
            && let Some(v) = fold(opcode, x, y, ty.bits(), signed)
        {
            return Some(self.int(ty, v));
        }
        // x * 1, x + 0: parts of unrolled dimensions and of sizes.
        match (opcode, a.const_int(), b.const_int()) {
            ("*" | "/", _, Some(1)) | ("+" | "-" | "<<" | ">>", _, Some(0)) => return Some(a),
            ("*", Some(1), _) | ("+", Some(0), _) => return Some(b),
            _ => {}
        }
        let name = match (opcode, signed) {
            ("+", _) => "arith.addi",
            ("-", _) => "arith.subi",
            ("*", _) => "arith.muli",
            ("/", true) => "arith.divsi",
            ("/", false) => "arith.divui",
            ("%", true) => "arith.remsi",
            ("%", false) => "arith.remui",
            ("&", _) => "arith.andi",
            ("|", _) => "arith.ori",
            ("^", _) => "arith.xori",
            ("<<", _) => "arith.shli",
            (">>", true) => "arith.shrsi",
            (">>", false) => "arith.shrui",
            _ => return None,
        };
        let nsw = signed && matches!(opcode, "+" | "-" | "*") && ty.is_int() && ty.bits() >= 32;
        let flags = if nsw { self.ctx.parse_attr("#arith.overflow<nsw>") } else { None };
        let attrs: Vec<_> = flags.into_iter().map(|f| ("overflowFlags", f)).collect();
        Some(self.b().op(name, Spec { operands: &[a, b], results: &[ty], attrs: &attrs, ..Spec::default() }).result(0))
    }
    /// A binary operation of C on floats.
    pub(super) fn float_binary(&self, opcode: &str, a: Value, b: Value) -> Option<Value> {
        let name = match opcode {
            "+" => "arith.addf",
            "-" => "arith.subf",
            "*" => "arith.mulf",
            "/" => "arith.divf",
            _ => return None,
        };
        Some(self.b().bin(name, a, b))
    }
    /// A comparison; the result is an `i1`.
    pub(super) fn compare(&self, opcode: &str, a: Value, b: Value, signed: bool) -> Option<Value> {
        let ty = a.ty();
        if ty.is_float() {
            let predicate = match opcode {
                "==" => "oeq",
                "!=" => "une",
                "<" => "olt",
                "<=" => "ole",
                ">" => "ogt",
                ">=" => "oge",
                _ => return None,
            };
            return Some(self.b().cmpf(predicate, a, b));
        }
        if let (Some(x), Some(y)) = (a.const_int(), b.const_int()) {
            let order = if signed { x.cmp(&y) } else { unsigned(x, ty.bits()).cmp(&unsigned(y, ty.bits())) };
            let holds = match opcode {
                "==" => order.is_eq(),
                "!=" => order.is_ne(),
                "<" => order.is_lt(),
                "<=" => order.is_le(),
                ">" => order.is_gt(),
                ">=" => order.is_ge(),
                _ => return None,
            };
            return Some(self.int(self.ctx.i1(), i64::from(holds)));
        }
        let predicate = match (opcode, signed) {
            ("==", _) => "eq",
            ("!=", _) => "ne",
            ("<", true) => "slt",
            ("<=", true) => "sle",
            (">", true) => "sgt",
            (">=", true) => "sge",
            ("<", false) => "ult",
            ("<=", false) => "ule",
            (">", false) => "ugt",
            (">=", false) => "uge",
            _ => return None,
        };
        Some(self.b().cmpi(predicate, a, b))
    }
    /// The negation of an `i1`.
    pub(super) fn not(&self, v: Value) -> Value {
        match v.const_int() {
            Some(c) => self.int(self.ctx.i1(), i64::from(c == 0)),
            None => self.b().bin("arith.xori", v, self.b().int(self.ctx.i1(), 1)),
        }
    }
    /// `a op b` on `i1` for `andi` and `ori`, folded.
    pub(super) fn logical(&self, and: bool, a: Value, b: Value) -> Value {
        match (a.const_int(), b.const_int()) {
            (Some(c), _) => {
                if (c != 0) == and {
                    b
                } else {
                    a
                }
            }
            (_, Some(c)) => {
                if (c != 0) == and {
                    a
                } else {
                    b
                }
            }
            _ => self.b().bin(if and { "arith.andi" } else { "arith.ori" }, a, b),
        }
    }
    /// The sum of two element offsets.
    pub(super) fn add_index(&self, a: Value, b: Value) -> Value {
        self.index_binary("arith.addi", a, b)
    }
    /// `addi`, `subi` or `muli` on `index`, folded.
    pub(super) fn index_binary(&self, name: &str, a: Value, b: Value) -> Value {
        match (name, a.const_int(), b.const_int()) {
            ("arith.addi", Some(x), Some(y)) => self.b().index(x.wrapping_add(y)),
            ("arith.subi", Some(x), Some(y)) => self.b().index(x.wrapping_sub(y)),
            ("arith.muli", Some(x), Some(y)) => self.b().index(x.wrapping_mul(y)),
            ("arith.addi", Some(0), _) | ("arith.muli", Some(1), _) => b,
            ("arith.addi" | "arith.subi", _, Some(0)) | ("arith.muli", _, Some(1)) => a,
            _ => self.b().bin(name, a, b),
        }
    }
}

/// The constant result of a C operation; `None` where C leaves it undefined.
pub(super) fn fold(opcode: &str, x: i64, y: i64, bits: u32, signed: bool) -> Option<i64> {
    let (ux, uy) = (unsigned(x, bits), unsigned(y, bits));
    let v = match opcode {
        "+" => x.wrapping_add(y),
        "-" => x.wrapping_sub(y),
        "*" => x.wrapping_mul(y),
        "/" if y == 0 => return None,
        "/" if signed => x.checked_div(y)?,
        "/" => (ux / uy) as i64,
        "%" if y == 0 => return None,
        "%" if signed => x.checked_rem(y)?,
        "%" => (ux % uy) as i64,
        "&" => x & y,
        "|" => x | y,
        "^" => x ^ y,
        "<<" | ">>" if !(0..i64::from(bits)).contains(&y) => return None,
        "<<" => x << y,
        ">>" if signed => x >> y,
        ">>" => (ux >> y) as i64,
        _ => return None,
    };
    Some(wrap(v, bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_follows_c() {
        assert_eq!(fold("+", i64::from(i32::MAX), 1, 32, false), Some(i64::from(i32::MIN)));
        assert_eq!(fold("/", -7, 2, 32, true), Some(-3));
        assert_eq!(fold("/", -1, 2, 32, false), Some(0x7fff_ffff));
        assert_eq!(fold("/", 1, 0, 32, true), None);
        assert_eq!(fold("<<", 1, 40, 32, true), None);
    }
}
