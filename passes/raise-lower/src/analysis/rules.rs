//! All rewrite rules, one line each: a name, a class, the two sides, a condition, the reason.
//!
//! The classes say what a rule promises:
//! * [`Class::Exact`]: both sides round to the same number (signs of zeros aside), and are no number together;
//! * [`Class::Reals`]: both sides are equal over the reals; in floats they differ by roundings, and where one overflows;
//! * [`Class::Guarded`]: equal under the rule's condition on ranges.
//!
//! No rule lowers the class of precision: none introduces an approximate function. Verification has the last word.
//! Associativity is bounded: operands are regrouped only to bring together what does not vary.

use std::sync::OnceLock;

use egg::{ConditionalApplier, Pattern, Rewrite, Subst, Var};

use super::egraph::{Graph, Leaves, Scalar};

/// On an extremum (unit): it is its second operand where one is no number.
pub const ORDERED: &str = "xpiler.ordered";

/// What a rule promises, see the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Both sides round to the same number.
    Exact,
    /// Equal over the reals.
    Reals,
    /// Equal over the reals in the range that the condition demands.
    Guarded,
}

/// When a rule applies. Variables are `a`, `b`, ... as in the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// These do not vary between iterations.
    Uniform(&'static [&'static str]),
    /// These are numbers.
    Numbers(&'static [&'static str]),
    /// This is a number in (0, 1]: 0 times an infinite number is none.
    Fraction(&'static str),
    /// These vary between iterations.
    Vary(&'static [&'static str]),
    /// This is no infinite number.
    Finite(&'static str),
    /// These are not the numbers 1 and 0, and not infinite numbers.
    NoMask(&'static str, &'static str),
    /// These are numbers, other than 1 and 0, whose difference and the second one add up to the first one, also in `f32`.
    Recovers(&'static str, &'static str),
}

/// A rule: where the left side stands, the right side may.
pub struct Rule {
    /// The name.
    pub name: &'static str,
    /// What it promises.
    pub class: Class,
    /// The left side.
    pub from: &'static str,
    /// The right side.
    pub to: &'static str,
    /// The condition.
    pub when: When,
    /// The reason, in a line.
    pub why: &'static str,
}

const fn rule(name: &'static str, class: Class, from: &'static str, to: &'static str, when: When, why: &'static str) -> Rule {
    Rule { name, class, from, to, when, why }
}

use Class::{Exact, Guarded, Reals};
use When::{Always, Finite, Fraction, NoMask, Numbers, Recovers, Uniform, Vary};

