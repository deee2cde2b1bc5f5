//! C expressions as text with what is needed to put them into larger ones: precedence, type, memory read.

use xpiler_ir::Value;

use super::types::{CTy, INT, int_literal};

/// Binding strength of C's operators; a higher one binds tighter.
pub(super) mod prec {
    pub const PRIMARY: u8 = 16;
    pub const UNARY: u8 = 15;
    pub const MUL: u8 = 13;
    pub const ADD: u8 = 12;
    pub const SHIFT: u8 = 11;
    pub const REL: u8 = 10;
    pub const EQ: u8 = 9;
    pub const AND: u8 = 8;
    pub const XOR: u8 = 7;
    pub const OR: u8 = 6;
    pub const LAND: u8 = 5;
    pub const LOR: u8 = 4;
    pub const COND: u8 = 3;
}

/// An expression that is not printed yet.
#[derive(Clone)]
pub(super) struct Expr {
    pub text: String,
    pub prec: u8,
    pub ty: CTy,
    /// The buffers it reads: it must be evaluated before any of them is written.
    pub reads: Vec<Value>,
    /// The loop-carried variables in it: it must be evaluated before one of them is assigned.
    pub vars: Vec<String>,
    /// The integer constant it is.
    pub literal: Option<i64>,
    /// Known to be non-negative: its value does not depend on the sign of its type.
    pub nonneg: bool,
    /// For a comparison of integers: the text of its negation, as strong as itself.
    pub inverse: Option<String>,
    /// For `a + b` and the like: what makes it `a += b` where `a` is the place it is stored to.
    pub compound: Option<Box<Compound>>,
}

/// A binary expression taken apart.
#[derive(Clone)]
pub(super) struct Compound {
    pub lhs: Value,
    pub op: &'static str,
    pub rhs: String,
}

