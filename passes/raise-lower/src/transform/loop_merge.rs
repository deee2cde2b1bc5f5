//! `loop-merge`: a loop over workers around a loop strided by their number is one loop over all the work.
//!
//! ```mlir
//! scf.for %t = %c0 to %w step %c1 { scf.for %i = %t to %n step %w { S(%i) } }
//! // becomes
//! scf.for %i = %c0 to %n step %c1 { S(%i) }
//! ```
//!
//! Grid-stride loops and tasks strided by `taskDim` are read this way. Needs: the outer loop parallel and used only as the
//! start of the inner one, its trip count equal to the inner step; between the two parallel loops alone. An
//! iteration of the inner loop reads nothing that an earlier one of its worker wrote; where polynomials do not say that no two of a worker write to one
//! place, it is an obligation. The result is parallel: workers share no order.

use xpiler_ir::{
    Builder, Op, Result, Value, names,
    pass::{Instance, Pass},
};

use super::named::{name_of, record};
use crate::analysis::{
    dependence,
    shape::{counts_up, is_parallel, is_pure, is_strided, perfect_child},
};

/// See the module.
pub struct LoopMerge;

impl Pass for LoopMerge {
    const ARGUMENT: &'static str = "loop-merge";
    const SUMMARY: &'static str = "Merge a loop over workers with the loop that each strides through";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        while let Some((outer, inner)) =
            module.find("scf.for").into_iter().find_map(|outer| mergeable(outer).map(|inner| (outer, inner)))
        {
            if !dependence::is_independent(inner) {
                record(module, "loop-merge", &format!("no two iterations of `{}` write to one place", name_of(inner)));
            }
            merge(outer, inner);
        }
        Ok(())
    }
}

fn mergeable(outer: Op) -> Option<Op> {
    let mut inner = perfect_child(outer)?;
    // Parallel loops between the two, over workers of other dimensions, may as well be around both.
    while is_parallel(inner) && !is_strided(inner, outer) {
        inner = perfect_child(inner)?;
    }
    // The only use of the id is the start: otherwise workers differ in more than their share.
    let uses = starts_only(outer.body().arg(0), &[inner]);
    let merges = is_parallel(outer) && counts_up(outer) && is_strided(inner, outer) && uses;
    (merges && (dependence::is_independent(inner) || reads_nothing_written(inner))).then_some(inner)
}

/// Does the loop read nothing of what it writes? Then its iterations depend on each other only if they write to one place.
fn reads_nothing_written(inner: Op) -> bool {
    let stored = inner.find("memref.store").into_iter().map(|s| s.operand(1).root()).filter(|v| v.is_outside(inner));
    let loaded: Vec<Value> = inner.find("memref.load").into_iter().map(|l| l.operand(0).root()).collect();
    stored.into_iter().all(|v| !loaded.contains(&v))
}

/// Is every use of `v`, through pure operations, the lower bound of one of the loops?
pub(super) fn starts_only(v: Value, loops: &[Op]) -> bool {
    v.users().into_iter().all(|user| {
        if loops.contains(&user) {
            return user.operand(0) == v && user.operand(1) != v && user.operand(2) != v;
        }
        is_pure(user) && user.results().into_iter().all(|r| starts_only(r, loops))
    })
}

fn merge(outer: Op, inner: Op) {
    let b = Builder::before(outer).with_loc(inner.loc());
    let ty = inner.operand(0).ty();
    inner.set_operand(0, b.int(ty, 0));
    inner.set_operand(2, b.int(ty, 1));
    inner.set_attr(names::PARALLEL, b.ctx.unit_attr());
    // What was computed from the id is dead; it cannot stand in front of the loop that defined the id.
    erase_users(outer.body().arg(0));
    for op in outer.body().body_ops() {
        op.move_before(outer);
    }
    outer.erase();
}

fn erase_users(v: Value) {
    for user in v.users() {
        for r in user.results() {
            erase_users(r);
        }
    }
    while let Some(user) = v.users().first().copied() {
        user.erase();
    }
}