/// The rules for scalar expressions.
#[rustfmt::skip]
pub const SCALAR: &[Rule] = &[
    // Commutativity.
    rule("add-comm", Exact, "(+ ?x ?y)", "(+ ?y ?x)", Always, "IEEE addition commutes"),
    rule("mul-comm", Exact, "(* ?x ?y)", "(* ?y ?x)", Always, "IEEE multiplication commutes"),
    rule("max-comm", Exact, "(max ?x ?y)", "(max ?y ?x)", Always, "fmax commutes, also where one is no number"),
    rule("min-comm", Exact, "(min ?x ?y)", "(min ?y ?x)", Always, "fmin commutes, also where one is no number"),
    // Associativity and distributivity, for what does not vary.
    rule("add-assoc", Reals, "(+ (+ ?x ?a) ?b)", "(+ ?x (+ ?a ?b))", Uniform(&["?a", "?b"]), "the sum is computed once"),
    rule("mul-assoc", Reals, "(* (* ?x ?a) ?b)", "(* ?x (* ?a ?b))", Uniform(&["?a", "?b"]), "the product is computed once"),
    rule("mul-out", Reals, "(* (* ?x ?a) ?y)", "(* (* ?x ?y) ?a)", Numbers(&["?a"]), "a factor moves out"),
    rule("distribute", Reals, "(* (+ ?x ?a) ?b)", "(+ (* ?x ?b) (* ?a ?b))", Numbers(&["?a", "?b"]), "a factor meets others"),
    rule("factor", Reals, "(+ (* ?x ?a) (* ?x ?b))", "(* ?x (+ ?a ?b))", Always, "one product less"),
    rule("factor-one", Reals, "(+ (* ?x ?a) ?x)", "(* ?x (+ ?a 1))", Uniform(&["?a"]), "one sum less"),
    // Units.
    rule("mul-one", Exact, "(* ?x 1)", "?x", Always, "1 is the unit"),
    rule("add-zero", Exact, "(+ ?x 0)", "?x", Always, "0 is the unit, up to the sign of zero"),
    rule("div-one", Exact, "(/ ?x 1)", "?x", Always, "1 is the unit"),
    // Signs and differences.
    rule("neg-as-mul", Exact, "(neg ?x)", "(* ?x -1)", Always, "-1 only flips the sign"),
    rule("mul-as-neg", Exact, "(* ?x -1)", "(neg ?x)", Always, "-1 only flips the sign"),
    rule("neg-neg", Exact, "(neg (neg ?x))", "?x", Always, "two signs cancel"),
    rule("neg-mul", Exact, "(neg (* ?x ?y))", "(* ?x (neg ?y))", Always, "the sign of a product is the product of the signs"),
    rule("sub-as-add", Exact, "(- ?x ?y)", "(+ ?x (neg ?y))", Always, "the definition of the difference"),
    rule("add-as-sub", Exact, "(+ ?x (neg ?y))", "(- ?x ?y)", Always, "the definition of the difference"),
    rule("neg-sub", Exact, "(neg (- ?x ?y))", "(- ?y ?x)", Always, "differences round symmetrically"),
    rule("double", Exact, "(* ?x 2)", "(+ ?x ?x)", Always, "doubling is exact"),
    rule("twice", Exact, "(+ ?x ?x)", "(* ?x 2)", Always, "doubling is exact"),
    // Quotients.
    rule("div-as-mul", Reals, "(/ ?x ?y)", "(* ?x (/ 1 ?y))", Always, "multiplication by the reciprocal"),
    rule("mul-as-div", Reals, "(* ?x (/ 1 ?y))", "(/ ?x ?y)", Always, "one rounding instead of two"),
    rule("div-div", Reals, "(/ 1 (/ ?x ?y))", "(/ ?y ?x)", Always, "the reciprocal of a quotient"),
    rule("div-neg", Exact, "(/ ?x (neg ?y))", "(neg (/ ?x ?y))", Always, "the sign of a quotient"),
    // Fused operations.
    rule("fma-split", Reals, "(fma ?x ?y ?z)", "(+ (* ?x ?y) ?z)", Always, "the product rounds on its own"),
    rule("fma-fuse", Reals, "(+ (* ?x ?y) ?z)", "(fma ?x ?y ?z)", Always, "one rounding instead of two"),
    // Roots and powers.
    rule("rsqrt-split", Reals, "(rsqrt ?x)", "(/ 1 (sqrt ?x))", Always, "the definition of the reciprocal root"),
    rule("rsqrt-fuse", Reals, "(/ 1 (sqrt ?x))", "(rsqrt ?x)", Always, "the definition of the reciprocal root"),
    rule("pow-two", Reals, "(pow ?x 2)", "(* ?x ?x)", Always, "the square; pow itself may be an ulp off"),
    rule("pow-three", Reals, "(pow ?x 3)", "(* (* ?x ?x) ?x)", Always, "the cube"),
    rule("abs-square", Exact, "(* (abs ?x) (abs ?x))", "(* ?x ?x)", Always, "the square loses the sign"),
    // Exponentials and logarithms. The number is log2(e), in single precision.
    rule("exp-as-exp2", Reals, "(exp ?x)", "(exp2 (* ?x 1.4426950216293335))", Always, "a change of base"),
    rule("log-as-log2", Reals, "(log ?x)", "(* (log2 ?x) 0.6931471824645996)", Always, "a change of base"),
    rule("expm1-split", Reals, "(expm1 ?x)", "(- (exp ?x) 1)", Numbers(&["?x"]), "folded for numbers only: it cancels near 0"),
    rule("tanh-as-exp", Reals, "(tanh ?x)", "(- 1 (/ 2 (+ (exp (* ?x 2)) 1)))", Always, "no overflow on either side: 2 / inf is 0"),
    // Extrema, absolute values, selections.
    rule("select-gt", Exact, "(select (> ?x ?y) ?x ?y)", "(omax ?x ?y)", Always, "the definition of the ordered maximum"),
    rule("select-ge", Exact, "(select (>= ?x ?y) ?x ?y)", "(omax ?x ?y)", Always, "where equal, both are the same"),
    rule("select-lt", Exact, "(select (< ?x ?y) ?x ?y)", "(omin ?x ?y)", Always, "the definition of the ordered minimum"),
    rule("select-le", Exact, "(select (<= ?x ?y) ?x ?y)", "(omin ?x ?y)", Always, "where equal, both are the same"),
    rule("max-number", Exact, "(max ?x ?a)", "(omax ?x ?a)", Numbers(&["?a"]), "a number second is chosen where x is none"),
    rule("min-number", Exact, "(min ?x ?a)", "(omin ?x ?a)", Numbers(&["?a"]), "a number second is chosen where x is none"),
    rule("omax-number", Exact, "(omax ?x ?a)", "(max ?x ?a)", Numbers(&["?a"]), "a number second is chosen where x is none"),
    rule("omin-number", Exact, "(omin ?x ?a)", "(min ?x ?a)", Numbers(&["?a"]), "a number second is chosen where x is none"),
    rule("abs-as-max", Exact, "(abs ?x)", "(omax ?x (neg ?x))", Always, "the larger of x and -x; no number stays none"),
    rule("max-as-abs", Exact, "(omax ?x (neg ?x))", "(abs ?x)", Always, "the larger of x and -x; no number stays none"),
    rule("max-neg-as-abs", Exact, "(omax (neg ?x) ?x)", "(abs ?x)", Always, "the larger of x and -x; no number stays none"),
    rule("fmax-as-abs", Exact, "(max ?x (neg ?x))", "(abs ?x)", Always, "the larger of x and -x; no number stays none"),
    rule("select-abs-gt", Exact, "(select (> ?x 0) ?x (neg ?x))", "(abs ?x)", Always, "by the sign"),
    rule("select-abs-ge", Exact, "(select (>= ?x 0) ?x (neg ?x))", "(abs ?x)", Always, "by the sign"),
    rule("select-abs-lt", Exact, "(select (< ?x 0) (neg ?x) ?x)", "(abs ?x)", Always, "by the sign"),
    rule("select-abs-le", Exact, "(select (<= ?x 0) (neg ?x) ?x)", "(abs ?x)", Always, "by the sign"),
    rule("leaky-gt", Guarded, "(select (> ?x 0) ?x (* ?x ?a))", "(omax ?x (* ?x ?a))", Fraction("?a"), "a line below the diagonal where x > 0, above it elsewhere"),
    rule("leaky-ge", Guarded, "(select (>= ?x 0) ?x (* ?x ?a))", "(omax ?x (* ?x ?a))", Fraction("?a"), "a line below the diagonal where x > 0, above it elsewhere"),
    rule("leaky-lt", Guarded, "(select (< ?x 0) (* ?x ?a) ?x)", "(omax ?x (* ?x ?a))", Fraction("?a"), "a line below the diagonal where x > 0, above it elsewhere"),
    rule("leaky-le", Guarded, "(select (<= ?x 0) (* ?x ?a) ?x)", "(omax ?x (* ?x ?a))", Fraction("?a"), "a line below the diagonal where x > 0, above it elsewhere"),
    rule("mask", Reals, "(select ?c ?x ?y)", "(+ (* (select ?c 1 0) ?x) (- ?y (* (select ?c 1 0) ?y)))", NoMask("?x", "?y"), "the mask is 1 or 0; a multiple of the difference of the two would lose the smaller one"),
    rule("mask-or-zero", Reals, "(select ?c ?x 0)", "(* (select ?c 1 0) ?x)", Finite("?x"), "the mask is 1 or 0"),
    rule("mask-numbers", Reals, "(select ?c ?x ?y)", "(+ (* (select ?c 1 0) (- ?x ?y)) ?y)", Recovers("?x", "?y"), "the mask is 1 or 0, and nothing is lost"),
    rule("flip-gt", Exact, "(> ?a ?x)", "(< ?x ?a)", Uniform(&["?a"]), "rows compare a vector with a scalar"),
    rule("flip-ge", Exact, "(>= ?a ?x)", "(<= ?x ?a)", Uniform(&["?a"]), "rows compare a vector with a scalar"),
    rule("flip-lt", Exact, "(< ?a ?x)", "(> ?x ?a)", Uniform(&["?a"]), "rows compare a vector with a scalar"),
    rule("flip-le", Exact, "(<= ?a ?x)", "(>= ?x ?a)", Uniform(&["?a"]), "rows compare a vector with a scalar"),
    rule("flip-eq", Exact, "(== ?a ?x)", "(== ?x ?a)", Uniform(&["?a"]), "rows compare a vector with a scalar"),
    rule("gt-as-sign", Reals, "(> ?x ?y)", "(> (- ?x ?y) 0)", Vary(&["?x", "?y"]), "the sign of a difference"),
    rule("ge-as-sign", Reals, "(>= ?x ?y)", "(>= (- ?x ?y) 0)", Vary(&["?x", "?y"]), "the sign of a difference"),
    rule("lt-as-sign", Reals, "(< ?x ?y)", "(< (- ?x ?y) 0)", Vary(&["?x", "?y"]), "the sign of a difference"),
    rule("le-as-sign", Reals, "(<= ?x ?y)", "(<= (- ?x ?y) 0)", Vary(&["?x", "?y"]), "the sign of a difference"),
    rule("eq-as-sign", Reals, "(== ?x ?y)", "(== (- ?x ?y) 0)", Vary(&["?x", "?y"]), "the sign of a difference"),
];

