//! The functions on floats that compiled code can ask for, by number, and the operations they are.

/// Unary functions; the number is the one compiled code passes.
#[allow(missing_docs, reason = "the names are those of `math` and `arith`")]
#[repr(i64)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    Neg,
    Abs,
    Exp,
    Exp2,
    Expm1,
    Log,
    Log2,
    Log10,
    Log1p,
    Sqrt,
    Rsqrt,
    Cbrt,
    Tanh,
    Sinh,
    Cosh,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Erf,
    Erfc,
    Floor,
    Ceil,
    Round,
    RoundEven,
    Trunc,
}

impl Unary {
    /// Every function with the operation it is.
    pub const ALL: [(&'static str, Unary); 28] = [
        ("arith.negf", Unary::Neg),
        ("math.absf", Unary::Abs),
        ("math.exp", Unary::Exp),
        ("math.exp2", Unary::Exp2),
        ("math.expm1", Unary::Expm1),
        ("math.log", Unary::Log),
        ("math.log2", Unary::Log2),
        ("math.log10", Unary::Log10),
        ("math.log1p", Unary::Log1p),
        ("math.sqrt", Unary::Sqrt),
        ("math.rsqrt", Unary::Rsqrt),
        ("math.cbrt", Unary::Cbrt),
        ("math.tanh", Unary::Tanh),
        ("math.sinh", Unary::Sinh),
        ("math.cosh", Unary::Cosh),
        ("math.sin", Unary::Sin),
        ("math.cos", Unary::Cos),
        ("math.tan", Unary::Tan),
        ("math.asin", Unary::Asin),
        ("math.acos", Unary::Acos),
        ("math.atan", Unary::Atan),
        ("math.erf", Unary::Erf),
        ("math.erfc", Unary::Erfc),
        ("math.floor", Unary::Floor),
        ("math.ceil", Unary::Ceil),
        ("math.round", Unary::Round),
        ("math.roundeven", Unary::RoundEven),
        ("math.trunc", Unary::Trunc),
    ];
}

/// Binary functions.
#[allow(missing_docs, reason = "the names are those of `math` and `arith`")]
#[repr(i64)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    MaxNum,
    MinNum,
    Maximum,
    Minimum,
    Pow,
    Atan2,
    CopySign,
}

impl Binary {
    /// Every function with the operation it is.
    pub const ALL: [(&'static str, Binary); 12] = [
        ("arith.addf", Binary::Add),
        ("arith.subf", Binary::Sub),
        ("arith.mulf", Binary::Mul),
        ("arith.divf", Binary::Div),
        ("arith.remf", Binary::Rem),
        ("arith.maxnumf", Binary::MaxNum),
        ("arith.minnumf", Binary::MinNum),
        ("arith.maximumf", Binary::Maximum),
        ("arith.minimumf", Binary::Minimum),
        ("math.powf", Binary::Pow),
        ("math.atan2", Binary::Atan2),
        ("math.copysign", Binary::CopySign),
    ];
}
