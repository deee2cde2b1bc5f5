//! The functions of C's math library and the operations they are: one table for frontends (name -> operation) and
//! printers (operation -> name).

/// How a C math function maps to an operation.
pub struct Function {
    /// The name for `float`; without the final `f` it is the one for `double`.
    pub name: &'static str,
    /// The operation.
    pub op: &'static str,
    /// The number of operands.
    pub arity: usize,
    /// A spelling of one platform that is less exact than the function (`__expf`): read as the function, marked
    /// `xpiler.approx`, never printed.
    pub approx: bool,
}

const fn exact(name: &'static str, op: &'static str, arity: usize) -> Function {
    Function { name, op, arity, approx: false }
}
const fn approx(name: &'static str, op: &'static str, arity: usize) -> Function {
    Function { name, op, arity, approx: true }
}

/// Every function with one operation of the same meaning. The first entry for an operation is the one that is printed.
pub const FUNCTIONS: &[Function] = &[
    exact("expf", "math.exp", 1),
    exact("exp2f", "math.exp2", 1),
    exact("expm1f", "math.expm1", 1),
    exact("logf", "math.log", 1),
    exact("log2f", "math.log2", 1),
    exact("log10f", "math.log10", 1),
    exact("log1pf", "math.log1p", 1),
    exact("sqrtf", "math.sqrt", 1),
    exact("rsqrtf", "math.rsqrt", 1),
    exact("cbrtf", "math.cbrt", 1),
    exact("tanhf", "math.tanh", 1),
    exact("sinf", "math.sin", 1),
    exact("cosf", "math.cos", 1),
    exact("tanf", "math.tan", 1),
    exact("atanf", "math.atan", 1),
    exact("atan2f", "math.atan2", 2),
    exact("erff", "math.erf", 1),
    exact("powf", "math.powf", 2),
    exact("floorf", "math.floor", 1),
    exact("ceilf", "math.ceil", 1),
    exact("roundf", "math.round", 1),
    exact("rintf", "math.roundeven", 1),
    exact("nearbyintf", "math.roundeven", 1),
    exact("truncf", "math.trunc", 1),
    exact("fabsf", "math.absf", 1),
    exact("fmaf", "math.fma", 3),
    exact("copysignf", "math.copysign", 2),
    exact("fmaxf", "arith.maxnumf", 2),
    exact("fminf", "arith.minnumf", 2),
    approx("__expf", "math.exp", 1),
    approx("__logf", "math.log", 1),
    approx("__log2f", "math.log2", 1),
    approx("__sinf", "math.sin", 1),
    approx("__cosf", "math.cos", 1),
    approx("__tanf", "math.tan", 1),
    approx("__powf", "math.powf", 2),
    approx("__fdividef", "arith.divf", 2),
];

/// The function called `name` in C, and whether that is its `double` variant.
pub fn by_name(name: &str) -> Option<(&'static Function, bool)> {
    if let Some(f) = FUNCTIONS.iter().find(|f| f.name == name) {
        return Some((f, false));
    }
    let f = FUNCTIONS.iter().find(|f| !f.approx && f.name.strip_suffix('f') == Some(name))?;
    Some((f, true))
}

/// The C name of an operation on `float` or on `double`.
pub fn c_name(op: &str, double: bool) -> Option<&'static str> {
    let f = FUNCTIONS.iter().find(|f| f.op == op && !f.approx)?;
    Some(if double { f.name.strip_suffix('f').unwrap_or(f.name) } else { f.name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_both_ways() {
        assert_eq!(by_name("expf").map(|(f, d)| (f.op, d)), Some(("math.exp", false)));
        assert_eq!(by_name("fmax").map(|(f, d)| (f.op, d)), Some(("arith.maxnumf", true)));
        assert_eq!(by_name("erf").map(|(f, d)| (f.op, d)), Some(("math.erf", true)));
        assert!(by_name("__expf").is_some_and(|(f, _)| f.approx));
        assert!(by_name("__exp").is_none());
        assert_eq!(c_name("math.roundeven", false), Some("rintf"));
        assert_eq!(c_name("arith.divf", false), None);
    }
}