impl Expr {
    pub fn new(text: impl Into<String>, prec: u8, ty: CTy) -> Self {
        Self {
            text: text.into(),
            prec,
            ty,
            reads: vec![],
            vars: vec![],
            literal: None,
            nonneg: false,
            inverse: None,
            compound: None,
        }
    }
    /// A variable.
    pub fn name(text: impl Into<String>, ty: CTy) -> Self {
        Self::new(text, prec::PRIMARY, ty)
    }
    /// A loop-carried variable.
    pub fn carried(name: &str, ty: CTy) -> Self {
        Self { vars: vec![name.to_owned()], ..Self::name(name, ty) }
    }
    /// An integer constant.
    pub fn int(value: i64, ty: CTy) -> Self {
        let text = int_literal(value, ty);
        let prec = if text.starts_with('-') { prec::UNARY } else { prec::PRIMARY };
        Self { literal: Some(value), nonneg: value >= 0, ..Self::new(text, prec, ty) }
    }
    /// Is it an identifier or a constant, which may be printed any number of times?
    pub fn is_atom(&self) -> bool {
        self.reads.is_empty()
            && (self.literal.is_some() || self.text.chars().all(|c| c.is_ascii_alphanumeric() || "_.+-".contains(c)))
    }
    /// Is it an identifier that already is a variable?
    pub fn is_name(&self) -> bool {
        self.is_atom() && !self.text.contains(['.', '+', '-'])
    }
    /// The text as an operand of something that needs at least this precedence.
    pub fn at(&self, least: u8) -> String {
        if self.prec >= least { self.text.clone() } else { format!("({})", self.text) }
    }
    /// The expression also depends on what `other` depends on.
    pub fn depends(mut self, other: &Expr) -> Self {
        for root in &other.reads {
            if !self.reads.contains(root) {
                self.reads.push(*root);
            }
        }
        for var in &other.vars {
            if !self.vars.contains(var) {
                self.vars.push(var.clone());
            }
        }
        self
    }
    /// `a op b` for a left-associative operator.
    pub fn binary(a: &Expr, op: &str, b: &Expr, prec: u8, ty: CTy) -> Self {
        // Operators whose precedence people forget, and compilers warn about, get parentheses around other operators.
        let (left, right) = match prec {
            prec::SHIFT => (prec::UNARY, prec::UNARY),
            prec::AND | prec::XOR | prec::OR if a.prec == prec => (prec, prec::UNARY),
            prec::AND | prec::XOR | prec::OR => (prec::UNARY, prec::UNARY),
            prec::LOR if a.prec == prec::LAND || b.prec == prec::LAND => {
                let wrap = |e: &Expr, least| if e.prec == prec::LAND { prec::PRIMARY } else { least };
                (wrap(a, prec), wrap(b, prec + 1))
            }
            // Comparisons do not chain.
            prec::REL | prec::EQ => (prec::SHIFT, prec::SHIFT),
            _ => (prec, prec + 1),
        };
        Self::new(format!("{} {op} {}", a.at(left), b.at(right)), prec, ty).depends(a).depends(b)
    }
    /// `a + b` of any types; a negative constant is subtracted.
    pub fn sum(a: &Expr, b: &Expr, ty: CTy) -> Self {
        match b.literal {
            Some(c) if c < 0 && c > i64::from(i32::MIN) && !b.ty.is_unsigned() => {
                Self::binary(a, "-", &Expr::int(-c, b.ty), prec::ADD, ty)
            }
            _ => Self::binary(a, "+", b, prec::ADD, ty),
        }
    }
    /// A prefix operator.
    pub fn unary(op: &str, a: &Expr, ty: CTy) -> Self {
        let operand = a.at(prec::UNARY);
        let operand = if operand.starts_with(op) { format!("({operand})") } else { operand };
        Self::new(format!("{op}{operand}"), prec::UNARY, ty).depends(a)
    }
    /// `(type)a`
    pub fn cast(spelling: &str, a: &Expr, ty: CTy) -> Self {
        Self { nonneg: a.nonneg, ..Self::new(format!("({spelling}){}", a.at(prec::UNARY)), prec::UNARY, ty).depends(a) }
    }
    /// `f(a, b)`
    pub fn call(function: &str, arguments: &[Expr], ty: CTy) -> Self {
        let texts: Vec<&str> = arguments.iter().map(|a| a.text.as_str()).collect();
        let call = Self::new(format!("{function}({})", texts.join(", ")), prec::PRIMARY, ty);
        arguments.iter().fold(call, Expr::depends)
    }
    /// `condition ? a : b`
    pub fn conditional(condition: &Expr, a: &Expr, b: &Expr, ty: CTy) -> Self {
        let text = format!("{} ? {} : {}", condition.at(prec::LOR), a.at(prec::COND + 1), b.at(prec::COND));
        Self::new(text, prec::COND, ty).depends(condition).depends(a).depends(b)
    }
    /// `!a`, or the opposite comparison.
    pub fn not(a: &Expr) -> Self {
        match (&a.inverse, a.literal) {
            (Some(inverse), _) => {
                Self { inverse: Some(a.text.clone()), ..Self::new(inverse.clone(), a.prec, CTy::Bool).depends(a) }
            }
            (None, Some(c)) => Self::int(i64::from(c == 0), CTy::Bool),
            (None, None) => Self { inverse: Some(a.at(prec::UNARY)), ..Self::unary("!", a, CTy::Bool) },
        }
    }
    /// A comparison of integers.
    pub fn compare(a: &Expr, op: &str, b: &Expr) -> Self {
        let (strength, opposite) = match op {
            "==" => (prec::EQ, "!="),
            "!=" => (prec::EQ, "=="),
            "<" => (prec::REL, ">="),
            "<=" => (prec::REL, ">"),
            ">" => (prec::REL, "<="),
            _ => (prec::REL, "<"),
        };
        let inverse = Self::binary(a, opposite, b, strength, CTy::Bool).text;
        Self { inverse: Some(inverse), nonneg: true, ..Self::binary(a, op, b, strength, CTy::Bool) }
    }
    /// A constant again in another integer type.
    pub fn literal_as(&self, ty: CTy) -> Option<Self> {
        self.literal.map(|c| Expr::int(c, ty))
    }
    /// The number 0 of an integer type.
    pub fn zero() -> Self {
        Self::int(0, INT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn v(name: &str) -> Expr {
        Expr::name(name, INT)
    }

    #[test]
    fn parentheses_are_minimal_and_right() {
        let minus = |a: &Expr, b: &Expr| Expr::binary(a, "-", b, prec::ADD, INT);
        let times = |a: &Expr, b: &Expr| Expr::binary(a, "*", b, prec::MUL, INT);
        assert_eq!(minus(&v("a"), &minus(&v("b"), &v("c"))).text, "a - (b - c)");
        assert_eq!(minus(&minus(&v("a"), &v("b")), &v("c")).text, "a - b - c");
        assert_eq!(times(&v("a"), &minus(&v("b"), &v("c"))).text, "a * (b - c)");
        assert_eq!(Expr::unary("-", &Expr::unary("-", &v("x"), INT), INT).text, "-(-x)");
        assert_eq!(Expr::unary("-", &Expr::int(-1, INT), INT).text, "-(-1)");
        assert_eq!(Expr::cast("float", &minus(&v("a"), &v("b")), CTy::F32).text, "(float)(a - b)");
        assert_eq!(Expr::sum(&v("a"), &Expr::int(-1, INT), INT).text, "a - 1");
        assert_eq!(Expr::binary(&minus(&v("a"), &v("b")), "<<", &v("c"), prec::SHIFT, INT).text, "(a - b) << c");
    }

    #[test]
    fn negation_turns_comparisons() {
        let less = Expr::compare(&v("i"), "<", &v("n"));
        assert_eq!(Expr::not(&less).text, "i >= n");
        assert_eq!(Expr::not(&Expr::not(&less)).text, "i < n");
        let both = Expr::binary(&less, "&&", &v("ok"), prec::LAND, CTy::Bool);
        assert_eq!(Expr::not(&both).text, "!(i < n && ok)");
        assert_eq!(Expr::binary(&both, "||", &v("x"), prec::LOR, CTy::Bool).text, "(i < n && ok) || x");
    }
}