fn variable(name: &str) -> Var {
    name.parse().expect("variables of rules are written `?x`")
}

/// Is `(x - y) + y` again `x`?
fn recovers(x: f32, y: f32) -> bool {
    x.is_finite() && y.is_finite() && (x - y) + y == x
}

impl When {
    fn holds(self, graph: &Graph, subst: &Subst) -> bool {
        let fact = |name: &str| &graph[subst[variable(name)]].data;
        match self {
            Self::Always => true,
            Self::Uniform(all) => all.iter().all(|v| !fact(v).varies),
            Self::Numbers(all) => all.iter().all(|v| fact(v).constant.is_some()),
            Self::Fraction(v) => fact(v).constant.is_some_and(|c| c > 0.0 && c <= 1.0),
            Self::Vary(all) => all.iter().all(|v| fact(v).varies),
            Self::Finite(v) => fact(v).constant.is_none_or(f64::is_finite),
            Self::NoMask(x, y) => {
                let (x, y) = (fact(x).constant, fact(y).constant);
                (x, y) != (Some(1.0), Some(0.0)) && [x, y].into_iter().flatten().all(f64::is_finite)
            }
            Self::Recovers(x, y) => match (fact(x).constant, fact(y).constant) {
                (Some(x), Some(y)) => (x, y) != (1.0, 0.0) && recovers(x as f32, y as f32),
                _ => false,
            },
        }
    }
}

