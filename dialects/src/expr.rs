//! Integer expressions in C's syntax over named values: extents (`rows * cols`) and launch dimensions in attributes.
//!
//! Only `+ - * / %`, parentheses, casts to integer types (which are dropped), decimal numbers and names: text from a command line or an attribute is parsed here, never
//! pasted into a program unread.

use std::fmt;

use crate::{builder::Builder, ir::Value};

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A number.
    Const(i64),
    /// A parameter.
    Name(String),
    /// `a op b` with op one of `+ - * / %`.
    Binary(char, Box<Expr>, Box<Expr>),
}

/// How deep an expression may nest, and how long its text may be.
const DEPTH: usize = 64;
const LENGTH: usize = 4096;

const CASTS: [&str; 9] =
    ["int", "long", "long long", "size_t", "unsigned", "unsigned int", "unsigned long", "int64_t", "uint64_t"];

impl Expr {
    /// Parses a text; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.len() > LENGTH {
            return Err("the expression is too long".into());
        }
        let mut p = Parser { text: text.as_bytes(), at: 0, depth: 0 };
        let e = p.sum()?;
        p.space();
        match p.text.get(p.at) {
            None => Ok(e),
            Some(c) => Err(format!("unexpected `{}` in `{text}`", *c as char)),
        }
    }
    /// The value, with C's truncating division; `None` for an unknown name, a division by zero or an overflow.
    pub fn eval(&self, lookup: &dyn Fn(&str) -> Option<i64>) -> Option<i64> {
        match self {
            Self::Const(c) => Some(*c),
            Self::Name(n) => lookup(n),
            Self::Binary(op, a, b) => {
                let (a, b) = (a.eval(lookup)?, b.eval(lookup)?);
                match op {
                    '+' => a.checked_add(b),
                    '-' => a.checked_sub(b),
                    '*' => a.checked_mul(b),
                    '/' => a.checked_div(b),
                    _ => a.checked_rem(b),
                }
            }
        }
    }
    /// Builds the expression as `index` arithmetic; `None` for an unknown name.
    pub fn build(&self, b: &Builder, lookup: &dyn Fn(&str) -> Option<Value>) -> Option<Value> {
        let index = b.ctx.index();
        Some(match self {
            Self::Const(c) => b.index(*c),
            Self::Name(n) => b.index_cast(lookup(n)?, index),
            Self::Binary(op, x, y) => {
                let (x, y) = (x.build(b, lookup)?, y.build(b, lookup)?);
                let name = match op {
                    '+' => "arith.addi",
                    '-' => "arith.subi",
                    '*' => "arith.muli",
                    '/' => "arith.divsi",
                    _ => "arith.remsi",
                };
                b.bin(name, x, y)
            }
        })
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Const(c) => write!(f, "{c}"),
            Self::Name(n) => f.write_str(n),
            Self::Binary(op, a, b) => {
                let weak = |e: &Self| matches!(e, Self::Binary(i, ..) if "*/%".contains(*op) && "+-".contains(*i));
                // `a + (b - c)` and `a * (b * c)` may lose their parentheses, other right operands not.
                let bound = |e: &Self| matches!(e, Self::Binary(i, ..) if !(*op == '+' || *op == '*' && *i == '*'));
                let text = |e: &Self, wrapped: bool| if wrapped { format!("({e})") } else { e.to_string() };
                write!(f, "{} {op} {}", text(a, weak(a)), text(b, weak(b) || bound(b)))
            }
        }
    }
}

