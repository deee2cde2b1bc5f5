//! `loop-split{loop=k factor=32}`: a loop becomes a loop over tiles around a loop over the iterations of a tile.
//!
//! ```text
//! for k = lo to hi step s { S(k) }
//! // becomes
//! for k.o = lo to hi step 32 * s { for k.i = 0 to min(32, ceil((hi - k.o) / s)) { S(k.o + k.i * s) } }
//! // with guard=true
//! for k.o = lo to hi step 32 * s { for k.i = 0 to 32 { if (k.o + k.i * s < hi) S(k.o + k.i * s) } }
//! ```
//!
//! Where the factor divides a constant number of iterations, the inner bound is the factor. A guard stands in the innermost loop of a perfect
//! nest, which stays one. Needs: a constant step.
//! Keeps: the order of iterations. Both loops are parallel where the loop was; what it was bound to is undone.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value, names,
    pass::{Instance, Opt, Pass},
};

use super::named::{Names, find_loop, plain_step, record};
use crate::analysis::{shape::perfect_child, trips::static_trips};

/// See the module.
pub struct LoopSplit;

const CODE: &str = "illegal-split";

impl Pass for LoopSplit {
    const ARGUMENT: &'static str = "loop-split";
    const SUMMARY: &'static str = "Split a loop into a loop over tiles and a loop over a tile";
    const OPTIONS: &'static [Opt] = &[
        Opt::Str("loop", "the loop", ""),
        Opt::Int("factor", "the number of iterations of a tile", 0),
        Opt::Bool("guard", "a guard in the body instead of a shorter last tile", false),
    ];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let (name, factor) = (options.str(0), options.int(1));
        let op = find_loop(module, &name)?;
        if factor < 1 {
            return Err(
                Diagnostic::error(CODE, format!("the factor is {factor}; a tile has at least one iteration")).at(op.span())
            );
        }
        let step = plain_step(op, CODE)?;
        let ty = op.operand(0).ty();
        let largest = if ty.is_index() { i64::MAX } else { (1 << (ty.bits().min(63) - 1)) - 1 };
        let Some(stride) = factor.checked_mul(step).filter(|stride| *stride <= largest) else {
            return Err(Diagnostic::error(CODE, format!("{factor} iterations by {step} leave the loop's type")).at(op.span()));
        };
        let mut taken = Names::of(module)?;
        let (outer, inner) = (taken.fresh(&format!("{name}.o")), taken.fresh(&format!("{name}.i")));
        split(op, step, stride, &outer, &inner, options.bool(2));
        record(
            module,
            &format!("loop-split{{loop={name} factor={factor}}}"),
            "the same iterations in the same order (by construction)",
        );
        Ok(())
    }
}

fn split(op: Op, step: i64, stride: i64, outer: &str, inner: &str, guard: bool) {
    let b = Builder::before(op);
    let (lower, upper, iv) = (op.operand(0), op.operand(1), op.body().arg(0));
    let ty = iv.ty();
    let factor = stride / step;
    let trip = static_trips(op);
    let tiles = b.for_loop(lower, upper, b.int(ty, stride), outer, |b, first| {
        let n = match trip {
            Some(trip) if trip < factor => b.int(ty, trip),
            Some(trip) if trip % factor == 0 => b.int(ty, factor),
            _ if guard => b.int(ty, factor),
            _ => b.bin("arith.minsi", b.int(ty, factor), left(b, first, upper, step)),
        };
        let mut index = None;
        let tile = b.for_loop(b.int(ty, 0), n, b.int(ty, 1), inner, |b, i| {
            let offset = if step == 1 { i } else { b.nsw("arith.muli", i, b.int(ty, step)) };
            let k = b.nsw("arith.addi", first, offset);
            iv.replace_all_uses(k);
            index = Some(k);
        });
        let end = tile.body().terminator().expect("just built");
        let body = op.body().body_ops();
        for inner in &body {
            inner.move_before(end);
        }
        let even = trip.is_some_and(|trip| trip < factor || trip % factor == 0);
        if let Some(k) = index.filter(|_| guard && !even) {
            keep_below(k, upper, tile, body);
        }
        copy_attrs(op, tile, &[names::PARALLEL]);
    });
    let others: Vec<String> = op.attrs().into_iter().map(|(n, _)| n).filter(|n| n != names::NAME && n != names::BIND).collect();
    copy_attrs(op, tiles, &others.iter().map(String::as_str).collect::<Vec<_>>());
    op.erase();
}

/// Puts what the innermost loop of a perfect nest does under `k < upper`. `body`: what stands in the nest's outermost loop besides `k`.
fn keep_below(k: Value, upper: Value, nest: Op, body: Vec<Op>) {
    let mut deepest = nest;
    while let Some(child) = perfect_child(deepest) {
        deepest = child;
    }
    let guarded = if deepest == nest { body } else { deepest.body().body_ops() };
    let at = Builder::before(deepest.body().terminator().expect("loops end in a yield")).with_loc(nest.loc());
    let in_range = at.cmpi("slt", k, upper);
    let into = at.if_then(in_range, |_| {}).region(0).blocks()[0].terminator().expect("just built");
    for op in guarded {
        op.move_before(into);
    }
}

/// `ceil((upper - first) / step)`, where `first` is below `upper`.
fn left(b: &Builder, first: Value, upper: Value, step: i64) -> Value {
    let rest = b.nsw("arith.subi", upper, first);
    if step == 1 {
        return rest;
    }
    let ty = rest.ty();
    b.bin("arith.divsi", b.nsw("arith.addi", rest, b.int(ty, step - 1)), b.int(ty, step))
}

fn copy_attrs(from: Op, to: Op, which: &[&str]) {
    for name in which {
        if let Some(attr) = from.attr(name) {
            to.set_attr(name, attr);
        }
    }
}