impl Rule {
    /// A side as a pattern.
    pub fn pattern(side: &str) -> Pattern<Scalar> {
        side.parse().expect("the sides of rules are well-formed")
    }
    fn rewrite(&'static self) -> Rewrite<Scalar, Leaves> {
        let condition = move |graph: &mut Graph, _: egg::Id, subst: &Subst| self.when.holds(graph, subst);
        let applier = ConditionalApplier { condition, applier: Self::pattern(self.to) };
        Rewrite::new(self.name, Self::pattern(self.from), applier).expect("the right side's variables are on the left")
    }
}

/// [`SCALAR`] for egg.
pub fn scalar() -> &'static [Rewrite<Scalar, Leaves>] {
    static ALL: OnceLock<Vec<Rewrite<Scalar, Leaves>>> = OnceLock::new();
    ALL.get_or_init(|| SCALAR.iter().map(Rule::rewrite).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::analysis::egraph::evaluate;

    fn variables(rule: &Rule) -> (BTreeSet<Var>, BTreeSet<Var>) {
        (Rule::pattern(rule.from).vars().into_iter().collect(), Rule::pattern(rule.to).vars().into_iter().collect())
    }

    /// Terms of one class are then defined at the same places and vary together.
    #[test]
    fn rules_keep_their_variables() {
        for rule in SCALAR {
            let (from, to) = variables(rule);
            assert_eq!(from, to, "{}", rule.name);
            assert!(!rule.why.is_empty(), "{} has a reason", rule.name);
        }
        let names: BTreeSet<&str> = SCALAR.iter().map(|r| r.name).collect();
        assert_eq!(names.len(), SCALAR.len(), "names are unique");
    }

    fn agree(rule: &Rule, values: &[f64]) -> Result<(), String> {
        let all: Vec<Var> = variables(rule).0.into_iter().collect();
        let value = |v: Var| {
            let x = values[all.iter().position(|w| *w == v).expect("a variable of the rule")];
            match rule.when {
                Fraction(a) if variable(a) == v => {
                    if x.is_nan() {
                        0.5
                    } else {
                        (x.abs() + 0.01) / 8.01
                    }
                }
                Numbers(names) if names.iter().any(|n| variable(n) == v) && x.is_nan() => 1.5,
                // A condition is true or false.
                _ if rule.from.starts_with("(select ?c") && variable("?c") == v => f64::from(x > 0.0),
                _ => x,
            }
        };
        let (left, right) = (evaluate(&Rule::pattern(rule.from).ast, &value), evaluate(&Rule::pattern(rule.to).ast, &value));
        let tolerance = if rule.class == Exact { 0.0 } else { 1e-6 * left.abs().max(1.0) };
        let same = left == right || left.is_nan() && right.is_nan() || (left - right).abs() <= tolerance;
        if same { Ok(()) } else { Err(format!("rule `{}` on {values:?}: {left} is not {right}", rule.name)) }
    }

    #[test]
    fn numbers_are_recovered_or_not() {
        assert!(recovers(1.0, -1.0) && recovers(0.5, 6.0));
        assert!(!recovers(1.0e-5, -1.0e9) && !recovers(f32::INFINITY, 0.0) && !recovers(0.0, f32::NAN));
    }

    proptest! {
        #[test]
        fn both_sides_are_equal(values in proptest::array::uniform4(-8.0..8.0_f64)) {
            for rule in SCALAR {
                // An exact rule of one rounding is one in doubles, too.
                prop_assert!(agree(rule, &values).is_ok(), "{:?}", agree(rule, &values));
            }
        }

        #[test]
        fn exact_rules_keep_what_is_no_number(values in proptest::array::uniform4(-8.0..8.0_f64), at in 0..4_usize) {
            let mut values = values;
            values[at] = f64::NAN;
            for rule in SCALAR.iter().filter(|r| r.class != Reals) {
                prop_assert!(agree(rule, &values).is_ok(), "{:?}", agree(rule, &values));
            }
        }
    }
}
