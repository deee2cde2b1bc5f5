//! What a float literal means.
//!
//! A literal is the shortest decimal that rounds to it (`1e-5f` is 1/100000), unless it is within one unit of the last
//! place of a number that kernels write rounded: log2(e), ln 2, the root of 2, pi and their relatives, a small ratio, the
//! root of an integer. Those are read as the number itself, and the verdict lists them. A misread literal does no harm by
//! itself: both sides read alike, and what they could confuse is closer than the rounding of the type.

use std::f64::consts;

use xpiler_backends::jit::{bf16_from_f64, bf16_to_f64, half_from_f64, half_to_f64};

use crate::value::{Field, Value};

/// A float type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Float {
    /// `bf16`
    Bf16,
    /// `f16`
    F16,
    /// `tf32`, in the middle of computations only
    Tf32,
    /// `f32`
    F32,
    /// `f64`
    F64,
}

impl Float {
    /// The type by MLIR's name.
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "bf16" => Self::Bf16,
            "f16" => Self::F16,
            "tf32" => Self::Tf32,
            "f32" => Self::F32,
            "f64" => Self::F64,
            _ => return None,
        })
    }
    /// The nearest number of the type.
    pub fn round(self, v: f64) -> f64 {
        match self {
            Self::Bf16 => bf16_to_f64(bf16_from_f64(v)),
            Self::F16 => half_to_f64(half_from_f64(v)),
            Self::Tf32 if v.is_nan() => v,
            Self::Tf32 => f64::from(f32::from_bits(((v as f32).to_bits() + 0x1000) & !0x1fff)),
            Self::F32 => f64::from(v as f32),
            Self::F64 => v,
        }
    }
    /// The distance from 1 to the next number.
    pub fn epsilon(self) -> f64 {
        match self {
            Self::Bf16 => 2f64.powi(-7),
            Self::F16 | Self::Tf32 => 2f64.powi(-10),
            Self::F32 => f64::from(f32::EPSILON),
            Self::F64 => f64::EPSILON,
        }
    }
    /// The number of bytes.
    pub fn bytes(self) -> usize {
        match self {
            Self::Bf16 | Self::F16 => 2,
            Self::Tf32 | Self::F32 => 4,
            Self::F64 => 8,
        }
    }
}

type Symbol = (&'static str, f64, fn(&Field) -> Value);

/// The numbers that are read symbolically.
const SYMBOLS: &[Symbol] = &[
    ("ln(2)", consts::LN_2, |f| f.ln2),
    ("log2(e)", consts::LOG2_E, |f| f.div(f.integer(1), f.ln2)),
    ("ln(10)", consts::LN_10, |f| f.ln10),
    ("log10(e)", consts::LOG10_E, |f| f.div(f.integer(1), f.ln10)),
    ("log10(2)", consts::LOG10_2, |f| f.div(f.ln2, f.ln10)),
    ("log2(10)", consts::LOG2_10, |f| f.div(f.ln10, f.ln2)),
    ("sqrt(2)", consts::SQRT_2, |f| f.sqrt(f.integer(2))),
    ("1/sqrt(2)", consts::FRAC_1_SQRT_2, |f| f.div(f.integer(1), f.sqrt(f.integer(2)))),
    ("pi", consts::PI, |f| f.mul(f.root_pi, f.root_pi)),
    ("2pi", consts::TAU, |f| f.mul(f.integer(2), f.mul(f.root_pi, f.root_pi))),
    ("pi/2", consts::FRAC_PI_2, |f| f.div(f.mul(f.root_pi, f.root_pi), f.integer(2))),
    ("pi/4", consts::FRAC_PI_4, |f| f.div(f.mul(f.root_pi, f.root_pi), f.integer(4))),
    ("1/pi", consts::FRAC_1_PI, |f| f.div(f.integer(1), f.mul(f.root_pi, f.root_pi))),
    ("2/pi", consts::FRAC_2_PI, |f| f.div(f.integer(2), f.mul(f.root_pi, f.root_pi))),
    ("sqrt(pi)", 1.772_453_850_905_516, |f| f.root_pi),
    ("1/sqrt(pi)", 0.564_189_583_547_756_3, |f| f.div(f.integer(1), f.root_pi)),
    ("2/sqrt(pi)", consts::FRAC_2_SQRT_PI, |f| f.div(f.integer(2), f.root_pi)),
    ("sqrt(2/pi)", 0.797_884_560_802_865_4, |f| f.div(f.sqrt(f.integer(2)), f.root_pi)),
    ("1/sqrt(2pi)", 0.398_942_280_401_432_7, |f| f.div(f.integer(1), f.mul(f.sqrt(f.integer(2)), f.root_pi))),
];

/// How a literal is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reading {
    /// Infinity or NaN.
    Special(f64),
    /// The decimal `digits 10^exponent` with the sign of the number.
    Decimal(f64, u64, i32),
    /// A ratio of integers.
    Ratio(i64, i64),
    /// A symbol of the table, negated or not.
    Symbol(usize, bool),
    /// The root of an integer, or one over it.
    Root(i64, bool, bool),
}

