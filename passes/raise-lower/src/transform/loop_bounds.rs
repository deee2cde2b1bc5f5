//! `loop-bounds`: a guard that only cuts off the end of a loop becomes part of its bound.
//!
//! ```mlir
//! scf.for %i = %c0 to %size step %c1 { scf.if (%i < %n) { S } }
//! // becomes
//! scf.for %i = %c0 to min(%size, %n) step %c1 { S }
//! ```
//!
//! `%i + %offset < %n` bounds by `%n - %offset`, `%i * 4 + %offset < %n` by `(%n - %offset + 3) / 4`.
//!
//! `%i rem 32 == 0` makes a loop that counts by 32 of one that counts by 1: only some threads, one of each warp, do something.
//!
//! Needs: the guard is all that an iteration of the loop, or of the loops around it, does that outlives it; `n` is known outside. Conditions that the
//! ranges of the loops around imply go, too.
//! `min(ceil(n / k) * k, n)` is `n`, and `min(ceil(n / (k * l)) * k, n / l)` is `n / l`.

use xpiler_ir::{
    Builder, Op, Result, Value, names,
    pass::{Instance, Pass},
};

use crate::analysis::{
    linear::Linear,
    shape::{counts_up, effects, hoist, holds, is_pure, known_outside, uncast},
};

/// See the module.
pub struct LoopBounds;

impl Pass for LoopBounds {
    const ARGUMENT: &'static str = "loop-bounds";
    const SUMMARY: &'static str = "Turn guards that cut off the end of a loop into bounds";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        // What one guard says about a loop may be what another one asks.
        while module.find("scf.if").into_iter().filter(|guard| is_guard(*guard)).any(absorb) {}
        Ok(())
    }
}

fn is_guard(branch: Op) -> bool {
    branch.results().is_empty() && branch.region(1).first().is_none_or(|b| b.body_ops().is_empty())
}

/// Does the operation of a loop's body touch only what the iteration has for itself?
fn is_local(op: Op, of: Op) -> bool {
    op.walk().into_iter().all(|inner| match inner.name().as_str() {
        "memref.store" => inner.operand(1).def_by("memref.alloca").is_some_and(|a| a.is_inside(of)),
        "memref.load" | "memref.alloca" | "scf.for" | "scf.if" | "scf.yield" => true,
        _ => is_pure(inner),
    })
}

