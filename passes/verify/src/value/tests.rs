//! The laws that values keep, and those they must not.

use super::*;

fn field() -> Field {
    Field::new(7)
}
fn draws(f: &Field, n: usize) -> Vec<Value> {
    let mut random = Random::new(11);
    (0..n).map(|_| f.input(random.real(-4.0, 4.0), &mut random)).collect()
}

#[test]
fn exp_is_a_homomorphism_and_knows_ln2() {
    let f = field();
    let v = draws(&f, 2);
    let (a, b) = (v[0], v[1]);
    assert!(f.same(&f.exp(f.add(a, b)), &f.mul(f.exp(a), f.exp(b))));
    assert!(f.same(&f.exp(f.neg(a)), &f.div(f.one(), f.exp(a))));
    assert!(f.same(&f.exp(f.ln2), &f.integer(2)));
    assert!(f.same(&f.unary(Unary::Exp2, f.integer(5)), &f.integer(32)));
    assert!(f.same(&f.exp(Value::ZERO), &f.integer(1)));
    assert!(!f.same(&f.exp(f.add(a, b)), &f.add(f.exp(a), f.exp(b))));
}

#[test]
fn exp_of_minus_infinity_is_zero_and_so_is_that_of_a_mask() {
    let f = field();
    let a = draws(&f, 1)[0];
    for mask in [f.non_finite(f64::NEG_INFINITY), f.decimal(-3.4028235e38, 34028235, 31), f.integer(-1_000_000_000)] {
        assert!(f.same(&f.exp(f.sub(mask, a)), &Value::ZERO));
    }
}

#[test]
fn exp_of_exp_is_a_function_that_inverts() {
    let f = field();
    let v = draws(&f, 2);
    let e = f.exp(f.exp(v[0]));
    assert!(f.same(&e, &f.exp(f.exp(v[0]))));
    assert!(!f.same(&e, &f.exp(f.exp(v[1]))));
    assert!(f.same(&f.mul(e, f.exp(f.neg(f.exp(v[0])))), &f.one()));
}

#[test]
fn roots_of_integers_are_exact() {
    let f = field();
    let root = |n| f.sqrt(f.integer(n));
    assert!(f.same(&f.mul(root(2), root(2)), &f.integer(2)));
    assert!(f.same(&root(64), &f.integer(8)));
    assert!(f.same(&root(128), &f.mul(f.integer(8), root(2))));
    assert!(f.same(&f.unary(Unary::Rsqrt, f.integer(2)), &f.sqrt(f.decimal(0.5, 5, -1))));
    assert!(f.same(&f.unary(Unary::Rsqrt, f.integer(2)), &f.div(root(2), f.integer(2))));
    assert_eq!(root(2).x, f.sqrt(f.integer(2)).x);
    // ... so that exp of a scaled score is still a homomorphism.
    let a = draws(&f, 2);
    let scaled = |v| f.div(v, root(80));
    let product = f.mul(f.exp(scaled(a[0])), f.exp(scaled(a[1])));
    assert!(f.same(&f.exp(scaled(f.add(a[0], a[1]))), &product));
}

#[test]
fn functions_without_laws_are_functions() {
    let f = field();
    let v = draws(&f, 2);
    for code in [Unary::Sqrt, Unary::Erf, Unary::Sin, Unary::Cbrt, Unary::Atan, Unary::Tanh] {
        let positive = |v| f.unary(Unary::Abs, v);
        let (a, b) = (positive(v[0]), positive(v[1]));
        assert!(f.same(&f.unary(code, a), &f.unary(code, a)), "{code:?}");
        assert!(!f.same(&f.unary(code, a), &f.unary(code, b)), "{code:?}");
    }
    let (a, minus) = (v[0], f.neg(v[0]));
    assert!(f.same(&f.unary(Unary::Erf, minus), &f.neg(f.unary(Unary::Erf, a))));
    assert!(f.same(&f.unary(Unary::Cos, minus), &f.unary(Unary::Cos, a)));
}

#[test]
fn sigmoid_by_exp_and_by_tanh() {
    let f = field();
    let (one, two) = (f.one(), f.integer(2));
    for a in draws(&f, 20) {
        let by_exp = f.div(one, f.add(one, f.exp(f.neg(a))));
        let by_tanh = f.div(f.add(f.unary(Unary::Tanh, f.div(a, two)), one), two);
        assert!(f.same(&by_exp, &by_tanh));
    }
}