/// The shortest decimal that rounds to `v`: its digits and exponent.
fn shortest(v: f64, ty: Float) -> (u64, i32) {
    for precision in 0..=17 {
        let text = format!("{:.precision$e}", v.abs());
        let parsed: f64 = text.parse().unwrap_or(f64::NAN);
        if ty.round(parsed) == v.abs() {
            let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
            let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
            let fraction = digits.len() as i32 - 1;
            return (digits.parse().unwrap_or(0), exponent.parse::<i32>().unwrap_or(0) - fraction);
        }
    }
    (0, 0)
}

/// Reads a literal of a type.
pub fn read(v: f64, ty: Float) -> Reading {
    if !v.is_finite() {
        return Reading::Special(v);
    }
    // A double that is a float comes from a float literal.
    let ty = if ty == Float::F64 && f64::from(v as f32) == v { Float::F32 } else { ty };
    let (digits, exponent) = shortest(v, ty);
    let decimal = Reading::Decimal(v, digits, exponent);
    if digits < 100_000 || ty < Float::F32 {
        return decimal;
    }
    let (magnitude, negative) = (v.abs(), v < 0.0);
    let is = |number: f64| (magnitude - number).abs() <= ty.epsilon() * number;
    if let Some(i) = SYMBOLS.iter().position(|s| is(s.1)) {
        return Reading::Symbol(i, negative);
    }
    let sign = |n: i64| if negative { -n } else { n };
    for numerator in 1..=16 {
        let denominator = (f64::from(numerator) / magnitude).round();
        let largest = if numerator == 1 { 65536.0 } else { 128.0 };
        if (1.0..=largest).contains(&denominator) && is(f64::from(numerator) / denominator) {
            return Reading::Ratio(sign(i64::from(numerator)), denominator as i64);
        }
    }
    for inverse in [true, false] {
        let square = if inverse { 1.0 / (magnitude * magnitude) } else { magnitude * magnitude };
        let n = square.round();
        let root = if inverse { 1.0 / n.sqrt() } else { n.sqrt() };
        if (2.0..=4096.0).contains(&n) && is(root) {
            return Reading::Root(n as i64, inverse, negative);
        }
    }
    decimal
}

