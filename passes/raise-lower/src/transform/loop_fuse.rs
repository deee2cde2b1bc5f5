//! `loop-fuse`: a loop over blocks and the loop over their threads become one (the method's Loop Fuse; MLIR: coalescing).
//!
//! ```mlir
//! scf.for %b = %c0 to %g step %c1 { scf.for %t = %c0 to %n step %c1 { S(%b * %n + %t) } }
//! // becomes
//! scf.for %i = %c0 to %g * %n step %c1 { S(%i) }
//! ```
//!
//! Needs: both loops parallel, from 0 by 1, perfectly nested, and used only as `outer * n + inner`.
//! Keeps: the order of iterations. The new loop is named after the fused index in the text.

use xpiler_ir::{
    Builder, Op, Result, Value, names,
    pass::{Instance, Pass},
};

use crate::analysis::shape::{counts_up, is_integer_cast, is_parallel, is_pure, perfect_child, same_number, uncast};

/// See the module.
pub struct LoopFuse;

impl Pass for LoopFuse {
    const ARGUMENT: &'static str = "loop-fuse";
    const SUMMARY: &'static str = "Fuse a loop over blocks with the loop over their threads";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        // Inner pairs first; a fused loop replaces two handles, so the search starts again.
        while let Some((outer, inner, sums)) =
            module.find("scf.for").into_iter().rev().find_map(|outer| fusible(outer).map(|(i, s)| (outer, i, s)))
        {
            fuse(outer, inner, &sums);
        }
        Ok(())
    }
}

/// All casts of a value, the value itself first.
fn casts(v: Value) -> Vec<Value> {
    let mut all = vec![v];
    for user in v.users() {
        if is_integer_cast(user) {
            all.extend(casts(user.result(0)));
        }
    }
    all
}

/// The inner loop and the sums `outer * n + inner`, if these are all uses of both.
fn fusible(outer: Op) -> Option<(Op, Vec<Op>)> {
    let inner = perfect_child(outer)?;
    let pair = is_parallel(outer) && is_parallel(inner) && counts_up(outer) && counts_up(inner);
    let n = inner.operand(1);
    if !pair || !n.is_outside(outer) {
        return None;
    }
    let mut sums: Vec<Op> = vec![];
    let inner_ids = casts(inner.body().arg(0));
    for scaled in casts(outer.body().arg(0)).into_iter().flat_map(Value::users).filter(|u| !is_integer_cast(*u)) {
        let by_n = scaled.is("arith.muli") && scaled.operands().into_iter().any(|v| same_number(uncast(v), uncast(n)));
        if !by_n {
            return None;
        }
        for sum in scaled.result(0).users() {
            let plain = sum.is("arith.addi") && sum.operands().iter().any(|v| inner_ids.contains(v));
            if !plain {
                return None;
            }
            sums.push(sum);
        }
    }
    let inner_used_alone = inner_ids.iter().flat_map(|v| v.users()).any(|u| !is_integer_cast(u) && !sums.contains(&u));
    (!sums.is_empty() && !inner_used_alone).then_some((inner, sums))
}

fn fuse(outer: Op, inner: Op, sums: &[Op]) {
    let b = Builder::before(outer);
    let total = match (outer.operand(1).const_int(), inner.operand(1).const_int()) {
        (Some(x), Some(y)) => b.index(x * y),
        _ => b.bin("arith.muli", outer.operand(1), inner.operand(1)),
    };
    let name = sums.iter().find_map(|s| s.str_attr(names::NAME)).unwrap_or_else(|| "i".into());
    let fused = b.for_loop(outer.operand(0), total, outer.operand(2), &name, |_, _| {});
    fused.set_attr(names::PARALLEL, b.ctx.unit_attr());
    let end = fused.body().terminator().expect("just built");
    let at = Builder::before(end).with_loc(inner.loc());
    for sum in sums {
        let id = at.index_cast(fused.body().arg(0), sum.result(0).ty());
        sum.result(0).replace_all_uses(id);
    }
    let pure: Vec<Op> = outer.body().body_ops().into_iter().filter(|op| *op != inner).collect();
    for op in pure.into_iter().chain(inner.body().body_ops()) {
        op.move_before(end);
    }
    // The sums are dead now, then what was scaled for them, then the casts of the old ids: users go first.
    for nested in fused.walk().into_iter().rev() {
        let dead = is_pure(nested) && nested.results().iter().all(|r| r.users().is_empty());
        if dead {
            nested.erase();
        }
    }
    outer.erase();
}
