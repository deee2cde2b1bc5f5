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
//!
//! `loop-fuse{loops=i,j}` fuses these loops, whatever they are used for, into one loop `i.j`:
//!
//! ```text
//! for i < m { for j < n { S(i, j, i * n + j) } }
//! // becomes
//! for i.j < m * n { S(i.j / n, i.j % n, i.j) }
//! ```
//!
//! Needs: a perfect nest by constant steps, whose bounds are known outside. Keeps: the order of iterations.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value, names,
    pass::{Instance, Opt, Pass},
};

use super::{
    loop_reorder::perfect_nest,
    named::{Names, find_loops, name_of, record},
};
use crate::analysis::{
    linear::Linear,
    shape::{counts_up, hoist, is_integer_cast, is_parallel, is_pure, known_outside, perfect_child, same_number, uncast},
    trips::{product, trips_of_nest},
};

/// See the module.
pub struct LoopFuse;

impl Pass for LoopFuse {
    const ARGUMENT: &'static str = "loop-fuse";
    const SUMMARY: &'static str = "Fuse a loop over blocks with the loop over their threads, or the loops of a nest";
    const OPTIONS: &'static [Opt] =
        &[Opt::Str("loops", "the loops to fuse (empty: wherever blocks and threads are one index)", "")];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let list = options.str(0);
        if !list.is_empty() {
            return fuse_named(module, &list);
        }
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

const CODE: &str = "illegal-fuse";

/// Fuses a perfect nest of loops that are named.
fn fuse_named(module: Op, list: &str) -> Result<()> {
    let loops = find_loops(module, list)?;
    let nest = perfect_nest(&loops, CODE)?;
    let name = loops.iter().map(|op| name_of(*op)).collect::<Vec<_>>().join(".");
    if nest != loops {
        let order = nest.iter().map(|op| format!("`{}`", name_of(*op))).collect::<Vec<_>>().join(", ");
        let message = format!("the loops nest as {order}; a fusion names them from the outside in");
        return Err(Diagnostic::error(CODE, message).at(nest[0].span()).help("`loop-reorder` changes the order"));
    }
    let (Some((root, inner)), true) = (nest.split_first(), nest.len() > 1) else {
        return Err(Diagnostic::error(CODE, "a fusion needs two loops or more").at(nest[0].span()));
    };
    for op in inner {
        if !op.operands().into_iter().all(|v| known_outside(v, *root)) {
            let message =
                format!("the range of `{}` changes inside `{}`; the nest is not rectangular", name_of(*op), name_of(*root));
            return Err(Diagnostic::error(CODE, message).at(op.span()));
        }
    }
    let name = Names::of(module)?.fresh(&name);
    nest_to_loop(&nest, &name);
    record(module, &format!("loop-fuse{{loops={list}}}"), "the same iterations in the same order (by construction)");
    Ok(())
}

/// One loop in the place of a perfect, rectangular nest.
fn nest_to_loop(nest: &[Op], name: &str) {
    let (root, last) = (nest[0], nest[nest.len() - 1]);
    let b = Builder::before(root);
    let trips = trips_of_nest(&b, nest, b.ctx.index());
    let total = trips.iter().copied().reduce(|x, y| product(&b, x, y)).expect("not empty");
    let fused = b.for_loop(b.index(0), total, b.index(1), name, |_, _| {});
    if nest.iter().all(|op| is_parallel(*op)) {
        fused.set_attr(names::PARALLEL, b.ctx.unit_attr());
    }
    let end = fused.body().terminator().expect("just built");
    let at = Builder::before(end).with_loc(last.loc());
    let indices = prefixes(nest);
    // The index of the loops up to the one at hand.
    let mut index = fused.body().arg(0);
    for (i, op) in nest.iter().enumerate().rev() {
        let iv = op.body().arg(0);
        if let Some(polynomial) = indices.get(i) {
            let adds = root.find("arith.addi").into_iter().filter(|add| Linear::of(add.result(0)) == *polynomial);
            for sum in adds.map(|add| add.result(0)).collect::<Vec<_>>() {
                sum.replace_all_uses(at.index_cast(index, sum.ty()));
            }
        }
        let mut number = index;
        if i > 0 {
            number = at.bin("arith.remsi", index, trips[i]);
            index = at.bin("arith.divsi", index, trips[i]);
        }
        let mut value = at.index_cast(number, iv.ty());
        if !counts_up(*op) {
            let [lower, step] = [0, 2].map(|i| hoist(op.operand(i), root, &b));
            value = at.nsw("arith.addi", lower, at.nsw("arith.muli", value, step));
        }
        iv.replace_all_uses(value);
    }
    let body: Vec<Op> = nest.iter().flat_map(|op| op.body().body_ops()).filter(|op| !nest.contains(op)).collect();
    for op in body {
        op.move_before(end);
    }
    root.erase();
    for op in fused.body().body_ops().into_iter().rev() {
        if is_pure(op) && op.results().iter().all(|r| r.users().is_empty()) {
            op.erase();
        }
    }
}

/// What the text may write for the index of the outermost `n` loops: `i`, `i * n + j`, ... These need no quotients.
fn prefixes(nest: &[Op]) -> Vec<Linear> {
    let mut indices: Vec<Linear> = vec![];
    for op in nest.iter().take_while(|op| counts_up(**op)) {
        let iv = Linear::leaf(op.body().arg(0));
        indices.push(indices.last().map_or_else(|| iv.clone(), |outer| outer.times(&Linear::of(op.operand(1))).plus(&iv)));
    }
    indices
}