/// The loops around the guard that do nothing but it that outlives an iteration, innermost first.
fn guarded_loops(guard: Op) -> Vec<Op> {
    let mut loops = vec![];
    let mut inside = guard;
    while let Some(parent) = inside.parent() {
        let only = parent.is("scf.for")
            && parent.results().is_empty()
            && effects(parent).into_iter().all(|op| op == inside || is_local(op, parent));
        if !only {
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

/// What a condition says about the end of a loop whose counter it multiplies: it holds while `step * counter < left`.
fn scaled_bound(condition: Value, loops: &[Op]) -> Option<(Op, Linear, i64)> {
    let cmp = condition.def_by("arith.cmpi")?;
    let [a, b] = [0, 1].map(|i| Linear::of(cmp.operand(i)));
    // slt, sle, sgt, sge.
    let (difference, one) = match cmp.int_attr("predicate")? {
        2 => (b.minus(&a), 0),
        3 => (b.minus(&a), 1),
        4 => (a.minus(&b), 0),
        5 => (a.minus(&b), 1),
        _ => return None,
    };
    let difference = difference.plus(&Linear::constant(one));
    loops.iter().find_map(|target| {
        let (c, left) = difference.split(target.body().arg(0))?;
        let step = c.as_constant()?.checked_neg().filter(|c| *c > 0)?;
        left.values().into_iter().all(|v| known_outside(v, *target)).then_some((*target, left, step))
    })
}

/// Does a condition hold in every so many iterations of one of the loops, the first one among them?
fn every(condition: Value, loops: &[Op]) -> Option<(Op, i64)> {
    let equal = condition.def_by("arith.cmpi").filter(|cmp| cmp.int_attr("predicate") == Some(0))?;
    let rest = uncast(equal.operand(0)).def().filter(|op| op.is("arith.remui") || op.is("arith.remsi"))?;
    let every = rest.operand(1).const_int().filter(|n| *n > 1 && equal.operand(1).const_int() == Some(0))?;
    let counter = Linear::of(rest.operand(0));
    let target = loops.iter().find(|l| counts_up(**l) && counter == Linear::leaf(l.body().arg(0)))?;
    Some((*target, every))
}

/// Only every so many iterations are left, which the loop counts.
fn count(target: Op, every: i64) {
    let (b, inside) = (Builder::before(target), Builder::at_start(target.body(), target.loc()));
    let (end, counter) = (target.operand(1), target.body().arg(0));
    let ty = end.ty();
    let above = b.nsw("arith.addi", end, b.int(ty, every - 1));
    target.set_operand(1, b.bin("arith.divsi", above, b.int(ty, every)));
    target.remove_attr(names::BIND);
    let is_quotient = |op: &Op| {
        let divides = op.is("arith.divui") || op.is("arith.divsi");
        divides && op.operand(0) == counter && op.operand(1).const_int() == Some(every)
    };
    let (quotients, others): (Vec<Op>, Vec<Op>) = counter.users().into_iter().partition(is_quotient);
    let number = inside.nsw("arith.muli", counter, inside.int(ty, every));
    for user in others {
        user.replace_operand(counter, number);
    }
    for quotient in quotients {
        quotient.result(0).replace_all_uses(counter);
        quotient.erase();
    }
}

/// Takes what it can of a guard's condition; was there anything?
fn absorb(guard: Op) -> bool {
    let loops = guarded_loops(guard);
    let mut kept: Vec<Value> = vec![];
    let all = conjuncts(guard.operand(0));
    let number = all.len();
    for condition in all {
        if let Some(found) = upper_bound(condition, &loops) {
            tighten(&found);
        } else if let Some((target, left, step)) = scaled_bound(condition, &loops) {
            tighten_scaled(target, &left, step);
        } else if let Some((target, every)) = every(condition, &loops) {
            count(target, every);
        } else if !holds(condition, guard) {
            kept.push(condition);
        }
    }
    if kept.is_empty() {
        for op in guard.region(0).blocks()[0].body_ops() {
            op.move_before(guard);
        }
        guard.erase();
        return true;
    }
    let taken = kept.len() < number;
    if taken {
        let b = Builder::before(guard);
        let condition = kept.into_iter().reduce(|x, y| b.bin("arith.andi", x, y)).expect("not empty");
        guard.set_operand(0, condition);
    }
    taken
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
    lower_to(target, bound, &b);
}

fn tighten_scaled(target: Op, left: &Linear, step: i64) {
    let b = Builder::before(target);
    let ty = target.operand(1).ty();
    let known = left.map_leaves(|v| hoist(v, target, &b)).plus(&Linear::constant(step - 1));
    let sum = b.index_cast(known.build(&b), ty);
    let bound = if step == 1 { sum } else { b.bin("arith.divsi", sum, b.int(ty, step)) };
    lower_to(target, bound, &b);
}

/// The loop ends at the bound, too.
fn lower_to(target: Op, bound: Value, b: &Builder) {
    target.set_operand(1, least(target.operand(1), bound, b));
}

/// The smaller one of a loop's upper bound and another one.
pub(super) fn least(upper: Value, bound: Value, b: &Builder) -> Value {
    match (upper.const_int(), bound.const_int()) {
        (Some(x), Some(y)) => b.int(upper.ty(), x.min(y)),
        _ if covers(upper, bound) => bound,
        _ => b.bin("arith.minsi", upper, bound),
    }
}

/// Is `upper` `ceil(n / (k * l)) * k`, which is never below `bound`, `n / l`?
fn covers(upper: Value, bound: Value) -> bool {
    let product = Linear::of(upper);
    let [(factors, k)] = product.terms() else { return false };
    let [rounded] = factors[..] else { return false };
    let Some((above, by)) = quotient(rounded) else { return false };
    let (n, l) = quotient(bound).unwrap_or((bound, 1));
    let more = Linear::of(above).minus(&Linear::of(n)).as_constant();
    k.checked_mul(l) == Some(by) && more.is_some_and(|more| more >= by - l)
}

/// `n / k`
fn quotient(v: Value) -> Option<(Value, i64)> {
    let op = uncast(v).def().filter(|op| op.is("arith.divsi") || op.is("arith.divui"))?;
    Some((op.operand(0), uncast(op.operand(1)).const_int().filter(|k| *k > 0)?))
}