impl Reading {
    /// The number, as exactly as a double can say it.
    pub fn real(self) -> f64 {
        match self {
            Self::Special(v) => v,
            Self::Decimal(v, digits, exponent) => {
                let exact: f64 = format!("{digits}e{exponent}").parse().unwrap_or(v.abs());
                exact.copysign(v)
            }
            Self::Ratio(a, b) => a as f64 / b as f64,
            Self::Symbol(i, negative) => {
                if negative {
                    -SYMBOLS[i].1
                } else {
                    SYMBOLS[i].1
                }
            }
            Self::Root(n, inverse, negative) => {
                let root = (n as f64).sqrt();
                let root = if inverse { 1.0 / root } else { root };
                if negative { -root } else { root }
            }
        }
    }
    /// The number as a value of the identity tier.
    pub fn value(self, field: &Field) -> Value {
        let signed = |negative: bool, v: Value| if negative { field.neg(v) } else { v };
        match self {
            Self::Special(v) => field.non_finite(v),
            Self::Decimal(v, digits, exponent) => field.decimal(v, digits, exponent),
            Self::Ratio(a, b) => field.div(field.integer(a), field.integer(b)),
            Self::Symbol(i, negative) => signed(negative, SYMBOLS[i].2(field)),
            Self::Root(n, inverse, negative) => {
                let root = field.sqrt(field.integer(n));
                signed(negative, if inverse { field.div(field.integer(1), root) } else { root })
            }
        }
    }
    /// How the reading is reported, if the literal is not read as its own decimal.
    pub fn note(self) -> Option<String> {
        let minus = |negative: bool| if negative { "-" } else { "" };
        match self {
            Self::Special(_) | Self::Decimal(..) => None,
            Self::Ratio(a, b) => Some(format!("{a}/{b}")),
            Self::Symbol(i, negative) => Some(format!("{}{}", minus(negative), SYMBOLS[i].0)),
            Self::Root(n, inverse, negative) => Some(format!("{}{}sqrt({n})", minus(negative), if inverse { "1/" } else { "" })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn f32s(v: f32) -> Reading {
        read(f64::from(v), Float::F32)
    }

    #[test]
    fn decimals_are_exact() {
        assert_eq!(f32s(1e-5), Reading::Decimal(f64::from(1e-5_f32), 1, -5));
        assert_eq!(f32s(0.044715).real(), 0.044715);
        assert_eq!(f32s(-2.5).real(), -2.5);
        assert_eq!(f32s(0.0).real(), 0.0);
        assert_eq!(f32s(f32::MAX).note(), None);
        assert_eq!(read(Float::F16.round(0.1), Float::F16).real(), 0.1);
        assert_eq!(read(0.1, Float::F64).real(), 0.1);
        // To the nearest of ten bits, ties away from zero.
        assert_eq!(
            [1.0 + 2f64.powi(-11), -1.0 - 2f64.powi(-11), 1.0 + 2f64.powi(-12)].map(|v| Float::Tf32.round(v)),
            [1.0 + 2f64.powi(-10), -1.0 - 2f64.powi(-10), 1.0]
        );
        assert_eq!(read(f64::from(0.1_f32), Float::F64).real(), 0.1, "a float literal that was widened");
        let field = Field::new(1);
        assert!(field.same(&f32s(0.1).value(&field), &field.div(field.integer(1), field.integer(10))));
        assert!(field.same(&f32s(-1e30).value(&field), &field.neg(f32s(1e30).value(&field))));
    }

    #[test]
    fn rounded_numbers_are_read_as_the_numbers() {
        let note = |v: f32| f32s(v).note().unwrap_or_default();
        assert_eq!(note(std::f32::consts::LOG2_E), "log2(e)");
        assert_eq!(note(0.797_884_6), "sqrt(2/pi)");
        assert_eq!(note(-0.707_106_77), "-1/sqrt(2)");
        assert_eq!(note(1.0 / 3.0), "1/3");
        assert_eq!(note(2.0 / 3.0), "2/3");
        assert_eq!(note(1.0 / 1000.0), "");
        assert_eq!(note(1.0 / 4095.0), "1/4095");
        assert_eq!(note(0.088_388_35), "1/sqrt(128)");
        assert_eq!(note(0.333), "");
        assert_eq!(note("3.14159".parse().expect("a number")), "", "pi in six digits is another number");
    }

    #[test]
    fn symbols_are_consistent() {
        let field = Field::new(1);
        let value = |v: f32| f32s(v).value(&field);
        let one = field.integer(1);
        assert!(field.same(&field.mul(value(std::f32::consts::LOG2_E), value(std::f32::consts::LN_2)), &one));
        assert!(field.same(&value(std::f32::consts::FRAC_1_SQRT_2), &field.sqrt(field.decimal(0.5, 5, -1))));
        let root = value(0.797_884_6);
        let two_over_pi = field.div(field.integer(2), value(std::f32::consts::PI));
        assert!(field.same(&field.mul(root, root), &two_over_pi));
        assert!(field.same(&field.sqrt(two_over_pi), &root));
        for (i, symbol) in SYMBOLS.iter().enumerate() {
            assert!((Reading::Symbol(i, false).value(&field).r - symbol.1).abs() < 1e-14, "{}", symbol.0);
        }
    }
}
