//! `loop-split`: a loop becomes a loop over tiles and a loop inside a tile (the method's Loop Split; MLIR: tiling, strip mining).
//!
//! ```text
//! for k from lo to hi { S(k) }
//! // loop-split{loop=k factor=32} becomes
//! for k.o from lo to hi by 32 { for k.i < min(32, hi - k.o) { S(k.o + k.i) } }
//! // with guard=true
//! for k.o from lo to hi by 32 { for k.i < 32 { if (k.o + k.i < hi) S(k.o + k.i) } }
//! ```
//!
//! Needs: a constant step and no values carried from one iteration to the next. Keeps: the order of iterations; loops that divide evenly need
//! neither minimum nor guard. A guard stands in the innermost loop of a perfect nest, so that the nest stays perfect.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, names,
    pass::{Instance, Opt, Pass},
};

use super::named;
use crate::analysis::shape::perfect_child;

/// See the module.
pub struct LoopSplit;

impl Pass for LoopSplit {
    const ARGUMENT: &'static str = "loop-split";
    const SUMMARY: &'static str = "Split a loop into tiles";
    const OPTIONS: &'static [Opt] = &[
        Opt::Str("loop", "the loop's name", ""),
        Opt::Int("factor", "iterations of a tile", 0),
        Opt::Bool("guard", "keep the inner loop's length constant, with a guard in its body", false),
    ];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let (name, factor, guard) = (options.str(0), options.int(1), options.bool(2));
        let op = named::find_loop(module, &name)?;
        split(op, &name, factor, guard)?;
        named::record(
            module,
            &format!("loop-split{{loop={name} factor={factor}}}: {name} = {name}.o + {name}.i takes every value once, in order"),
        );
        Ok(())
    }
}

fn split(op: Op, name: &str, factor: i64, guard: bool) -> Result<()> {
    let refuse = |message: String| Diagnostic::error("illegal-split", message).at(op.span());
    if factor < 1 {
        return Err(refuse(format!("a tile of {factor} iterations")).help("give a positive number: factor=32"));
    }
    let Some(step) = op.operand(2).const_int().filter(|s| *s > 0) else {
        return Err(refuse("the step of the loop is no constant".into()));
    };
    if !op.results().is_empty() {
        return Err(refuse("the loop carries values from one iteration to the next".into()));
    }
    let tile = factor.checked_mul(step).filter(|t| i32::try_from(*t).is_ok());
    let Some(tile) = tile else { return Err(refuse(format!("a tile of {factor} iterations is too long"))) };
    let (lower, upper, ty) = (op.operand(0), op.operand(1), op.operand(0).ty());
    let b = Builder::before(op);
    let by = b.int(ty, tile);
    let outer = b.for_loop(lower, upper, by, &format!("{name}.o"), |_, _| {});
    let at = Builder::before(outer.body().terminator().expect("just built")).with_loc(op.loc());
    let first = outer.body().arg(0);
    let even = matches!((lower.const_int(), upper.const_int()), (Some(l), Some(u)) if u >= l && (u - l) % tile == 0);
    let (zero, one, length) = (at.int(ty, 0), at.int(ty, 1), at.int(ty, factor));
    let end = if even || guard {
        length
    } else {
        let left = at.nsw("arith.subi", upper, first);
        let left = if step == 1 {
            left
        } else {
            let (round, by) = (at.int(ty, step - 1), at.int(ty, step));
            let up = at.nsw("arith.addi", left, round);
            at.bin("arith.divsi", up, by)
        };
        at.bin("arith.minsi", left, length)
    };
    let inner = at.for_loop(zero, end, one, &format!("{name}.i"), |_, _| {});
    let inside = inner.body().terminator().expect("just built");
    let body = op.body().body_ops();
    let at = Builder::before(inside).with_loc(op.loc());
    let mut offset = inner.body().arg(0);
    if step != 1 {
        let by = at.int(ty, step);
        offset = at.nsw("arith.muli", offset, by);
    }
    let k = at.nsw("arith.addi", first, offset);
    op.body().arg(0).replace_all_uses(k);
    body.iter().for_each(|o| o.move_before(inside));
    if guard && !even {
        let mut deepest = inner;
        while let Some(child) = perfect_child(deepest) {
            deepest = child;
        }
        let guarded = if deepest == inner { body } else { deepest.body().body_ops() };
        let at = Builder::before(deepest.body().terminator().expect("loops end in a yield")).with_loc(op.loc());
        let in_range = at.cmpi("slt", k, upper);
        let into = at.if_then(in_range, |_| {}).region(0).blocks()[0].terminator().expect("just built");
        guarded.into_iter().for_each(|o| o.move_before(into));
    }
    for part in [outer, inner] {
        part.replace_attr(names::PARALLEL, op.attr(names::PARALLEL));
        part.replace_attr("unsignedCmp", op.attr("unsignedCmp"));
    }
    op.erase();
    Ok(())
}