#[test]
fn log_undoes_exp() {
    let f = Field { remember: true, ..field() };
    let a = draws(&f, 1)[0];
    assert!(f.same(&f.log(f.exp(a)), &a));
    assert!(f.same(&f.log(f.div(f.one(), f.exp(a))), &f.neg(a)));
    assert!(f.same(&f.unary(Unary::Log2, f.integer(2)), &f.one()));
    assert!(f.same(&f.pow(f.integer(2), f.integer(3)), &f.integer(8)));
}

#[test]
fn powers() {
    let f = field();
    let a = f.unary(Unary::Abs, draws(&f, 1)[0]);
    assert!(f.same(&f.pow(a, f.integer(3)), &f.mul(a, f.mul(a, a))));
    assert!(f.same(&f.pow(a, f.decimal(0.5, 5, -1)), &f.sqrt(a)));
    assert!(f.same(&f.pow(a, f.decimal(-0.5, 5, -1)), &f.unary(Unary::Rsqrt, a)));
}

#[test]
fn specials_follow_ieee_and_zero_divisions_are_poison() {
    let f = field();
    let a = draws(&f, 1)[0];
    let inf = f.non_finite(f64::INFINITY);
    assert!(f.sub(inf, inf).r.is_nan());
    assert!(f.same(&f.div(a, inf), &Value::ZERO));
    assert!(f.same(&f.binary(Binary::MaxNum, a, f.neg(inf)), &a));
    assert!(f.same(&f.binary(Binary::MaxNum, f.non_finite(f64::NAN), a), &a));
    assert!(f.binary(Binary::Maximum, f.non_finite(f64::NAN), a).r.is_nan());
    assert!(f.div(a, Value::ZERO).is_poison());
    assert_eq!(f.counters().zero_divisions, 1);
    assert!(f.add(a, Value::POISON).is_poison());
    assert!(!f.compare(1, a, Value::POISON));
    assert_eq!(f.counters().poison_decisions, 1);
}

#[test]
fn predicates() {
    let f = field();
    let (one, two, nan) = (f.integer(1), f.integer(2), f.non_finite(f64::NAN));
    let holds = |p, a, b| f.compare(p, a, b);
    // oeq 1, ogt 2, oge 3, olt 4, ole 5, one 6, ord 7, ueq 8, ugt 9, uge 10, ult 11, ule 12, une 13, uno 14
    assert!(holds(1, one, one) && !holds(1, one, two));
    assert!(holds(2, two, one) && holds(3, two, two) && holds(4, one, two) && holds(5, one, one));
    assert!(!holds(6, one, nan) && holds(13, one, nan) && holds(14, one, nan) && !holds(7, one, nan));
    assert!(holds(9, two, one) && holds(9, nan, one) && !holds(9, one, two));
    assert!(holds(11, one, two) && holds(12, one, one) && !holds(12, two, one) && holds(10, one, one));
    assert!(holds(8, one, one) && holds(8, nan, one) && !holds(8, one, two));
}

#[test]
fn rounding_embeds_the_integer() {
    let f = field();
    let mut random = Random::new(1);
    let v = f.input(2.5000001, &mut random);
    assert!(f.same(&f.unary(Unary::Floor, v), &f.integer(2)));
    assert!(f.same(&f.unary(Unary::Round, v), &f.integer(3)));
    assert_eq!(f.counters().near_ties, 0);
    f.unary(Unary::Round, Value { r: 2.5, ..v });
    assert_eq!(f.counters().near_ties, 1, "a tie by chance");
    let exact = f.decimal(2.5, 25, -1);
    assert!(f.same(&f.unary(Unary::RoundEven, exact), &f.integer(2)));
    assert_eq!(f.counters().near_ties, 1, "a tie by construction");
    assert_eq!(f.to_integer(f.integer(-7)), -7);
    assert_eq!(f.to_integer(f.input(-1.9, &mut random)), -1);
}

#[test]
fn the_variant_of_max_is_commutative_and_sees_every_operand() {
    let f = Field { variant: true, ..field() };
    let v = draws(&f, 3);
    let max = |a, b| f.binary(Binary::MaxNum, a, b);
    assert!(f.same(&max(max(v[0], v[1]), v[2]), &max(v[1], max(v[2], v[0]))));
    assert!(!f.same(&max(max(v[0], v[1]), v[2]), &max(v[0], v[1])));
    assert!(f.same(&max(f.non_finite(f64::NEG_INFINITY), v[0]), &v[0]));
}

#[test]
fn near_ties_are_counted_and_equal_values_are_not() {
    let f = field();
    let mut random = Random::new(1);
    let (a, b) = (f.input(1.0, &mut random), f.input(1.0, &mut random));
    assert_eq!(f.order(a, a), Some(std::cmp::Ordering::Equal));
    assert_eq!(f.counters().near_ties, 0);
    f.order(a, b);
    assert_eq!(f.counters().near_ties, 1);
}
