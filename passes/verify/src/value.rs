//! The values of the identity tier: what takes a float's place so that rounding and order of summation vanish and
//! nothing else does.
//!
//! A [`Value`] is a real shadow `r` and two field elements, `f` modulo p and `x` modulo q, p = 2q + 1, which are
//! independent of each other on inputs. Arithmetic acts on all three. `exp` takes `x` to `g^x` modulo p, where `g` has
//! order q: a homomorphism, as the real `exp`. Only `r` decides comparisons, maxima, roundings and conversions to
//! integers. Functions without an algebraic law are random oracles: a hash of `f`.
//!
//! [`Field`] holds the primes, the symbols (ln 2, pi, ...) and counters; everything is a function of its seed.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};

use crate::field::{Prime, Random, mix, primes};
pub use crate::function::{Binary, Unary};

/// The value is not defined: uninitialised, or the result of a division by zero.
const POISON: u64 = 1;
/// `x` is not defined: the value came out of an `exp`.
const NO_X: u64 = 2;
/// The value depends on literals and integers only: square roots are taken in the fields.
const CONSTANT: u64 = 4;

/// A value. The layout is that of a `vector<4xi64>` in the compiled module.
#[repr(C, align(32))]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Value {
    /// The real shadow.
    pub r: f64,
    /// Modulo p, in Montgomery form.
    pub f: u64,
    /// Modulo q, in Montgomery form.
    pub x: u64,
    tag: u64,
}

impl Value {
    /// An undefined value.
    pub const POISON: Value = Value { r: 0.0, f: 0, x: 0, tag: POISON };
    /// Zero.
    pub const ZERO: Value = Value { r: 0.0, f: 0, x: 0, tag: CONSTANT };

    /// Is it undefined?
    pub fn is_poison(&self) -> bool {
        self.tag & POISON != 0
    }
    /// Is it neither infinite, nor NaN, nor undefined?
    pub fn is_finite(&self) -> bool {
        !self.is_poison() && self.r.is_finite()
    }
    /// An infinity or a NaN.
    fn special(r: f64) -> Self {
        Self { r, f: 0, x: 0, tag: CONSTANT }
    }
    /// The words of the value, as they lie in memory.
    pub fn words(&self) -> [u64; 4] {
        [self.r.to_bits(), self.f, self.x, self.tag]
    }
    fn has_x(&self) -> bool {
        self.tag & NO_X == 0
    }
}

unsafe extern "C" {
    fn erf(x: f64) -> f64;
    fn erfc(x: f64) -> f64;
}

/// What happened while values were computed.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Decisions between different values whose shadows are too close to trust.
    pub near_ties: u64,
    /// Decisions on undefined values.
    pub poison_decisions: u64,
    /// Comparisons that held.
    pub held: u64,
    /// Comparisons that did not hold.
    pub failed: u64,
    /// Maxima and minima taken.
    pub extrema: u64,
    /// Divisions of a finite number by zero.
    pub zero_divisions: u64,
}

/// The fields of one comparison: primes, generator, symbols.
pub struct Field {
    /// Modulo p.
    pub p: Prime,
    /// Modulo q.
    pub q: Prime,
    key: u64,
    /// Powers of the generator: `powers[i][b]` is `g^(b 256^i)`.
    powers: Vec<[u64; 256]>,
    /// ln 2; the generator is chosen such that `exp(ln 2) == 2`.
    pub ln2: Value,
    /// ln 10, a symbol.
    pub ln10: Value,
    /// The square root of pi, a symbol.
    pub root_pi: Value,
    /// Does a `log` ask for the arguments of `exp`?
    pub remember: bool,
    /// Are maxima and minima replaced by `g^-1(g(a) + g(b))`, g(v) = v^k?
    pub variant: bool,
    variant_power: u64,
    variant_root: (u64, u64),
    /// The last two operands of an extremum in the variant, and it: lanes of vectors often hold the same.
    last_extremum: Cell<[(u64, u64); 3]>,
    memory: RefCell<HashMap<u64, Value>>,
    counters: Cell<Counters>,
}

