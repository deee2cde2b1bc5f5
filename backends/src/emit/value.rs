//! Operations with a value, as expressions.

use xpiler_ir::{Attr, Op, Result, Value, libm, vectors::VectorType};

use super::{
    expr::{Compound, Expr, prec},
    printer::{Printer, refuse},
    types::{CTy, INT, LONG, UNSIGNED, float_literal},
};

/// Comparisons of floats by MLIR's number of the predicate.
const FLOAT_PREDICATES: [&str; 16] =
    ["false", "oeq", "ogt", "oge", "olt", "ole", "one", "ord", "ueq", "ugt", "uge", "ult", "ule", "une", "uno", "true"];

impl Printer<'_> {
    /// A constant, if the operation is one.
    pub fn constant(&mut self, op: Op) -> Result<Option<Expr>> {
        if op.is("ub.poison") {
            // Any value will do.
            let ty = self.ctype(op, op.result(0).ty())?;
            return Ok(Some(if ty.is_float() { self.float(0.0, ty) } else { Expr::int(0, ty) }));
        }
        if !op.is("arith.constant") {
            return Ok(None);
        }
        let unknown = || refuse(op, "constants of its type have no text");
        let attr = op.attr("value").ok_or_else(unknown)?;
        let ty = self.ctype(op, op.result(0).ty())?;
        if let CTy::Vector(vector) = ty {
            if vector.is_mask() {
                let lanes = attr.bools().ok_or_else(unknown)?;
                let bits = lanes.iter().rev().fold(0_u64, |bits, on| bits << 1 | u64::from(*on));
                let suffix = if vector.lanes == 64 { "ull" } else { "" };
                return Ok(Some(Expr::cast(vector.name, &Expr::name(format!("{bits:#x}{suffix}"), INT), ty)));
            }
            let splat = attr.splat().ok_or_else(unknown)?;
            let element = self.ctype(op, op.result(0).ty().element())?;
            let lane = if element.is_float() {
                self.float(splat.as_float().ok_or_else(unknown)?, element)
            } else {
                Expr::int(splat.as_int().ok_or_else(unknown)?, element)
            };
            return Self::vector_of(vector, element, &lane).map(Some).ok_or_else(unknown);
        }
        if ty.is_float() {
            return Ok(Some(self.float(attr.as_float().ok_or_else(unknown)?, ty)));
        }
        let value = Attr::as_int(attr).ok_or_else(unknown)?;
        let fits = i32::try_from(value).is_ok();
        Ok(Some(Expr::int(value, if ty == INT && !fits { LONG } else { ty })))
    }

    /// A float constant; 16-bit floats have none and are converted.
    fn float(&mut self, value: f64, ty: CTy) -> Expr {
        let wide = if ty == CTy::F64 { CTy::F64 } else { CTy::F32 };
        let text = float_literal(value, wide);
        if !value.is_finite() {
            self.need("math.h");
        }
        let prec = if text.starts_with('-') { prec::UNARY } else { prec::PRIMARY };
        let e = Expr::new(text, prec, wide);
        if ty == wide { e } else { Expr::cast(self.target.spell_cast(ty), &e, ty) }
    }

    /// The value with the sign that the consumer needs; widths do not change here.
    pub fn want(&self, e: &Expr, ty: CTy) -> Expr {
        match (e.ty, ty) {
            (CTy::Int { bits: a, signed: s }, CTy::Int { bits: b, signed: t }) if a == b && s != t => match e.literal_as(ty) {
                Some(literal) => literal,
                None => Expr::cast(self.target.spell_cast(ty), e, ty),
            },
            (CTy::Bool, CTy::Int { .. }) => match e.literal_as(ty) {
                Some(literal) => literal,
                None => Expr { ty, inverse: None, ..e.clone() },
            },
            _ => e.clone(),
        }
    }

    /// The value as a signed integer; one that is not negative may stay as it is.
    fn signed(&self, e: &Expr) -> Expr {
        if e.nonneg && e.literal.is_none() { e.clone() } else { self.want(e, e.ty.with_sign(true)) }
    }
    fn unsigned(&self, e: &Expr) -> Expr {
        self.want(e, e.ty.with_sign(false))
    }
    fn cast(&self, e: &Expr, ty: CTy) -> Expr {
        Expr::cast(self.target.spell_cast(ty), e, ty)
    }

    /// Two operands whose signs decide the result, as signed integers.
    fn signed_pair(&self, a: &Expr, b: &Expr) -> (Expr, Expr) {
        // A literal takes the other's sign without a word, and compilers do not warn.
        if a.nonneg && b.nonneg && (a.ty == b.ty || a.literal.is_some() || b.literal.is_some()) {
            return (a.clone(), b.clone());
        }
        // C converts both to unsigned if one is, so both are made signed.
        let signed = |e: &Expr| self.want(e, e.ty.with_sign(true));
        (signed(a), signed(b))
    }

    /// The expression of an operation.
    pub fn rvalue(&mut self, op: Op) -> Result<Expr> {
        let name = op.name();
        if name == "memref.load" {
            return self.load(op);
        }
        let operands = op.operands();
        if let Some(e) = self.by_atoms(op, &name, &operands)? {
            return Ok(e);
        }
        let v = operands.iter().map(|v| self.take(op, *v)).collect::<Result<Vec<Expr>>>()?;
        let ty = self.ctype(op, op.result(0).ty())?;
        if let CTy::Vector(vector) = ty {
            return self.vector(op, &name, &v, vector);
        }
        if let Some(e) = self.identity(op, &name)? {
            return Ok(e);
        }
        let mut e = match (name.as_str(), &v[..]) {
            ("arith.addi" | "arith.subi" | "arith.muli", [a, b]) if ty != CTy::Bool => self.integer(op, &name, a, b, ty),
            ("arith.divsi" | "arith.remsi" | "arith.floordivsi" | "arith.ceildivsi", [a, b]) => {
                let (a, b) = self.signed_pair(a, b);
                Self::divide(&name, &a, &b)
            }
            ("arith.divui" | "arith.remui" | "arith.ceildivui", [a, b]) => {
                Self::divide(&name, &self.unsigned(a), &self.unsigned(b))
            }
            ("arith.andi" | "arith.ori" | "arith.xori", [a, b]) => self.bitwise(&name, a, b, ty),
            ("arith.shli", [a, b]) => {
                let a = if nsw(op) || a.literal.is_some() { self.signed(a) } else { self.unsigned(a) };
                let e = Expr::binary(&a, "<<", b, prec::SHIFT, a.ty);
                if ty.bits() < 32 { self.cast(&e, ty) } else { e }
            }
            ("arith.shrsi", [a, b]) => {
                let a = self.want(a, a.ty.with_sign(true));
                Expr::binary(&a, ">>", b, prec::SHIFT, a.ty)
            }
            ("arith.shrui", [a, b]) => {
                let a = self.unsigned(a);
                Expr { nonneg: a.nonneg || b.literal.is_some_and(|c| c > 0), ..Expr::binary(&a, ">>", b, prec::SHIFT, a.ty) }
            }
            ("arith.cmpi", [a, b]) => self.compare(op, a, b)?,
            ("arith.select", [c, a, b]) => self.choose(c, a, b, ty),
            ("arith.addf", [a, b]) => Expr::binary(a, "+", b, prec::ADD, ty),
            ("arith.subf", [a, b]) => Expr::binary(a, "-", b, prec::ADD, ty),
            ("arith.mulf", [a, b]) => Expr::binary(a, "*", b, prec::MUL, ty),
            ("arith.divf", [a, b]) => Expr::binary(a, "/", b, prec::MUL, ty),
            ("arith.negf", [a]) => Expr::unary("-", a, ty),
            ("arith.cmpf", [a, b]) => Self::compare_floats(op, a, b)?,
            ("arith.remf", [a, b]) => self.function(if ty == CTy::F64 { "fmod" } else { "fmodf" }, &[a, b], ty),
            ("math.absi", [a]) if !self.target.is_bang() => {
                self.need("stdlib.h");
                Expr::call(if ty == LONG { "llabs" } else { "abs" }, &[self.want(a, ty)], ty)
            }
            ("math.rsqrt", [a]) if !self.target.rsqrt => {
                let root = self.function(if ty == CTy::F64 { "sqrt" } else { "sqrtf" }, &[a], ty);
                let one = self.float(1.0, ty);
                Expr::binary(&one, "/", &root, prec::MUL, ty)
            }
            (name, _) if libm::c_name(name, ty == CTy::F64).is_some() => {
                let function = libm::c_name(name, ty == CTy::F64).unwrap_or_default();
                self.function(function, &v.iter().collect::<Vec<_>>(), ty)
            }
            (_, [a]) => self.convert(op, &name, a, ty)?,
            _ => return Err(refuse(op, "it is not part of the platform form")),
        };
        // `a + b` can become `a += b` if its text still is that.
        let symbol = match name.as_str() {
            "arith.addi" | "arith.addf" => Some("+"),
            "arith.subi" | "arith.subf" => Some("-"),
            "arith.muli" | "arith.mulf" => Some("*"),
            "arith.divf" => Some("/"),
            _ => None,
        };
        if let (Some(symbol), [a, b]) = (symbol, &v[..])
            && e.ty == a.ty
            && let Some(rest) = e.text.strip_prefix(&a.text).and_then(|rest| rest.strip_prefix(' '))
            && a.prec == prec::PRIMARY
            && (b.ty == a.ty || b.literal.is_some())
            && let Some(op) = ["+", "-", "*", "/"].into_iter().find(|op| rest.starts_with(op))
            && (op == symbol || (op == "-" && symbol == "+"))
        {
            let negated = op != symbol;
            let rhs = if negated { Expr::int(-b.literal.unwrap_or(0), b.ty).text } else { b.text.clone() };
            e.compound = Some(Box::new(Compound { lhs: operands[0], op, rhs }));
        }
        Ok(e)
    }

    /// A built-in variable.
    fn identity(&mut self, op: Op, name: &str) -> Result<Option<Expr>> {
        let text = match name {
            "cluster.id" if self.target.is_bang() => return super::bang::id(op).map(Some),
            "simt.thread_id" => "threadIdx",
            "simt.block_id" => "blockIdx",
            "simt.block_dim" => "blockDim",
            "simt.grid_dim" => "gridDim",
            _ => return Ok(None),
        };
        let dim = op.int_attr("dim").and_then(|d| ["x", "y", "z"].get(usize::try_from(d).ok()?).copied());
        match dim {
            Some(dim) if self.target.threads && self.chain.is_none() => {
                Ok(Some(Expr { nonneg: true, ..Expr::name(format!("{text}.{dim}"), UNSIGNED) }))
            }
            _ => Err(refuse(op, "there are no threads here")),
        }
    }

    /// A call of a math function. 16-bit floats go through `float`.
    fn function(&mut self, name: &str, arguments: &[&Expr], ty: CTy) -> Expr {
        self.need("math.h");
        if matches!(ty, CTy::F16 | CTy::Bf16) {
            let wide: Vec<Expr> = arguments.iter().map(|a| self.cast(a, CTy::F32)).collect();
            return self.cast(&Expr::call(name, &wide, CTy::F32), ty);
        }
        let arguments: Vec<Expr> = arguments.iter().map(|a| (*a).clone()).collect();
        Expr::call(name, &arguments, ty)
    }

    /// `+`, `-`, `*` of integers.
    fn integer(&self, op: Op, name: &str, a: &Expr, b: &Expr, ty: CTy) -> Expr {
        let exact = nsw(op) || op.result(0).ty().is_index();
        let narrow = ty.bits() < 32;
        let (a, b) = match (narrow, exact) {
            (true, _) => (self.want(a, ty), self.want(b, ty)),
            (_, true) => (a.clone(), b.clone()),
            // One unsigned operand makes the operation unsigned.
            _ if a.ty.is_unsigned() || b.ty.is_unsigned() => (a.clone(), b.clone()),
            _ => {
                let wrapping = |e: &Expr| if e.literal.is_some_and(|c| c >= 0) { e.clone() } else { self.unsigned(e) };
                let a = self.unsigned(a);
                (a, wrapping(b))
            }
        };
        let common = if narrow { ty } else { a.ty.common(b.ty) };
        let mut e = match name {
            "arith.addi" => Expr::sum(&a, &b, common),
            "arith.subi" => Expr::binary(&a, "-", &b, prec::ADD, common),
            _ => Expr::binary(&a, "*", &b, prec::MUL, common),
        };
        e.nonneg = exact && name != "arith.subi" && a.nonneg && b.nonneg;
        if narrow && !exact { self.cast(&e, ty) } else { e }
    }

    /// Division and remainder of operands of one sign; the rounding ones want atoms.
    fn divide(name: &str, a: &Expr, b: &Expr) -> Expr {
        let ty = if a.ty.bits() < 32 { a.ty } else { a.ty.common(b.ty) };
        let quotient = Expr::binary(a, "/", b, prec::MUL, ty);
        let remainder = Expr::binary(a, "%", b, prec::MUL, ty);
        // An unsigned result can still have the top bit.
        let nonneg = match (ty.is_unsigned(), name.starts_with("arith.rem")) {
            (true, true) => a.nonneg || b.nonneg,
            (true, false) => a.nonneg || b.literal.is_some_and(|c| c >= 2),
            (false, _) => a.nonneg && b.nonneg,
        };
        let positive = b.literal.is_some_and(|c| c > 0) || nonneg;
        let zero = Expr::zero();
        let add = |op: &str, condition: Expr| {
            let condition = Expr::new(format!("({})", condition.text), prec::PRIMARY, INT);
            Expr::binary(&quotient, op, &condition, prec::ADD, ty)
        };
        let both = |signs: &str| {
            let (left, right) = (Expr::compare(a, "<", &zero), Expr::compare(b, "<", &zero));
            let text = format!("{} != 0 && ({}) {signs} ({})", remainder.text, left.text, right.text);
            Expr::new(text, prec::LAND, CTy::Bool)
        };
        let e = match name {
            "arith.remsi" | "arith.remui" => remainder.clone(),
            "arith.ceildivui" => add("+", Expr::compare(&remainder, "!=", &zero)),
            "arith.ceildivsi" if positive => add("+", Expr::compare(&remainder, ">", &zero)),
            "arith.ceildivsi" => add("+", both("==")),
            "arith.floordivsi" if nonneg => quotient,
            "arith.floordivsi" if positive => add("-", Expr::compare(&remainder, "<", &zero)),
            "arith.floordivsi" => add("-", both("!=")),
            _ => quotient,
        };
        Expr { nonneg, ..e }
    }

    /// `&`, `|`, `^`, on booleans `&&`, `||`, `!=`.
    fn bitwise(&self, name: &str, a: &Expr, b: &Expr, ty: CTy) -> Expr {
        if ty == CTy::Bool {
            return match (name, b.literal) {
                ("arith.xori", Some(1)) => Expr::not(a),
                ("arith.andi", _) => Expr::binary(a, "&&", b, prec::LAND, ty),
                ("arith.ori", _) => Expr::binary(a, "||", b, prec::LOR, ty),
                _ => Expr::compare(a, "!=", b),
            };
        }
        if name == "arith.xori" && b.literal == Some(-1) {
            return if a.ty.is_unsigned() && a.ty.bits() < 32 {
                Expr::unary("~", &self.want(a, ty), ty)
            } else {
                Expr::unary("~", a, a.ty)
            };
        }
        let (a, b) =
            if a.ty == b.ty || a.ty.bits() >= 32 { (a.clone(), b.clone()) } else { (self.want(a, ty), self.want(b, ty)) };
        let common = if a.ty == b.ty { a.ty } else { a.ty.common(b.ty) };
        let nonneg = (a.nonneg && b.nonneg) || (name == "arith.andi" && (a.nonneg || b.nonneg));
        let (symbol, strength) = match name {
            "arith.andi" => ("&", prec::AND),
            "arith.ori" => ("|", prec::OR),
            _ => ("^", prec::XOR),
        };
        Expr { nonneg, ..Expr::binary(&a, symbol, &b, strength, common) }
    }

    fn compare(&self, op: Op, a: &Expr, b: &Expr) -> Result<Expr> {
        const SYMBOLS: [&str; 10] = ["==", "!=", "<", "<=", ">", ">=", "<", "<=", ">", ">="];
        let predicate = op.int_attr("predicate").and_then(|p| usize::try_from(p).ok()).filter(|p| *p < 10);
        let predicate = predicate.ok_or_else(|| refuse(op, "its predicate is unknown"))?;
        if a.ty == CTy::Bool && b.ty == CTy::Bool {
            return match (predicate, b.literal) {
                (0, Some(1)) | (1, Some(0)) => Ok(a.clone()),
                (0, Some(0)) | (1, Some(1)) => Ok(Expr::not(a)),
                (0 | 1, _) => Ok(Expr::compare(a, SYMBOLS[predicate], b)),
                _ => Err(refuse(op, "booleans have no order in C")),
            };
        }
        let (a, b) = match predicate {
            // Equality is that of the bits, and C makes both operands unsigned if one is; narrow ones keep their sign.
            0 | 1 if a.ty.bits() >= 32 && b.ty.bits() >= 32 => (a.clone(), b.clone()),
            0..=5 => self.signed_pair(a, b),
            _ => (self.unsigned(a), self.unsigned(b)),
        };
        Ok(Expr::compare(&a, SYMBOLS[predicate], &b))
    }

    fn compare_floats(op: Op, a: &Expr, b: &Expr) -> Result<Expr> {
        let predicate = op.int_attr("predicate").and_then(|p| FLOAT_PREDICATES.get(usize::try_from(p).ok()?).copied());
        let compare = |a: &Expr, symbol: &str, b: &Expr| {
            let strength = if matches!(symbol, "==" | "!=") { prec::EQ } else { prec::REL };
            Expr::binary(a, symbol, b, strength, CTy::Bool)
        };
        let or = |x: Expr, y: Expr| Expr::binary(&x, "||", &y, prec::LOR, CTy::Bool);
        let not = |x: Expr| Expr::not(&x);
        let e = match predicate {
            Some("oeq") => Expr { inverse: Some(compare(a, "!=", b).text), ..compare(a, "==", b) },
            Some("une") => Expr { inverse: Some(compare(a, "==", b).text), ..compare(a, "!=", b) },
            Some("ogt") => compare(a, ">", b),
            Some("oge") => compare(a, ">=", b),
            Some("olt") => compare(a, "<", b),
            Some("ole") => compare(a, "<=", b),
            Some("ult") => not(compare(a, ">=", b)),
            Some("ule") => not(compare(a, ">", b)),
            Some("ugt") => not(compare(a, "<=", b)),
            Some("uge") => not(compare(a, "<", b)),
            Some("one") => or(compare(a, "<", b), compare(a, ">", b)),
            Some("ueq") => not(or(compare(a, "<", b), compare(a, ">", b))),
            Some("ord") => Expr::binary(&compare(a, "==", a), "&&", &compare(b, "==", b), prec::LAND, CTy::Bool),
            Some("uno") => or(compare(a, "!=", a), compare(b, "!=", b)),
            Some("false") => Expr::int(0, CTy::Bool),
            Some("true") => Expr::int(1, CTy::Bool),
            _ => return Err(refuse(op, "its predicate is unknown")),
        };
        Ok(Expr { nonneg: true, ..e })
    }

    /// Operations whose text has an operand twice, so that operands get names first.
    fn by_atoms(&mut self, op: Op, name: &str, operands: &[Value]) -> Result<Option<Expr>> {
        let twice = match name {
            "arith.minsi" | "arith.maxsi" | "arith.minui" | "arith.maxui" => true,
            "arith.ceildivsi" | "arith.floordivsi" | "arith.ceildivui" => true,
            "arith.cmpf" => matches!(op.int_attr("predicate"), Some(6 | 7 | 8 | 14)),
            "math.absi" => self.target.is_bang(),
            _ => false,
        };
        if !twice {
            return Ok(None);
        }
        let ty = self.ctype(op, op.result(0).ty())?;
        let picks = name.starts_with("arith.min") || name.starts_with("arith.max");
        if picks && self.target.min_max && self.chain.is_none() && ty == INT {
            let v = operands.iter().map(|v| self.take(op, *v)).collect::<Result<Vec<Expr>>>()?;
            let wanted = if name.ends_with("ui") { UNSIGNED } else { INT };
            let v: Vec<Expr> = v.iter().map(|e| self.want(e, wanted)).collect();
            if v.iter().all(|e| e.ty == wanted) {
                let nonneg = v.iter().all(|e| e.nonneg);
                return Ok(Some(Expr { nonneg, ..Expr::call(&name[6..9], &v, wanted) }));
            }
            return Err(refuse(op, "its operands have different widths"));
        }
        let v = operands.iter().map(|v| self.take_atom(op, *v)).collect::<Result<Vec<Expr>>>()?;
        Ok(match (&v[..], picks) {
            ([a, b], true) => {
                let (x, y) = if name.ends_with("ui") { (self.unsigned(a), self.unsigned(b)) } else { self.signed_pair(a, b) };
                let symbol = if name.starts_with("arith.min") { "<" } else { ">" };
                let e = self.choose(&Expr::compare(&x, symbol, &y), a, b, ty);
                Some(Expr { nonneg: a.nonneg && b.nonneg, ..e })
            }
            ([a], _) => {
                let a = self.want(a, ty);
                Some(Expr::conditional(&Expr::compare(&a, "<", &Expr::int(0, ty)), &Expr::unary("-", &a, ty), &a, ty))
            }
            // The others are printed as usual, from operands that now are atoms.
            _ => {
                for (value, e) in operands.iter().zip(v) {
                    self.bound.entry(*value).or_insert(e);
                }
                None
            }
        })
    }

    /// Conversions.
    fn convert(&mut self, op: Op, name: &str, a: &Expr, ty: CTy) -> Result<Expr> {
        let from = op.operand(0).ty();
        let relabel = |e: &Expr, ty: CTy, nonneg: bool| Expr { ty, nonneg, inverse: None, ..e.clone() };
        let one = |p: &mut Self, value: f64| p.float(value, ty);
        Ok(match name {
            "arith.extf" | "arith.truncf" => self.cast(a, ty),
            "arith.sitofp" if a.ty == CTy::Bool => {
                let (yes, no) = (one(self, -1.0), one(self, 0.0));
                Expr::conditional(a, &yes, &no, ty)
            }
            "arith.uitofp" if a.ty == CTy::Bool => {
                let (yes, no) = (one(self, 1.0), one(self, 0.0));
                Expr::conditional(a, &yes, &no, ty)
            }
            "arith.sitofp" => self.cast(&self.signed(a), ty),
            "arith.uitofp" => self.cast(&self.unsigned(a), ty),
            "arith.fptosi" => self.cast(a, ty),
            "arith.fptoui" if ty.bits() >= 32 => self.cast(a, ty.with_sign(false)),
            "arith.fptoui" => self.cast(&self.cast(a, INT), ty.with_sign(false)),
            "arith.extsi" | "arith.extui" | "arith.index_cast" | "arith.index_castui"
                if a.literal.is_some() && a.ty != CTy::Bool =>
            {
                // Constants are known to have the sign bit that they print.
                let e = if name.ends_with("ui") { self.unsigned(a) } else { self.want(a, a.ty.with_sign(true)) };
                let value = e.literal.unwrap_or(0);
                let value = match (name.ends_with("ui"), a.ty.bits()) {
                    (true, bits @ (8 | 16 | 32)) => value & ((1 << bits) - 1),
                    _ => value,
                };
                Expr::int(value, if op.result(0).ty().is_index() && i32::try_from(value).is_err() { LONG } else { ty })
            }
            "arith.extsi" | "arith.index_cast" if a.ty == CTy::Bool => {
                Expr::conditional(a, &Expr::int(-1, ty), &Expr::int(0, ty), ty)
            }
            "arith.extui" | "arith.index_castui" if a.ty == CTy::Bool && ty.bits() <= 32 => relabel(a, ty, true),
            "arith.extui" if a.ty == CTy::Bool => self.cast(a, ty),
            "arith.extsi" | "arith.extui" => {
                let e = if name == "arith.extui" { self.unsigned(a) } else { self.signed(a) };
                let nonneg = name == "arith.extui" || e.nonneg;
                if ty.bits() <= 32 { relabel(&e, ty, nonneg) } else { Expr { nonneg, ..self.cast(&e, ty) } }
            }
            "arith.trunci" if ty == CTy::Bool => {
                let one = Expr::int(1, if a.ty.bits() == 64 { a.ty } else { INT });
                let bit = Expr::binary(a, "&", &one, prec::AND, a.ty);
                Expr::compare(&bit, "!=", &Expr::zero())
            }
            "arith.trunci" => Expr { nonneg: false, ..self.cast(a, ty) },
            "arith.index_cast" | "arith.index_castui" => {
                let unsigned = name == "arith.index_castui";
                if from.is_index() {
                    // From `index`, printed as `int` unless it is wide.
                    match (ty.bits(), a.ty.bits()) {
                        (64, 64) => a.clone(),
                        (64, _) => self.cast(&self.signed(a), ty),
                        (32, 32) => a.clone(),
                        _ => self.cast(a, ty),
                    }
                } else if a.ty.bits() < 32 {
                    let e = if unsigned { self.unsigned(a) } else { self.signed(a) };
                    relabel(&e, INT, unsigned || a.nonneg)
                } else if unsigned {
                    if a.nonneg { a.clone() } else { Expr { nonneg: true, ..self.unsigned(a) } }
                } else {
                    self.signed(a)
                }
            }
            "arith.bitcast" => return self.bits(op, a, ty),
            _ => return Err(refuse(op, "it is not part of the platform form")),
        })
    }

    /// The same bits as another number.
    fn bits(&mut self, op: Op, a: &Expr, ty: CTy) -> Result<Expr> {
        let number = |ty: CTy| match ty {
            CTy::F32 => Some("float"),
            CTy::F64 => Some("double"),
            _ => None,
        };
        let (is_float, float) = match (number(a.ty), number(ty)) {
            (Some(float), None) => (true, float),
            (None, Some(float)) => (false, float),
            _ => return Err(refuse(op, "these types have no bit cast")),
        };
        let (integer, bits) = if float == "float" { ("int", 32) } else { ("longlong", 64) };
        let word = CTy::Int { bits, signed: true };
        let a = if is_float { a.clone() } else { self.want(a, word) };
        if self.target.threads {
            let name = if is_float { format!("__{float}_as_{integer}") } else { format!("__{integer}_as_{float}") };
            return Ok(Expr::call(&name, &[a], ty));
        }
        // Only a union says it without a pointer that the compiler may not believe.
        let [from, to] = if is_float { [a.ty, word] } else { [word, ty] }.map(|ty| self.target.spell(ty));
        let name = if is_float { format!("xpiler_bits_of_{float}") } else { format!("xpiler_{float}_of_bits") };
        let qualifier = if self.target.is_bang() { "__mlu_func__" } else { "static inline" };
        let body = format!("union {{ {from} from; {to} to; }} both = {{x}}; return both.to;");
        self.file.helpers.insert(format!("{qualifier} {to} {name}({from} x) {{ {body} }}"));
        Ok(Expr::call(&name, &[a], ty))
    }

    /// Values of vector type that are not intrinsic calls.
    fn vector(&mut self, op: Op, name: &str, v: &[Expr], ty: VectorType) -> Result<Expr> {
        let unknown = || refuse(op, "vectors are computed by intrinsics");
        match (name, v) {
            ("vector.create_mask", [n]) => Ok(self.first_lanes(op, n, ty)?),
            ("vector.broadcast", [x]) => {
                let element = self.ctype(op, op.operand(0).ty())?;
                Self::vector_of(ty, element, x).ok_or_else(unknown)
            }
            ("vector.constant_mask", []) => {
                let lanes = op.attr("mask_dim_sizes").and_then(|a| a.as_i64s()).and_then(|n| n.first().copied()).unwrap_or(0);
                let bits = if ty.lanes < 32 { UNSIGNED } else { CTy::Int { bits: 64, signed: false } };
                let first = if lanes >= 64 { u64::MAX } else { (1 << lanes) - 1 };
                let digits = (ty.lanes / 4) as usize;
                Ok(Expr::cast(ty.name, &Expr::new(format!("0x{first:0digits$x}"), prec::PRIMARY, bits), CTy::Vector(ty)))
            }
            ("arith.andi", [a, b]) if ty.is_mask() => Ok(Self::mask(a, "&", b, prec::AND, ty)),
            ("arith.ori", [a, b]) if ty.is_mask() => Ok(Self::mask(a, "|", b, prec::OR, ty)),
            ("arith.xori", [a, b]) if ty.is_mask() => Ok(Self::mask(a, "^", b, prec::XOR, ty)),
            ("arith.select", [c, a, b]) if c.ty == CTy::Bool => Ok(Expr::conditional(c, a, b, CTy::Vector(ty))),
            // The lanes of integers are in the names of functions, not in the type.
            ("vector.bitcast", [x]) if x.ty == CTy::Vector(ty) => Ok(x.clone()),
            _ => Err(unknown()),
        }
    }

    /// Masks are integers to C.
    fn mask(a: &Expr, op: &str, b: &Expr, strength: u8, ty: VectorType) -> Expr {
        Expr::cast(ty.name, &Expr::binary(a, op, b, strength, INT), CTy::Vector(ty))
    }

    /// `_mm512_set1_ps(lane)`
    fn vector_of(vector: VectorType, element: CTy, lane: &Expr) -> Option<Expr> {
        let word = match element {
            CTy::F32 => "ps".to_owned(),
            CTy::F64 => "pd".into(),
            CTy::F16 => "ph".into(),
            CTy::Int { bits: 64, .. } if vector.bytes < 64 => "epi64x".into(),
            CTy::Int { bits, .. } => format!("epi{bits}"),
            _ => return None,
        };
        let prefix = if vector.bytes == 16 { "_mm".into() } else { format!("_mm{}", vector.bytes * 8) };
        Some(Expr::call(&format!("{prefix}_set1_{word}"), std::slice::from_ref(lane), CTy::Vector(vector)))
    }

    /// A mask of the first `n` lanes. C shifts by less than the width only.
    fn first_lanes(&mut self, op: Op, n: &Expr, mask: VectorType) -> Result<Expr> {
        let bits = if mask.lanes < 32 { UNSIGNED } else { CTy::Int { bits: 64, signed: false } };
        let one = Expr::int(1, bits);
        let first = |n: &Expr| Expr::binary(&Expr::binary(&one, "<<", n, prec::SHIFT, bits), "-", &one, prec::ADD, bits);
        if let (Some(c), 64) = (n.literal, mask.lanes) {
            let all = if c < 64 { (1_u64 << c.max(0)) - 1 } else { u64::MAX };
            return Ok(Expr::cast(mask.name, &Expr::name(format!("{all:#x}ull"), bits), CTy::Vector(mask)));
        }
        if mask.lanes < 64 {
            return Ok(Expr::cast(mask.name, &first(n), CTy::Vector(mask)));
        }
        let n = if n.is_atom() { n.clone() } else { self.materialise(op.operand(0), n.clone())? };
        let some = Expr::compare(&n, "<", &Expr::int(mask.lanes, INT));
        let all = Expr::unary("~", &Expr::int(0, bits), bits);
        Ok(Expr::cast(mask.name, &Expr::conditional(&some, &first(&n), &all, bits), CTy::Vector(mask)))
    }
}

/// Does the operation promise not to overflow as a signed one?
fn nsw(op: Op) -> bool {
    op.attr("overflowFlags").is_some_and(|flags| flags.to_string().contains("nsw"))
}
