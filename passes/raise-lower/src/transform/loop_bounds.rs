//! `loop-bounds`: a guard that only cuts off the end of a loop becomes part of its bound.
//!
//! ```mlir
//! scf.for %i = %c0 to %size step %c1 { scf.if (%i < %n) { S } }
//! // becomes
//! scf.for %i = %c0 to min(%size, %n) step %c1 { S }
//! ```
//!
//! `%i + %offset < %n` bounds by `%n - %offset`.
//!
//! Needs: the guard is all that the loop (or a perfect nest below it) holds; `n` is known outside.
//! `min(ceil(n / k) * k, n)` is `n`.

use xpiler_ir::{
    Builder, Op, Result, Value,
    pass::{Instance, Pass},
};

use crate::analysis::{
    linear::Linear,
    shape::{effects, hoist, known_outside, uncast},
};

/// See the module.
pub struct LoopBounds;

impl Pass for LoopBounds {
    const ARGUMENT: &'static str = "loop-bounds";
    const SUMMARY: &'static str = "Turn guards that cut off the end of a loop into bounds";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        for guard in module.find("scf.if") {
            let empty_else = guard.region(1).first().is_none_or(|b| b.body_ops().is_empty());
            if guard.results().is_empty() && empty_else {
                absorb(guard);
            }
        }
        Ok(())
    }
}

/// The loops around the guard that hold nothing but it, innermost first.
fn perfect_loops(guard: Op) -> Vec<Op> {
    let mut loops = vec![];
    let mut inside = guard;
    while let Some(parent) = inside.parent() {
        let perfect = parent.is("scf.for") && parent.results().is_empty() && effects(parent) == [inside];
        if !perfect {
            break;
        }
        loops.push(parent);
        inside = parent;
    }
    loops
}

fn conjuncts(condition: Value) -> Vec<Value> {
    match condition.def_by("arith.andi") {
        Some(and) => and.operands().into_iter().flat_map(conjuncts).collect(),
        None => vec![condition],
    }
}

/// A guard `iv + offset < bound`.
struct Bound {
    target: Op,
    offset: Option<Value>,
    bound: Value,
    /// Is the bound unsigned?
    unsigned: bool,
}

/// What a condition says about the end of one of the loops.
fn upper_bound(condition: Value, loops: &[Op]) -> Option<Bound> {
    let cmp = condition.def_by("arith.cmpi")?;
    // slt, sgt, ult, ugt.
    let predicate = cmp.int_attr("predicate")?;
    let (id, bound) = match predicate {
        2 | 6 => (cmp.operand(0), cmp.operand(1)),
        4 | 8 => (cmp.operand(1), cmp.operand(0)),
        _ => return None,
    };
    let unsigned = predicate > 5;
    let of_iv = |v: Value| loops.iter().copied().find(|l| Linear::of(v) == Linear::leaf(l.body().arg(0)));
    let candidate = |iv: Value, offset: Option<Value>| {
        let target = of_iv(iv)?;
        // As unsigned numbers, what starts at 0 is what it was.
        if unsigned && (offset.is_some() || target.operand(0).const_int().is_none_or(|l| l < 0)) {
            return None;
        }
        let known = known_outside(bound, target) && offset.is_none_or(|o| known_outside(o, target));
        known.then_some(Bound { target, offset, bound, unsigned })
    };
    candidate(id, None).or_else(|| {
        let sum = uncast(id).def_by("arith.addi")?;
        let (a, b) = (sum.operand(0), sum.operand(1));
        candidate(a, Some(b)).or_else(|| candidate(b, Some(a)))
    })
}

fn absorb(guard: Op) {
    let loops = perfect_loops(guard);
    if loops.is_empty() {
        return;
    }
    let mut kept: Vec<Value> = vec![];
    for condition in conjuncts(guard.operand(0)) {
        match upper_bound(condition, &loops) {
            Some(found) => tighten(&found),
            None => kept.push(condition),
        }
    }
    if kept.is_empty() {
        for op in guard.region(0).blocks()[0].body_ops() {
            op.move_before(guard);
        }
        guard.erase();
        return;
    }
    let b = Builder::before(guard);
    let condition = kept.into_iter().reduce(|x, y| b.bin("arith.andi", x, y)).expect("not empty");
    guard.set_operand(0, condition);
}

fn tighten(found: &Bound) {
    let target = found.target;
    let b = Builder::before(target);
    let upper = target.operand(1);
    let bound = hoist(found.bound, target, &b);
    let mut bound = if found.unsigned && upper.ty().is_index() {
        b.value("arith.index_castui", &[bound], upper.ty())
    } else {
        b.index_cast(bound, upper.ty())
    };
    if let Some(offset) = found.offset {
        let offset = hoist(offset, target, &b);
        let offset = b.index_cast(offset, upper.ty());
        bound = b.nsw("arith.subi", bound, offset);
    }
    let new = match (upper.const_int(), bound.const_int()) {
        (Some(x), Some(y)) => b.int(upper.ty(), x.min(y)),
        _ if covers(upper, bound) => bound,
        _ => b.bin("arith.minsi", upper, bound),
    };
    target.set_operand(1, new);
}

/// Is `upper` `ceil(bound / k) * k`, which is never below `bound`?
fn covers(upper: Value, bound: Value) -> bool {
    let Some(product) = uncast(upper).def_by("arith.muli") else { return false };
    let operands = product.operands();
    [(0, 1), (1, 0)].into_iter().any(|(x, y)| {
        let Some(k) = uncast(operands[y]).const_int() else { return false };
        let Some(quotient) = uncast(operands[x]).def() else { return false };
        let divides = quotient.is("arith.divsi") || quotient.is("arith.divui");
        if !divides || uncast(quotient.operand(1)).const_int() != Some(k) {
            return false;
        }
        let difference = Linear::of(uncast(quotient.operand(0))).minus(&Linear::of(uncast(bound)));
        difference.as_constant() == Some(k - 1)
    })
}