struct Parser<'a> {
    text: &'a [u8],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn space(&mut self) {
        while self.text.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }
    fn operator(&mut self, of: &str) -> Option<char> {
        self.space();
        let c = *self.text.get(self.at)? as char;
        of.contains(c).then(|| {
            self.at += 1;
            c
        })
    }
    /// Behind `(`: the rest of a cast?
    fn cast(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let Some(close) = rest.iter().position(|c| *c == b')') else { return false };
        let inside = String::from_utf8_lossy(&rest[..close]);
        let words: Vec<&str> = inside.split_ascii_whitespace().collect();
        let is_cast = CASTS.contains(&words.join(" ").as_str());
        if is_cast {
            self.at += close + 1;
        }
        is_cast
    }
    fn sum(&mut self) -> Result<Expr, String> {
        let mut e = self.term()?;
        while let Some(op) = self.operator("+-") {
            e = Expr::Binary(op, Box::new(e), Box::new(self.term()?));
        }
        Ok(e)
    }
    fn term(&mut self) -> Result<Expr, String> {
        let mut e = self.atom()?;
        while let Some(op) = self.operator("*/%") {
            e = Expr::Binary(op, Box::new(e), Box::new(self.atom()?));
        }
        Ok(e)
    }
    fn atom(&mut self) -> Result<Expr, String> {
        self.space();
        let rest = &self.text[self.at..];
        match rest.first() {
            Some(b'(') => {
                self.depth += 1;
                if self.depth > DEPTH {
                    return Err("the expression nests too deeply".into());
                }
                self.at += 1;
                let e = if self.cast() {
                    self.atom()?
                } else {
                    let e = self.sum()?;
                    if self.operator(")").is_none() {
                        return Err("a `)` is missing".into());
                    }
                    e
                };
                self.depth -= 1;
                Ok(e)
            }
            Some(b'-') => {
                self.depth += 1;
                if self.depth > DEPTH {
                    return Err("the expression nests too deeply".into());
                }
                self.at += 1;
                let e = Expr::Binary('-', Box::new(Expr::Const(0)), Box::new(self.atom()?));
                self.depth -= 1;
                Ok(e)
            }
            Some(c) if c.is_ascii_digit() => {
                let n = rest.iter().take_while(|c| c.is_ascii_digit()).count();
                let suffix = rest[n..].iter().take_while(|c| b"uUlL".contains(c)).count();
                self.at += n + suffix;
                let digits = String::from_utf8_lossy(&rest[..n]);
                digits.parse().map(Expr::Const).map_err(|_| format!("`{digits}` is too large"))
            }
            Some(c) if c.is_ascii_alphabetic() || *c == b'_' => {
                let n = rest.iter().take_while(|c| c.is_ascii_alphanumeric() || **c == b'_').count();
                self.at += n;
                Ok(Expr::Name(String::from_utf8_lossy(&rest[..n]).into_owned()))
            }
            Some(c) => Err(format!("unexpected `{}`", *c as char)),
            None => Err("the expression ends too early".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<i64> {
        Expr::parse(text).expect(text).eval(&|n| (n == "n").then_some(37))
    }

    #[test]
    fn computes_as_c_does() {
        assert_eq!(value("(n + 31) / 32 * 32"), Some(64));
        assert_eq!(value("n % 10 - 2 - 3"), Some(2));
        assert_eq!(value("(size_t)n * 2ull - (unsigned  int)(n + 1)"), Some(36));
        assert_eq!(value("-n + 2 * n"), Some(37));
        assert_eq!(value("m"), None);
        assert_eq!(value("n / (n - 37)"), None);
        assert_eq!(value("9223372036854775807 * n"), None);
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for bad in [
            "",
            "n +",
            "(n",
            "n; rm",
            "n & 1",
            "1 2",
            "99999999999999999999",
            &"(".repeat(100_000),
            &"(".repeat(1000),
            &"-".repeat(1000),
        ] {
            assert!(Expr::parse(bad).is_err(), "{bad:.20}");
        }
    }

    #[test]
    fn prints_what_it_parsed() {
        for text in ["(n + 31) / 32 * 32", "a - (b - c)", "a / (b * c)", "a * b * c", "a * (b / c)"] {
            let e = Expr::parse(text).expect(text);
            assert_eq!(e.to_string(), text);
        }
    }
}
