//! The C types of values: what MLIR's signless integers lack is the sign that C carries in the type.

use xpiler_ir::{Type, vectors::VectorType};

/// The C type of an expression.
///
/// For integers narrower than `int` it says which values the expression takes: C computes with `int` in any case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum CTy {
    Bool,
    Int {
        bits: u32,
        signed: bool,
    },
    F16,
    Bf16,
    F32,
    F64,
    /// A vector or a mask of x86.
    Vector(VectorType),
}

pub(super) const INT: CTy = CTy::Int { bits: 32, signed: true };
pub(super) const UNSIGNED: CTy = CTy::Int { bits: 32, signed: false };
pub(super) const LONG: CTy = CTy::Int { bits: 64, signed: true };

impl CTy {
    /// The type of an MLIR value; integers are signed until something says otherwise. `index` is `int`: the planner
    /// guarantees extents below 2^31.
    pub fn of(ty: Type) -> Option<Self> {
        if ty.is_vector() {
            return VectorType::of(ty).map(CTy::Vector);
        }
        if ty.is_index() {
            return Some(INT);
        }
        if ty.is_int() {
            return match ty.bits() {
                1 => Some(CTy::Bool),
                bits @ (8 | 16 | 32 | 64) => Some(CTy::Int { bits, signed: true }),
                _ => None,
            };
        }
        match ty.to_string().as_str() {
            "f16" => Some(CTy::F16),
            "bf16" => Some(CTy::Bf16),
            "f32" => Some(CTy::F32),
            "f64" => Some(CTy::F64),
            _ => None,
        }
    }
    pub fn is_float(self) -> bool {
        matches!(self, CTy::F16 | CTy::Bf16 | CTy::F32 | CTy::F64)
    }
    pub fn is_vector(self) -> bool {
        matches!(self, CTy::Vector(_))
    }
    pub fn is_unsigned(self) -> bool {
        matches!(self, CTy::Int { signed: false, .. })
    }
    /// The width of an integer type; 1 for `bool`.
    pub fn bits(self) -> u32 {
        match self {
            CTy::Int { bits, .. } => bits,
            _ => 1,
        }
    }
    pub fn with_sign(self, signed: bool) -> Self {
        match self {
            CTy::Int { bits, .. } => CTy::Int { bits, signed },
            other => other,
        }
    }
    /// The type of `a op b` in C for operands of these types.
    pub fn common(self, other: Self) -> Self {
        let (a, b) = (self.bits().max(32), other.bits().max(32));
        let unsigned_at = |ty: CTy, bits: u32| ty.is_unsigned() && ty.bits() == bits;
        let bits = a.max(b);
        CTy::Int { bits, signed: !(unsigned_at(self, bits) || unsigned_at(other, bits)) }
    }
}

/// A C type as the user wrote it: what it is, and its base without `const` and `*`.
pub(super) struct Written {
    pub ty: CTy,
    pub base: String,
    pub pointer: bool,
}

/// Reads a C type; `None` for one that other platforms may not know, which is then derived from the MLIR type.
pub(super) fn written(text: &str) -> Option<Written> {
    let spaced = text.replace('*', " * ");
    let words: Vec<&str> = spaced
        .split_whitespace()
        .filter(|w| !["const", "restrict", "__restrict__", "__restrict", "volatile"].contains(w))
        .collect();
    let stars = words.iter().filter(|w| **w == "*").count();
    let base: Vec<&str> = words.iter().copied().filter(|w| *w != "*").collect();
    let int = |bits, signed| CTy::Int { bits, signed };
    let base = base.join(" ");
    let ty = match base.as_str() {
        "bool" => CTy::Bool,
        "char" | "signed char" | "int8_t" => int(8, true),
        "unsigned char" | "uint8_t" => int(8, false),
        "short" | "int16_t" => int(16, true),
        "unsigned short" | "uint16_t" => int(16, false),
        "int" | "int32_t" => INT,
        "unsigned" | "unsigned int" | "uint32_t" => UNSIGNED,
        "long" | "long long" | "int64_t" | "ptrdiff_t" => LONG,
        "unsigned long" | "unsigned long long" | "size_t" | "uint64_t" => int(64, false),
        "float" => CTy::F32,
        "double" => CTy::F64,
        _ => return None,
    };
    (stars <= 1).then_some(Written { ty, base, pointer: stars == 1 })
}

/// A float constant in C: the shortest text that reads back as the same value.
pub(super) fn float_literal(value: f64, ty: CTy) -> String {
    if value.is_nan() {
        return "NAN".into();
    }
    if value.is_infinite() {
        return if value < 0.0 { "-INFINITY".into() } else { "INFINITY".into() };
    }
    let (digits, suffix) = if ty == CTy::F64 { (format!("{value:?}"), "") } else { (format!("{:?}", value as f32), "f") };
    match digits.split_once('e') {
        None => format!("{digits}{suffix}"),
        Some((mantissa, exponent)) => {
            let (sign, digits) = exponent.strip_prefix('-').map_or(("+", exponent), |d| ("-", d));
            format!("{mantissa}e{sign}{digits:0>2}{suffix}")
        }
    }
}

/// An integer constant in C of that type.
pub(super) fn int_literal(value: i64, ty: CTy) -> String {
    match ty {
        CTy::Bool => (value != 0).to_string(),
        CTy::Int { bits: 64, signed: false } => format!("{}ull", value as u64),
        CTy::Int { bits: 64, .. } if value == i64::MIN => "(-9223372036854775807ll - 1)".into(),
        CTy::Int { bits: 64, .. } => format!("{value}ll"),
        CTy::Int { bits: 32, signed: false } => format!("{}u", value as u32),
        CTy::Int { bits: 32, .. } if value == i64::from(i32::MIN) => "(-2147483647 - 1)".into(),
        CTy::Int { bits: 16, signed: false } => (value as u16).to_string(),
        CTy::Int { bits: 8, signed: false } => (value as u8).to_string(),
        _ => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_read_back() {
        assert_eq!(float_literal(0.5, CTy::F32), "0.5f");
        assert_eq!(float_literal(1.0, CTy::F64), "1.0");
        assert_eq!(float_literal(f64::from(1e-5_f32), CTy::F32), "1e-05f");
        assert_eq!(float_literal(1e30, CTy::F64), "1e+30");
        assert_eq!(float_literal(-0.0, CTy::F32), "-0.0f");
        assert_eq!(float_literal(f64::NEG_INFINITY, CTy::F32), "-INFINITY");
        let digits = float_literal(f64::from(0.1_f32), CTy::F32);
        assert_eq!(digits.trim_end_matches('f').parse::<f32>(), Ok(0.1));
    }

    #[test]
    fn written_types_keep_their_sign() {
        let w = written("const unsigned int *").expect("known");
        assert!(w.pointer && w.ty == UNSIGNED && w.base == "unsigned int");
        assert!(written("__half *").is_none());
        assert!(written("float **").is_none());
    }

    #[test]
    fn mixed_signs_are_unsigned_as_in_c() {
        assert_eq!(INT.common(UNSIGNED), UNSIGNED);
        assert_eq!(LONG.common(UNSIGNED), LONG);
        assert_eq!(CTy::Int { bits: 8, signed: false }.common(INT), INT);
        assert_eq!(int_literal(-1, UNSIGNED), "4294967295u");
        assert_eq!(int_literal(i64::from(i32::MIN), INT), "(-2147483647 - 1)");
    }
}
