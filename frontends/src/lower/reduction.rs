//! What a loop may do with a variable of an OpenMP reduction.
//!
//! Each thread has a variable of its own, and these are combined by the operator at the end (OpenMP 5.2, 5.5.5): a loop that is read as
//! sequential means the same only if each iteration combines the variable with a value by this operator, and looks at it for nothing else.

use xpiler_ir::{Op, Value, names};

/// Operators, and the operations that combine values by them.
const OPERATORS: [(&str, &[&str]); 8] = [
    ("+", &["arith.addf", "arith.addi", "arith.subf", "arith.subi"]),
    ("-", &["arith.addf", "arith.addi", "arith.subf", "arith.subi"]),
    ("*", &["arith.mulf", "arith.muli"]),
    ("&", &["arith.andi"]),
    ("|", &["arith.ori"]),
    ("^", &["arith.xori"]),
    ("max", &["arith.maxnumf", "arith.maxsi", "arith.maxui"]),
    ("min", &["arith.minnumf", "arith.minsi", "arith.minui"]),
];

/// Is it an operator whose loops are understood?
pub(super) fn is_operator(word: &str) -> bool {
    OPERATORS.iter().any(|(known, _)| *known == word)
}

/// Is all that a loop does with the variable of this name to combine it with other values by the operator?
pub(super) fn gathers(loop_: Op, name: &str, operator: &str) -> bool {
    let Some((_, operations)) = OPERATORS.iter().find(|(known, _)| *known == operator) else { return false };
    let is_it = |v: Value| {
        v.ty().shape().is_empty()
            && v.def().is_some_and(|d| !d.is_inside(loop_) && d.str_attr(names::NAME).as_deref() == Some(name))
    };
    let mut uses = Uses { loads: loop_.find("memref.load").into_iter().filter(|l| is_it(l.operand(0))).collect() };
    let stores: Vec<Op> = loop_.find("memref.store").into_iter().filter(|s| is_it(s.operand(1))).collect();
    let combines = |store: &Op| match operator {
        "max" | "min" => uses.combine(*store, operations) || uses.choose(*store, operator == "max"),
        _ => uses.combine(*store, operations),
    };
    !stores.is_empty() && stores.iter().all(combines) && uses.loads.is_empty()
}

/// The loads of the variable whose use is not known yet.
struct Uses {
    loads: Vec<Op>,
}

impl Uses {
    /// The load that a value is, if only `user` uses it, and only once.
    fn take(&mut self, value: Value, user: Op) -> bool {
        let load = value.def_by("memref.load").filter(|l| self.loads.contains(l));
        let once = load.is_some() && value.users() == [user] && user.operands().iter().filter(|v| **v == value).count() == 1;
        if once {
            self.loads.retain(|l| Some(*l) != load);
        }
        once
    }

    /// `s = s op v`
    fn combine(&mut self, store: Op, operations: &[&str]) -> bool {
        let Some(op) = store.operand(0).def().filter(|op| operations.contains(&&*op.name())) else { return false };
        let own = if op.name().starts_with("arith.sub") { 1 } else { 2 };
        op.result(0).users() == [store] && (0..own).any(|i| self.take(op.operand(i), op))
    }

    /// `if (v > s) s = v` and `s = s > v ? s : v`
    fn choose(&mut self, store: Op, is_max: bool) -> bool {
        let value = store.operand(0);
        let (choice, new, kept) = if let Some(choice) = value.def_by("scf.if") {
            let yields = choice.regions().into_iter().filter_map(|r| r.first()?.terminator()).collect::<Vec<_>>();
            let [then, other] = yields[..] else { return false };
            let pure = yields.iter().all(|y| y.block().is_some_and(|b| b.body_ops().into_iter().all(is_harmless)));
            if !pure || value.users() != [store] {
                return false;
            }
            let own = [then, other].map(|y| self.take(y.operand(0), y));
            match own {
                [true, false] => (choice, other.operand(0), true),
                [false, true] => (choice, then.operand(0), false),
                _ => return false,
            }
        } else {
            let Some(choice) = store.parent().filter(|p| p.is("scf.if") && p.results().is_empty()) else { return false };
            let inside = choice.regions().into_iter().filter_map(|r| r.first()).flat_map(|b| b.body_ops());
            if !inside.into_iter().all(|op| op == store || is_harmless(op)) || store.block() != Some(choice.body()) {
                return false;
            }
            (choice, value, false)
        };
        // `kept`: the variable stays where the condition holds.
        let Some(test) = choice.operand(0).def().filter(|t| t.result(0).users() == [choice]) else { return false };
        let Some(is_greater) = is_greater(test) else { return false };
        let first_is_own = self.take(test.operand(0), test);
        let other = test.operand(usize::from(first_is_own));
        (first_is_own || self.take(test.operand(1), test))
            && is_same(other, new)
            && (is_greater == (first_is_own == kept)) == is_max
    }
}

/// Is a comparison one of greater and less?
fn is_greater(test: Op) -> Option<bool> {
    match (&*test.name(), test.int_attr("predicate")?) {
        ("arith.cmpf", 2 | 3 | 9 | 10) | ("arith.cmpi", 4 | 5 | 8 | 9) => Some(true),
        ("arith.cmpf", 4 | 5 | 11 | 12) | ("arith.cmpi", 2 | 3 | 6 | 7) => Some(false),
        _ => None,
    }
}

/// Does an operation only compute?
fn is_harmless(op: Op) -> bool {
    op.regions().is_empty() && (op.is("memref.load") || ["arith.", "math."].iter().any(|d| op.name().starts_with(d)))
}

/// Are two values the same expression? Nothing may be stored between them.
fn is_same(a: Value, b: Value) -> bool {
    let (Some(x), Some(y)) = (a.def(), b.def()) else { return a == b };
    let operands = || x.operands().into_iter().zip(y.operands());
    let alike = || x.name() == y.name() && x.operand_count() == y.operand_count() && x.attrs().len() == y.attrs().len();
    let attributes = || x.attrs().into_iter().all(|(name, attr)| y.attr(&name) == Some(attr));
    a == b || is_harmless(x) && alike() && attributes() && operands().all(|(a, b)| is_same(a, b))
}
