//! `loop-peel`: the last, shorter tile of a split loop gets a loop of its own, so that all others have constant bounds.
//!
//! ```text
//! for k.o < n by 32 { for k.i < min(32, n - k.o) S }
//! // loop-peel{loop=k.o} becomes
//! for k.o < n / 32 * 32 by 32 { for k.i < 32 S }
//! for k.o.tail from n / 32 * 32 to n by 32 { for k.i.tail < min(32, n - k.o.tail) S }
//! ```
//!
//! Needs: a loop by a constant step without carried values. Keeps: the iterations and their order.

use xpiler_ir::{
    Builder, Op, Result, names,
    pass::{Instance, Opt, Pass},
};

use super::named;
use crate::analysis::{linear::Linear, shape::terms_of_min};

/// See the module.
pub struct LoopPeel;

impl Pass for LoopPeel {
    const ARGUMENT: &'static str = "loop-peel";
    const SUMMARY: &'static str = "Give the last, shorter tile of a loop a loop of its own";
    const OPTIONS: &'static [Opt] = &[Opt::Str("loop", "the loop over tiles", "")];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let name = options.str(0);
        let op = named::find_loop(module, &name)?;
        peel(module, op)?;
        named::record(module, &format!("loop-peel{{loop={name}}}"), "the same iterations in the same order (by construction)");
        Ok(())
    }
}

fn peel(module: Op, op: Op) -> Result<()> {
    let step = named::plain_step(op, "illegal-peel")?;
    if let (Some(lower), Some(upper)) = (op.operand(0).const_int(), op.operand(1).const_int())
        && upper.saturating_sub(lower) % step == 0
    {
        return Ok(());
    }
    let mut taken = named::Names::of(module)?;
    let b = Builder::before(op);
    let (lower, upper, ty) = (op.operand(0), op.operand(1), op.operand(0).ty());
    let by = b.int(ty, step);
    let span = if lower.const_int() == Some(0) { upper } else { b.nsw("arith.subi", upper, lower) };
    let tiles = b.bin("arith.divsi", span, by);
    let whole = b.nsw("arith.muli", tiles, by);
    let end = if lower.const_int() == Some(0) { whole } else { b.nsw("arith.addi", lower, whole) };
    let tail = Builder::after(op).insert(op.clone_mapped(&[]));
    tail.set_operand(0, end);
    for inner in tail.walk() {
        if let Some(name) = inner.str_attr(names::NAME).filter(|_| named::is_loop(inner) || named::is_buffer(inner)) {
            inner.set_attr(names::NAME, b.ctx.str_attr(&taken.fresh(&format!("{name}.tail"))));
        }
    }
    op.set_operand(1, end);
    // Tiles are whole: what is left is never less than a step.
    let left = Linear::of(upper).minus(&Linear::leaf(op.body().arg(0)));
    for inner in op.find("scf.for").into_iter().filter(|i| *i != op) {
        let terms = terms_of_min(inner.operand(1));
        let least = terms.iter().filter_map(Linear::as_constant).min();
        let rest_is_known = terms.iter().all(|t| t.as_constant().is_some() || *t == left);
        if let Some(least) = least.filter(|n| rest_is_known && *n <= step) {
            let at = Builder::before(inner);
            inner.set_operand(1, at.int(inner.operand(1).ty(), least));
        }
    }
    Ok(())
}
