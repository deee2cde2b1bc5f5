//! Index expressions as polynomials over values: `i * cols + j` is `{[i, cols]: 1, [j]: 1}`.
//!
//! Integers are taken as mathematical ones; that no overflow happens is a separate obligation.

use std::collections::HashSet;

use xpiler_ir::{Builder, Value};

/// A polynomial: monomials (products of values in the order of the text) with coefficients, none of them zero.
#[derive(Clone, Debug, Default)]
pub struct Linear {
    terms: Vec<(Vec<Value>, i64)>,
}

/// What is computed with larger numbers is not looked into: the product of two coefficients fits in 64 bits.
const LARGEST: u64 = 1 << 31;

/// Are two products the same, whatever their order?
fn same_product(a: &[Value], b: &[Value]) -> bool {
    let count = |all: &[Value], v: Value| all.iter().filter(|x| **x == v).count();
    a.len() == b.len() && a.iter().all(|v| count(a, *v) == count(b, *v))
}

impl PartialEq for Linear {
    fn eq(&self, other: &Self) -> bool {
        self.minus(other).terms.is_empty()
    }
}

impl Linear {
    /// A number.
    pub fn constant(c: i64) -> Self {
        Self { terms: if c == 0 { vec![] } else { vec![(vec![], c)] } }
    }
    /// A value that is not looked into.
    pub fn leaf(v: Value) -> Self {
        Self { terms: vec![(vec![v], 1)] }
    }
    /// The polynomial of an integer or index value.
    pub fn of(v: Value) -> Self {
        Self::at_depth(v, 0)
    }
    fn at_depth(v: Value, depth: usize) -> Self {
        let p = Self::looked_into(v, depth);
        if p.terms.iter().all(|(_, c)| c.unsigned_abs() <= LARGEST) { p } else { Self::leaf(v) }
    }
    fn looked_into(v: Value, depth: usize) -> Self {
        if let Some(c) = v.const_int() {
            return Self::constant(c);
        }
        let Some(op) = v.def().filter(|_| depth < 40) else { return Self::leaf(v) };
        let operand = |i: usize| Self::at_depth(op.operand(i), depth + 1);
        match op.name().as_str() {
            "arith.addi" => operand(0).plus(&operand(1)),
            "arith.subi" => operand(0).minus(&operand(1)),
            "arith.muli" => operand(0).times(&operand(1)),
            "arith.index_cast" | "arith.index_castui" | "arith.extsi" => operand(0),
            _ => Self::leaf(v),
        }
    }
    fn add_term(&mut self, monomial: Vec<Value>, coefficient: i64) {
        match self.terms.iter_mut().find(|(m, _)| same_product(m, &monomial)) {
            Some(term) => term.1 = term.1.saturating_add(coefficient),
            None => self.terms.push((monomial, coefficient)),
        }
        self.terms.retain(|(_, c)| *c != 0);
    }
    /// The sum.
    pub fn plus(&self, other: &Self) -> Self {
        let mut sum = self.clone();
        for (m, c) in &other.terms {
            sum.add_term(m.clone(), *c);
        }
        sum
    }
    /// The difference.
    pub fn minus(&self, other: &Self) -> Self {
        let negative = Self { terms: other.terms.iter().map(|(m, c)| (m.clone(), c.saturating_neg())).collect() };
        self.plus(&negative)
    }
    /// The product.
    pub fn times(&self, other: &Self) -> Self {
        let mut product = Self::default();
        for (m, c) in &self.terms {
            for (n, d) in &other.terms {
                let monomial = [m.as_slice(), n.as_slice()].concat();
                product.add_term(monomial, c.saturating_mul(*d));
            }
        }
        product
    }
    /// Products of values, each with its coefficient.
    pub fn terms(&self) -> &[(Vec<Value>, i64)] {
        &self.terms
    }
    /// The number, if it is one.
    pub fn as_constant(&self) -> Option<i64> {
        match self.terms.as_slice() {
            [] => Some(0),
            [(m, c)] if m.is_empty() => Some(*c),
            _ => None,
        }
    }
    /// Puts other values in the place of those that occur.
    pub fn map_leaves(&self, of: impl Fn(Value) -> Value) -> Self {
        let mut sum = Self::default();
        for (m, c) in &self.terms {
            sum.add_term(m.iter().map(|v| of(*v)).collect(), *c);
        }
        sum
    }
    /// The number `m` with `self = m * other`, if there is a positive one.
    pub fn quotient(&self, other: &Self) -> Option<i64> {
        let (_, by) = other.terms.first()?;
        let m = self.terms.iter().find(|(m, _)| same_product(m, &other.terms[0].0))?.1;
        let whole = m % by == 0 && m / by > 0;
        (whole && other.times(&Self::constant(m / by)) == *self).then_some(m / by)
    }
    /// Is it a sum of products of values that qualify, and of a number, with nothing subtracted?
    pub fn is_sum_of(&self, qualifies: impl Fn(Value) -> bool) -> bool {
        self.terms.iter().all(|(m, c)| *c >= 0 && m.iter().all(|v| qualifies(*v)))
    }
    /// The values that occur.
    pub fn values(&self) -> Vec<Value> {
        let mut values: Vec<Value> = vec![];
        for v in self.terms.iter().flat_map(|(m, _)| m) {
            if !values.contains(v) {
                values.push(*v);
            }
        }
        values
    }
    /// Splits `self = coefficient * v + rest` with a rest that does not change with `v`; `None` if `v` occurs squared or inside
    /// something that is not looked into, `x[v / 2]`.
    pub fn split(&self, v: Value) -> Option<(Self, Self)> {
        if self.values().into_iter().any(|leaf| leaf != v && derives_from(leaf, v)) {
            return None;
        }
        self.coefficient(v)
    }
    /// The polynomial as `coefficient * v + rest`; `None` if `v` occurs squared.
    pub fn coefficient(&self, v: Value) -> Option<(Self, Self)> {
        let (mut coefficient, mut rest) = (Self::default(), Self::default());
        for (m, c) in &self.terms {
            match m.iter().filter(|x| **x == v).count() {
                0 => rest.add_term(m.clone(), *c),
                1 => coefficient.add_term(m.iter().copied().filter(|x| *x != v).collect(), *c),
                _ => return None,
            }
        }
        Some((coefficient, rest))
    }
    /// The term of the highest degree, the last of them in the order of values.
    fn leading(&self) -> Option<&(Vec<Value>, i64)> {
        // Any order of the values serves: whether one polynomial divides another does not depend on it.
        let order = |m: &[Value]| {
            let mut keys: Vec<usize> = m.iter().map(|v| v.raw().ptr as usize).collect();
            keys.sort_unstable_by(|a, b| b.cmp(a));
            (m.len(), keys)
        };
        self.terms.iter().max_by_key(|(m, _)| order(m))
    }
    /// Is it the product of the other polynomial, which is not 0, and a polynomial?
    pub fn is_multiple_of(&self, other: &Self) -> bool {
        let Some((divisor, d)) = other.leading() else { return false };
        let mut rest = self.clone();
        while let Some((monomial, c)) = rest.leading() {
            let mut quotient = monomial.clone();
            for v in divisor {
                match quotient.iter().position(|x| x == v) {
                    Some(i) => drop(quotient.remove(i)),
                    None => return false,
                }
            }
            if c % d != 0 {
                return false;
            }
            rest = rest.minus(&Self { terms: vec![(quotient, c / d)] }.times(other));
        }
        true
    }
    /// The polynomial divided by a number, if every coefficient is a multiple of it.
    pub fn divided(&self, by: i64) -> Option<Self> {
        let whole = by > 0 && self.terms.iter().all(|(_, c)| c % by == 0);
        whole.then(|| Self { terms: self.terms.iter().map(|(m, c)| (m.clone(), c / by)).collect() })
    }
    /// The number at the end.
    pub fn constant_term(&self) -> i64 {
        self.terms.iter().find(|(m, _)| m.is_empty()).map_or(0, |(_, c)| *c)
    }
    /// The terms with values all of which are chosen, and the others, the constant one among them.
    pub fn partition(&self, choose: impl Fn(Value) -> bool) -> (Self, Self) {
        let (chosen, others) = self.terms.iter().cloned().partition(|(m, _)| !m.is_empty() && m.iter().all(|v| choose(*v)));
        (Self { terms: chosen }, Self { terms: others })
    }
    /// The polynomial with another one in the place of a value.
    #[must_use]
    pub fn replace(&self, v: Value, by: &Self) -> Self {
        let mut sum = Self::default();
        for (monomial, c) in &self.terms {
            let mut product = Self::constant(*c);
            for x in monomial {
                product = if *x == v { product.times(by) } else { product.times(&Self::leaf(*x)) };
            }
            sum = sum.plus(&product);
        }
        sum
    }
    /// The polynomial as a value of type `index`.
    pub fn build(&self, b: &Builder) -> Value {
        let term = |(monomial, c): &(Vec<Value>, i64)| {
            let factors = monomial.iter().map(|v| b.index_cast(*v, b.ctx.index()));
            let product = factors.reduce(|x, y| b.nsw("arith.muli", x, y));
            match product {
                None => b.index(*c),
                Some(p) if *c == 1 => p,
                Some(p) => b.nsw("arith.muli", p, b.index(*c)),
            }
        };
        self.terms.iter().map(term).reduce(|x, y| b.nsw("arith.addi", x, y)).unwrap_or_else(|| b.index(0))
    }
    /// Is a coefficient negative?
    pub fn has_negative(&self) -> bool {
        self.terms.iter().any(|(_, c)| *c < 0)
    }
    /// Are all coefficients positive? Not true of 0.
    pub fn is_positive(&self) -> bool {
        !self.terms.is_empty() && self.terms.iter().all(|(_, c)| *c > 0)
    }
    /// Are all coefficients negative? Not true of 0.
    pub fn is_negative(&self) -> bool {
        !self.terms.is_empty() && self.terms.iter().all(|(_, c)| *c < 0)
    }
}

/// Is the value computed from `from`, or in a loop whose range is?
fn derives_from(v: Value, from: Value) -> bool {
    let (mut seen, mut open) = (HashSet::new(), vec![v]);
    while let Some(v) = open.pop() {
        if v == from {
            return true;
        }
        if !seen.insert(v) {
            continue;
        }
        match (v.def(), v.as_block_arg()) {
            // What branches compute may use anything that is visible there.
            (Some(op), _) => open.extend(op.walk().into_iter().flat_map(|o| o.operands())),
            (None, Some((block, _))) => {
                open.extend(block.parent_op().filter(|p| p.is("scf.for")).map(|p| p.operands()).unwrap_or_default());
            }
            (None, None) => {}
        }
    }
    false
}