/// Finite operands give finite results: shadows saturate where a float would overflow.
fn saturate(r: f64) -> f64 {
    if r.is_nan() { 0.0 } else { r.clamp(-1e300, 1e300) }
}

/// Below this argument `exp` is zero: in every float type it is already far above. What is that small is a mask (-1e4,
/// -1e9, `-FLT_MAX`), not a score.
const EXP_IS_ZERO: f64 = -5000.0;

/// The inverse of `a` modulo `n`, if there is one.
fn modular_inverse(a: u64, n: u64) -> Option<u64> {
    let (mut r0, mut r1) = (i128::from(n), i128::from(a));
    let (mut t0, mut t1) = (0_i128, 1_i128);
    while r1 != 0 {
        let quotient = r0 / r1;
        (r0, r1) = (r1, r0 - quotient * r1);
        (t0, t1) = (t1, t0 - quotient * t1);
    }
    (r0 == 1).then(|| t0.rem_euclid(i128::from(n)) as u64)
}

impl Field {
    /// The fields for a seed.
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let (p, q) = primes(&mut random);
        let ln2 = Value { r: std::f64::consts::LN_2, f: p.draw(&mut random), x: q.draw(&mut random).max(1), tag: CONSTANT };
        let ln10 = Value { r: std::f64::consts::LN_10, f: p.draw(&mut random), x: q.draw(&mut random).max(1), tag: CONSTANT };
        let (s, t) = (p.draw(&mut random).max(1), q.draw(&mut random).max(1));
        let root_pi = Value { r: std::f64::consts::PI.sqrt(), f: p.mul(s, s), x: q.mul(t, t), tag: CONSTANT };
        // 2 is a square modulo p, so it has order q, and g = 2^(1 / ln 2) generates the same group.
        let mut base = p.pow(p.embed(2), q.plain(q.inverse(ln2.x)));
        let mut powers = vec![];
        for _ in 0..8 {
            let mut row = [p.one; 256];
            for i in 1..256 {
                row[i] = p.mul(row[i - 1], base);
            }
            base = p.mul(row[255], base);
            powers.push(row);
        }
        let (variant_power, variant_root) = (3..)
            .step_by(2)
            .find_map(|k| Some((k, (modular_inverse(k, p.n - 1)?, modular_inverse(k, q.n - 1)?))))
            .expect("some odd number is coprime to both orders");
        Self {
            key: random.word(),
            p,
            q,
            powers,
            ln2,
            ln10,
            root_pi,
            remember: false,
            variant: false,
            variant_power,
            variant_root,
            last_extremum: Cell::default(),
            memory: RefCell::default(),
            counters: Cell::default(),
        }
    }

    /// What happened since the field was made or the counters were reset.
    pub fn counters(&self) -> Counters {
        self.counters.get()
    }
    /// Sets the counters to zero and forgets the arguments of `exp`.
    pub fn reset(&self) {
        self.counters.take();
        self.memory.borrow_mut().clear();
    }
    fn count(&self, change: impl FnOnce(&mut Counters)) {
        let mut counters = self.counters.get();
        change(&mut counters);
        self.counters.set(counters);
    }

    /// An integer.
    pub fn integer(&self, value: i64) -> Value {
        Value { r: value as f64, f: self.p.embed_signed(value), x: self.q.embed_signed(value), tag: CONSTANT }
    }
    /// An unsigned integer.
    pub fn unsigned(&self, value: u64) -> Value {
        Value { r: value as f64, f: self.p.embed(value), x: self.q.embed(value), tag: CONSTANT }
    }
    /// The number `digits 10^exponent`, with the shadow `r`.
    pub fn decimal(&self, r: f64, digits: u64, exponent: i32) -> Value {
        let scale = |field: &Prime| {
            let power = field.pow(field.embed(10), u64::from(exponent.unsigned_abs()));
            let power = if exponent < 0 { field.inverse(power) } else { power };
            let value = field.mul(field.embed(digits), power);
            if r.is_sign_negative() { field.neg(value) } else { value }
        };
        Value { r, f: scale(&self.p), x: scale(&self.q), tag: CONSTANT }
    }
    /// An infinity or a NaN.
    pub fn non_finite(&self, r: f64) -> Value {
        Value::special(r)
    }
    /// An input with the shadow `r` and random elements.
    pub fn input(&self, r: f64, random: &mut Random) -> Value {
        Value { r, f: self.p.draw(random), x: self.q.draw(random), tag: 0 }
    }

    /// Are the two the same value? Shadows that are far apart under equal elements show that branches went apart.
    pub fn same(&self, a: &Value, b: &Value) -> bool {
        if a.is_poison() || b.is_poison() {
            return a.is_poison() && b.is_poison();
        }
        if !a.r.is_finite() || !b.r.is_finite() {
            return a.r == b.r || (a.r.is_nan() && b.r.is_nan());
        }
        a.f == b.f && (a.r - b.r).abs() <= 1e-3 * (1.0 + a.r.abs().max(b.r.abs()))
    }

    fn tag(a: Value, b: Value) -> u64 {
        ((a.tag | b.tag) & NO_X) | (a.tag & b.tag & CONSTANT)
    }
    fn finite(r: f64, f: u64, x: u64, tag: u64) -> Value {
        // An exact zero has an exact shadow: cancellation leaves rounding errors that would decide comparisons.
        if f == 0 && (tag & NO_X != 0 || x == 0) {
            return Value { r: 0.0, f: 0, x: 0, tag: (tag | CONSTANT) & !NO_X };
        }
        Value { r: saturate(r), f, x: if tag & NO_X == 0 { x } else { 0 }, tag }
    }
    fn one(&self) -> Value {
        Value { r: 1.0, f: self.p.one, x: self.q.one, tag: CONSTANT }
    }

    /// a + b
    #[inline]
    pub fn add(&self, a: Value, b: Value) -> Value {
        if !(a.is_finite() && b.is_finite()) {
            return if a.is_poison() || b.is_poison() { Value::POISON } else { Value::special(a.r + b.r) };
        }
        Self::finite(a.r + b.r, self.p.add(a.f, b.f), self.q.add(a.x, b.x), Self::tag(a, b))
    }
    /// -a
    pub fn neg(&self, a: Value) -> Value {
        if !a.is_finite() {
            return Value { r: -a.r, ..a };
        }
        Value { r: -a.r, f: self.p.neg(a.f), x: self.q.neg(a.x), tag: a.tag }
    }
    /// a - b
    #[inline]
    pub fn sub(&self, a: Value, b: Value) -> Value {
        if !(a.is_finite() && b.is_finite()) {
            return if a.is_poison() || b.is_poison() { Value::POISON } else { Value::special(a.r - b.r) };
        }
        Self::finite(a.r - b.r, self.p.sub(a.f, b.f), self.q.sub(a.x, b.x), Self::tag(a, b))
    }
    /// a b
    #[inline]
    pub fn mul(&self, a: Value, b: Value) -> Value {
        if !(a.is_finite() && b.is_finite()) {
            return if a.is_poison() || b.is_poison() { Value::POISON } else { Value::special(a.r * b.r) };
        }
        Self::finite(a.r * b.r, self.p.mul(a.f, b.f), self.q.mul(a.x, b.x), Self::tag(a, b))
    }
    /// a / b
    pub fn div(&self, a: Value, b: Value) -> Value {
        if a.is_poison() || b.is_poison() {
            return Value::POISON;
        }
        if !(a.is_finite() && b.is_finite()) {
            let r = a.r / b.r;
            return if r == 0.0 { Value::ZERO } else { Value::special(r) };
        }
        if b.f == 0 {
            self.count(|c| c.zero_divisions += 1);
            return Value::POISON;
        }
        let mut tag = Self::tag(a, b);
        if b.x == 0 && tag & NO_X == 0 {
            tag |= NO_X;
        }
        let x = if tag & NO_X == 0 { self.q.mul(a.x, self.q.inverse(b.x)) } else { 0 };
        Self::finite(a.r / b.r, self.p.mul(a.f, self.p.inverse(b.f)), x, tag)
    }
    /// a b + c
    #[inline]
    pub fn fma(&self, a: Value, b: Value, c: Value) -> Value {
        self.add(self.mul(a, b), c)
    }

    /// The random function number `code` at `f`.
    fn oracle(&self, code: u64, r: f64, f: u64) -> Value {
        if !r.is_finite() {
            return Value::special(r);
        }
        let h = mix(self.key ^ mix(f ^ mix(code.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ self.key)));
        let g = mix(h ^ 0x1234_5678_9abc_def1);
        // The elements are random in Montgomery form as they are in plain form.
        Value { r: saturate(r), f: h % self.p.n, x: g % self.q.n, tag: 0 }
    }
    /// An odd random function: `o(-a) == -o(a)`.
    fn odd(&self, code: u64, r: f64, a: Value) -> Value {
        let minus = self.p.neg(a.f);
        if a.f == 0 {
            Value::ZERO
        } else if minus < a.f {
            self.neg(self.oracle(code, -r, minus))
        } else {
            self.oracle(code, r, a.f)
        }
    }
    /// An even random function: `o(-a) == o(a)`.
    fn even(&self, code: u64, r: f64, a: Value) -> Value {
        self.oracle(code, r, a.f.min(self.p.neg(a.f)))
    }

    fn power_of_generator(&self, x: u64) -> u64 {
        let mut e = self.q.plain(x);
        let mut f = self.p.one;
        for row in &self.powers {
            f = self.p.mul(f, row[(e & 255) as usize]);
            e >>= 8;
        }
        f
    }
    /// exp(a)
    pub fn exp(&self, a: Value) -> Value {
        if a.is_poison() {
            return a;
        }
        if !a.r.is_finite() || a.r < EXP_IS_ZERO {
            return if a.r.is_nan() || a.r > 0.0 { Value::special(a.r) } else { Value::ZERO };
        }
        if a.f == 0 && a.r == 0.0 {
            return self.one();
        }
        let r = saturate(a.r.exp());
        let f = if a.has_x() {
            self.power_of_generator(a.x)
        } else {
            // exp of an exp: a random function, except that exp(-a) = 1 / exp(a).
            let minus = self.p.neg(a.f);
            let o = self.oracle(Unary::Exp as u64, 1.0, a.f.min(minus)).f.max(1);
            if minus < a.f { self.p.inverse(o) } else { o }
        };
        if self.remember {
            self.memory.borrow_mut().insert(f, a);
        }
        Value { r, f, x: 0, tag: NO_X | (a.tag & CONSTANT) }
    }
    /// log(a); of an exp, its argument.
    pub fn log(&self, a: Value) -> Value {
        if a.is_poison() {
            return a;
        }
        if a.f == 0 && a.r == 0.0 {
            return Value::special(f64::NEG_INFINITY);
        }
        if !a.r.is_finite() || a.r < 0.0 {
            return Value::special(a.r.ln());
        }
        if a.f == self.p.one {
            return Value::ZERO;
        }
        if a.f == self.p.embed(2) {
            return self.ln2;
        }
        if a.f == self.p.embed(10) {
            return self.ln10;
        }
        if let Some(argument) = self.memory.borrow().get(&a.f) {
            return *argument;
        }
        // log(1 / a) = -log(a)
        let (inverse, r) = (self.p.inverse(a.f), a.r.max(1e-320).ln());
        if let Some(argument) = self.memory.borrow().get(&inverse) {
            return self.neg(*argument);
        }
        if inverse < a.f { self.neg(self.oracle(Unary::Log as u64, -r, inverse)) } else { self.oracle(Unary::Log as u64, r, a.f) }
    }
    /// The square root.
    pub fn sqrt(&self, a: Value) -> Value {
        if a.is_poison() || (a.f == 0 && a.r == 0.0) {
            return a;
        }
        if !a.r.is_finite() || a.r < 0.0 {
            return Value::special(a.r.sqrt());
        }
        let r = a.r.sqrt();
        let hash = self.oracle(Unary::Sqrt as u64, r, a.f);
        let f = self.p.root(a.f).unwrap_or(hash.f);
        let constant = a.tag & CONSTANT;
        match (constant != 0 && a.has_x()).then(|| self.q.root(a.x)).flatten() {
            Some(x) => Value { r, f, x, tag: constant },
            None => Value { r, f, x: hash.x, tag: constant },
        }
    }
    /// tanh(a) = (e^2a - 1) / (e^2a + 1)
    fn tanh(&self, a: Value) -> Value {
        if !a.is_finite() {
            return if a.is_poison() { a } else { Value { r: a.r.tanh(), ..self.signed_one(a.r) } };
        }
        if !a.has_x() {
            return self.odd(Unary::Tanh as u64, a.r.tanh(), a);
        }
        let e = self.exp_elements(self.add(a, a));
        let one = self.one();
        Value { r: a.r.tanh(), ..self.div(self.sub(e, one), self.add(e, one)) }
    }
    fn signed_one(&self, r: f64) -> Value {
        if r.is_nan() { Value::special(r) } else { self.integer(if r < 0.0 { -1 } else { 1 }) }
    }
    /// exp without the rule that a very negative argument gives zero: for functions built of both e^a and e^-a.
    fn exp_elements(&self, a: Value) -> Value {
        self.exp(Value { r: a.r.clamp(-700.0, 700.0), ..a })
    }
    fn hyperbolic(&self, a: Value, r: f64, combine: impl FnOnce(Value, Value) -> Value) -> Value {
        if !a.is_finite() {
            return if a.is_poison() { a } else { Value::special(r) };
        }
        let e = self.exp_elements(a);
        let half = self.div(combine(e, self.div(self.one(), e)), self.integer(2));
        Value { r: saturate(r), ..half }
    }
    /// a rounded to an integer by `round`, exactly if it is one already.
    fn rounded(&self, a: Value, round: impl FnOnce(f64) -> f64) -> Value {
        if !a.is_finite() {
            return a;
        }
        let nearest = a.r.round();
        if nearest.abs() < 9e15 && (a.r - nearest).abs() <= 1e-6 * (1.0 + a.r.abs()) {
            let exact = self.integer(nearest as i64);
            if exact.f == a.f {
                return exact;
            }
        }
        let result = round(a.r);
        // Is the shadow where rounding errors could change the result: near an integer or near a half?
        let doubled = 2.0 * a.r;
        if (doubled - doubled.round()).abs() <= 1e-9 * (1.0 + a.r.abs()) && !self.is_half_integer(a) {
            self.count(|c| c.near_ties += 1);
        }
        if result.abs() < 9e18 { self.integer(result as i64) } else { Value { r: result, ..a } }
    }
    /// Is it exactly an integer and a half, so that a tie is one on both sides?
    fn is_half_integer(&self, a: Value) -> bool {
        let doubled = (2.0 * a.r).round();
        doubled.abs() < 9e15 && self.integer(doubled as i64).f == self.p.add(a.f, a.f)
    }

    /// A unary function.
    pub fn unary(&self, code: Unary, a: Value) -> Value {
        if a.is_poison() {
            return a;
        }
        let libm = |r: f64| if r.is_finite() || !a.r.is_finite() { r } else { f64::NAN };
        match code {
            Unary::Neg => self.neg(a),
            Unary::Abs if self.sign(a) => self.neg(a),
            Unary::Abs => a,
            Unary::Exp => self.exp(a),
            Unary::Exp2 => self.exp(self.mul(a, self.ln2)),
            Unary::Expm1 => self.sub(self.exp(a), self.one()),
            Unary::Log => self.log(a),
            Unary::Log2 => self.div(self.log(a), self.ln2),
            Unary::Log10 => self.div(self.log(a), self.ln10),
            Unary::Log1p => self.log(self.add(a, self.one())),
            Unary::Sqrt => self.sqrt(a),
            Unary::Rsqrt => {
                let root = self.sqrt(a);
                if root.is_finite() && root.f == 0 { Value::special(f64::INFINITY) } else { self.div(self.one(), root) }
            }
            Unary::Cbrt => self.odd(code as u64, a.r.cbrt(), a),
            Unary::Tanh => self.tanh(a),
            Unary::Sinh => self.hyperbolic(a, a.r.sinh(), |e, i| self.sub(e, i)),
            Unary::Cosh => self.hyperbolic(a, a.r.cosh(), |e, i| self.add(e, i)),
            Unary::Sin => self.odd(code as u64, a.r.sin(), a),
            Unary::Cos if a.f == 0 && a.r == 0.0 => self.one(),
            Unary::Cos => self.even(code as u64, a.r.cos(), a),
            Unary::Tan => self.odd(code as u64, libm(a.r.tan()), a),
            Unary::Asin => self.odd(code as u64, libm(a.r.asin()), a),
            Unary::Acos => self.oracle(code as u64, libm(a.r.acos()), a.f),
            Unary::Atan => self.odd(code as u64, a.r.atan(), a),
            // SAFETY: libm's functions have no preconditions.
            Unary::Erf => self.odd(code as u64, unsafe { erf(a.r) }, a),
            Unary::Erfc => {
                let e = self.sub(self.one(), self.unary(Unary::Erf, a));
                // SAFETY: as above.
                if e.is_finite() { Value { r: unsafe { erfc(a.r) }, ..e } } else { e }
            }
            Unary::Floor => self.rounded(a, f64::floor),
            Unary::Ceil => self.rounded(a, f64::ceil),
            Unary::Round => self.rounded(a, f64::round),
            Unary::RoundEven => self.rounded(a, f64::round_ties_even),
            Unary::Trunc => self.rounded(a, f64::trunc),
        }
    }

    /// Is `a` below zero?
    fn sign(&self, a: Value) -> bool {
        self.order(a, Value::ZERO) == Some(std::cmp::Ordering::Less)
    }

    /// How the two compare; `None` if one is NaN or undefined.
    pub fn order(&self, a: Value, b: Value) -> Option<std::cmp::Ordering> {
        if a.is_poison() || b.is_poison() {
            self.count(|c| c.poison_decisions += 1);
            return None;
        }
        if a.r.is_finite() && b.r.is_finite() {
            let close = (a.r - b.r).abs() <= 1e-10 * (a.r.abs() + b.r.abs());
            if a.f == b.f && (close || (a.r - b.r).abs() <= 1e-6 * (1.0 + a.r.abs())) {
                return Some(std::cmp::Ordering::Equal);
            }
            if close {
                self.count(|c| c.near_ties += 1);
            }
        }
        a.r.partial_cmp(&b.r)
    }
    /// A comparison with MLIR's predicate number.
    pub fn compare(&self, predicate: i64, a: Value, b: Value) -> bool {
        let order = self.order(a, b);
        let bit = match order {
            Some(std::cmp::Ordering::Equal) => 1,
            Some(std::cmp::Ordering::Greater) => 2,
            Some(std::cmp::Ordering::Less) => 4,
            None => 8,
        };
        // The sets of outcomes that false, oeq, ogt, oge, olt, ole, one, ord, ueq, ... accept.
        const ACCEPTED: [u32; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 8, 15];
        let held = ACCEPTED[(predicate & 15) as usize] & bit != 0;
        self.count(|c| if held { c.held += 1 } else { c.failed += 1 });
        held
    }
    /// The maximum (`sign` > 0) or minimum. A NaN operand is ignored or, with `propagate`, the result.
    fn extremum(&self, a: Value, b: Value, maximum: bool, propagate: bool) -> Value {
        if a.is_poison() || b.is_poison() {
            return Value::POISON;
        }
        self.count(|c| c.extrema += 1);
        if a.r.is_nan() || b.r.is_nan() {
            return if a.r.is_nan() == propagate { a } else { b };
        }
        if self.variant && a.r.abs() < 1e30 && b.r.abs() < 1e30 {
            let r = if maximum { a.r.max(b.r) } else { a.r.min(b.r) };
            let (f, x) = self.mean((a.f, a.x), (b.f, b.x));
            return Value { r, f, x, tag: Self::tag(a, b) };
        }
        match self.order(a, b) {
            Some(std::cmp::Ordering::Less) => {
                if maximum {
                    b
                } else {
                    a
                }
            }
            _ if maximum => a,
            Some(std::cmp::Ordering::Greater) => b,
            _ => a,
        }
    }
    /// g^-1(g(a) + g(b)), in both fields.
    fn mean(&self, a: (u64, u64), b: (u64, u64)) -> (u64, u64) {
        let [last_a, last_b, last] = self.last_extremum.get();
        if (a, b) == (last_a, last_b) {
            return last;
        }
        let k = self.variant_power;
        let of = |field: &Prime, a, b, root| field.pow(field.add(field.pow(a, k), field.pow(b, k)), root);
        let mean = (of(&self.p, a.0, b.0, self.variant_root.0), of(&self.q, a.1, b.1, self.variant_root.1));
        self.last_extremum.set([a, b, mean]);
        mean
    }
    /// In the variant: the difference of the sums that two extrema stand for.
    pub fn power_difference(&self, a: Value, b: Value) -> u64 {
        self.p.sub(self.p.pow(a.f, self.variant_power), self.p.pow(b.f, self.variant_power))
    }
    /// a^b
    fn pow(&self, a: Value, b: Value) -> Value {
        if !(a.is_finite() && b.is_finite()) {
            return if a.is_poison() || b.is_poison() { Value::POISON } else { Value::special(a.r.powf(b.r)) };
        }
        let doubled = (2.0 * b.r).round();
        if doubled.abs() <= 256.0 && self.integer(doubled as i64).f == self.p.add(b.f, b.f) {
            let halves = doubled as i64;
            let mut power = self.one();
            for _ in 0..halves.unsigned_abs() / 2 {
                power = self.mul(power, a);
            }
            if halves % 2 != 0 {
                power = self.mul(power, self.sqrt(a));
            }
            return if halves < 0 { self.div(self.one(), power) } else { power };
        }
        if a.r < 0.0 {
            return Value::special(a.r.powf(b.r));
        }
        if a.f == 0 && a.r == 0.0 {
            return if b.r > 0.0 { Value::ZERO } else { Value::special(f64::INFINITY) };
        }
        Value { r: saturate(a.r.powf(b.r)), ..self.exp_elements(self.mul(b, self.log(a))) }
    }
    /// a - b trunc(a / b)
    fn rem(&self, a: Value, b: Value) -> Value {
        if !(a.is_finite() && b.is_finite()) {
            return if a.is_poison() || b.is_poison() { Value::POISON } else { Value::special(a.r % b.r) };
        }
        let quotient = self.unary(Unary::Trunc, self.div(a, b));
        self.sub(a, self.mul(b, quotient))
    }

    /// A binary function.
    pub fn binary(&self, code: Binary, a: Value, b: Value) -> Value {
        match code {
            Binary::Add => self.add(a, b),
            Binary::Sub => self.sub(a, b),
            Binary::Mul => self.mul(a, b),
            Binary::Div => self.div(a, b),
            Binary::Rem => self.rem(a, b),
            Binary::MaxNum => self.extremum(a, b, true, false),
            Binary::MinNum => self.extremum(a, b, false, false),
            Binary::Maximum => self.extremum(a, b, true, true),
            Binary::Minimum => self.extremum(a, b, false, true),
            Binary::Pow => self.pow(a, b),
            Binary::Atan2 if a.is_poison() || b.is_poison() => Value::POISON,
            Binary::Atan2 => self.oracle(0x1000 ^ mix(b.f), a.r.atan2(b.r), a.f),
            Binary::CopySign if a.is_poison() || b.is_poison() => Value::POISON,
            Binary::CopySign => {
                let flip = self.sign(a) != (self.sign(b) || (b.r == 0.0 && b.r.is_sign_negative()));
                if flip { self.neg(a) } else { a }
            }
        }
    }

    /// The integer `a` truncates to; undefined values, NaN and what does not fit count as decisions on poison and give 0.
    pub fn to_integer(&self, a: Value) -> i64 {
        let t = self.rounded(a, f64::trunc);
        if !t.is_finite() || t.r.abs() >= 9.3e18 {
            self.count(|c| c.poison_decisions += 1);
            return 0;
        }
        t.r as i64
    }
}

#[cfg(test)]
mod tests;
