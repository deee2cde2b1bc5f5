//! `loop-expansion`: a parallel loop around other loops becomes several parallel loops inside them (the method's Loop Expansion
//! together with Loop Reorder).
//!
//! ```text
//! parallel for t { A; for k { B }; C }
//! // becomes
//! parallel for t { A }  for k { parallel for t { B } }  parallel for t { C }
//!
//! parallel for t < T { for (i = t; i < n; i += T) B(i) }         // threads that stride through a row
//! // becomes
//! for (i0 = 0; i0 < n; i0 += T) parallel for t < T { if (i0 + t < n) B(i0 + t) }
//! ```
//!
//! This is what turns the threads of a block, or the columns of a matrix, into the lanes of a vector unit. It is barrier fission
//! ([`crate::raise::fission`]) with a barrier in every inner loop: right for any parallel loop, since its iterations share no order.
//!
//! Applies to a loop from 0 by 1 over straight-line code and loops whose bounds do not depend on the iteration, if every access
//! moves by one element an iteration or not at all, and one does. Loops that are long or of unknown length run in tiles.
//! Loads of variables that a loop does not write are hoisted first.
//!
//! `loop-expansion{loop=i}` does this to the loop `i` ([`super::distribution`]), whatever its accesses are, and without tiles. Needs: a
//! loop from 0 by 1 with independent iterations, at most a constant number of them where they keep something, and a loop inside. Expanding
//! `i` and then `j` in it turns a variable into `acc[i][j]`, with the loops that were innermost around both.
//!
//! `loop-expansion{loop=i whole=true}` leaves the loops inside as they are, but for sequential ones that hold parallel ones: each is a nest with a loop
//! over `i` of its own then, `for i { A }  for i { for k { B } }  for i { C }`, and what an iteration keeps is a line of `p[i][k]`.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value,
    builder::Spec,
    names,
    pass::{Instance, Opt, Pass},
};

use super::{
    distribution::{self, Inner},
    named::{Names, find_loop, plain_step, record},
};
use crate::{
    analysis::{
        dependence,
        linear::Linear,
        shape::{at_most, counts_up, is_parallel, is_pure, is_strided},
    },
    raise::{
        fission::Fission,
        loop_recovery::{IdLoop, Order},
    },
};

/// See the module.
pub struct LoopExpansion;

impl Pass for LoopExpansion {
    const ARGUMENT: &'static str = "loop-expansion";
    const SUMMARY: &'static str = "Move parallel loops inside the sequential loops they hold";
    const OPTIONS: &'static [Opt] = &[
        Opt::Str("loop", "the loop (empty: all that gain from it)", ""),
        Opt::Bool("whole", "with loop: the loops inside stay as they are", false),
    ];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let name = options.str(0);
        if !name.is_empty() {
            return expand_named(module, &name, options.bool(1));
        }
        hoist_variables(module);
        // An expanded loop is gone: the search starts again.
        while let Some(op) = module.find("scf.for").into_iter().rev().find(|op| expandable(*op)) {
            expand(op)?;
        }
        Ok(())
    }
}

/// Expands the loop of that name.
fn expand_named(module: Op, name: &str, whole: bool) -> Result<()> {
    const CODE: &str = "illegal-expansion";
    let op = find_loop(module, name)?;
    plain_step(op, CODE)?;
    if !counts_up(op) {
        let message = format!("the loop `{name}` does not count from 0 by 1");
        return Err(Diagnostic::error(CODE, message).at(op.span()).help("the inner loop of `loop-split` does"));
    }
    let claim = if is_parallel(op) {
        "iterations are independent (parallel)"
    } else if let Some(offending) = dependence::conflict(op, op) {
        let message =
            format!("iterations of `{name}` are not known to be independent: `{}` may touch what another does", offending.name());
        return Err(Diagnostic::error(CODE, message).at(offending.span().or(op.span())));
    } else {
        "iterations are independent (dependence)"
    };
    let (inner, option) = if whole { (Inner::Whole, " whole=true") } else { (Inner::Outside, "") };
    distribution::distribute(op, inner, &mut Names::of(module)?)?;
    record(module, &format!("loop-expansion{{loop={name}{option}}}"), claim);
    Ok(())
}

/// Moves loads of rank-0 variables in front of the parallel loops that do not write them.
fn hoist_variables(module: Op) {
    for op in module.find("scf.for") {
        if !is_parallel(op) {
            continue;
        }
        let written: Vec<Value> = op.find("memref.store").into_iter().map(|s| s.operand(1)).collect();
        for load in op.find("memref.load") {
            let variable = load.operand(0);
            if load.operand_count() == 1 && variable.is_outside(op) && !written.contains(&variable) {
                load.move_before(op);
            }
        }
    }
}

/// Loops longer than this run in tiles.
const LONGEST: i64 = 1024;
/// The tile.
const TILE: i64 = 256;

fn inner_loops(op: Op) -> Vec<Op> {
    op.body().body_ops().into_iter().filter(|o| o.is("scf.for")).collect()
}

fn expandable(op: Op) -> bool {
    if !is_parallel(op) || !counts_up(op) || inner_loops(op).is_empty() {
        return false;
    }
    let mut lanes: Vec<Value> = vec![op.body().arg(0)];
    for inner in op.find("scf.for").into_iter().filter(|i| *i != op) {
        let uniform = inner.operands().into_iter().all(|v| independent(v, op));
        if inner.parent() == Some(op) && is_strided(inner, op) {
            lanes.push(inner.body().arg(0));
        } else if !uniform {
            return false;
        }
        if !inner.results().is_empty() || inner.attr("unsignedCmp").is_some() {
            return false;
        }
    }
    let mut consecutive = false;
    for inner in op.walk().into_iter().filter(|i| *i != op) {
        match inner.name().as_str() {
            "scf.for" | "scf.yield" => {}
            "memref.alloca" if inner.result(0).ty().shape().is_empty() => {}
            "memref.load" | "memref.store" => {
                let first = if inner.is("memref.load") { 1 } else { 2 };
                let indices = &inner.operands()[first..];
                for (position, index) in indices.iter().enumerate() {
                    let (mut moves, mut rest) = (0, Linear::of(*index));
                    // Strided loops start at the outer iteration: they are split off first.
                    for lane in lanes.iter().rev() {
                        let Some((c, r)) = rest.split(*lane) else { return false };
                        let Some(c @ (0 | 1)) = c.as_constant() else { return false };
                        moves += c;
                        rest = r;
                    }
                    if moves > 1 || moves == 1 && position + 1 != indices.len() {
                        return false;
                    }
                    consecutive |= moves == 1;
                }
            }
            _ if is_pure(inner) => {}
            _ => return false,
        }
    }
    consecutive
}

/// Is the value the same in all iterations of `op`?
fn independent(v: Value, op: Op) -> bool {
    if v.is_outside(op) {
        return true;
    }
    match (v.def(), v.as_block_arg()) {
        (Some(def), _) => is_pure(def) && def.operands().into_iter().all(|o| independent(o, op)),
        (None, Some((block, _))) => block.parent_op().is_some_and(|p| p != op),
        (None, None) => false,
    }
}

/// Rewrites a strided inner loop over the first element of each round, with a guard on the thread's own.
fn unstride(inner: Op, thread: Value) {
    let b = Builder::before(inner);
    let ty = inner.operand(0).ty();
    inner.set_operand(0, b.int(ty, 0));
    let iv = inner.body().arg(0);
    let body = inner.body().body_ops();
    let at = Builder::at_start(inner.body(), inner.loc());
    let own = at.index_cast(thread, ty);
    let sum = at.nsw("arith.addi", iv, own);
    let in_range = at.cmpi("slt", sum, inner.operand(1));
    for op in &body {
        for nested in op.walk() {
            for (i, v) in nested.operands().into_iter().enumerate() {
                if v == iv {
                    nested.set_operand(i, sum);
                }
            }
        }
    }
    let end = inner.body().terminator().expect("loops end in a yield");
    let guard = Builder::before(end).if_then(in_range, |_| {});
    let inside = guard.region(0).blocks()[0].terminator().expect("just built");
    for op in body {
        op.move_before(inside);
    }
}

fn expand(op: Op) -> Result<()> {
    let iv = op.body().arg(0);
    for inner in inner_loops(op) {
        if is_strided(inner, op) {
            unstride(inner, iv);
        }
    }
    let b = Builder::before(op);
    let (index, name) = (b.ctx.index(), op.str_attr(names::NAME).unwrap_or_else(|| "i".into()));
    let trip = b.index_cast(op.operand(1), index);
    let longest = at_most(trip);
    if longest.is_some_and(|n| n <= LONGEST) {
        return split(&b, op, IdLoop { at_most: longest, ..IdLoop::new(&name, trip) }, None);
    }
    let (zero, tile) = (b.index(0), b.index(TILE));
    let tiles = b.for_loop(zero, trip, tile, &name, |_, _| {});
    tiles.set_attr(names::PARALLEL, b.ctx.unit_attr());
    let inner = Builder::before(tiles.body().terminator().expect("just built")).with_loc(op.loc());
    let first = tiles.body().arg(0);
    let left = inner.nsw("arith.subi", trip, first);
    let n = inner.bin("arith.minsi", left, tile);
    let lanes = IdLoop { at_most: Some(TILE), ..IdLoop::new(&format!("{name}.i"), n) };
    split(&inner, op, lanes, Some(first))
}

/// Splits the loop at its inner loops; iteration `first + lane` of `op` is lane `lane`. Erases `op`.
fn split(b: &Builder, op: Op, lanes: IdLoop, first: Option<Value>) -> Result<()> {
    let iv = op.body().arg(0);
    let front = Builder::at_start(op.body(), op.loc());
    let id = front.value_with("simt.thread_id", &[], b.ctx.i32(), &[("dim", b.ctx.int_attr(b.ctx.i32(), 0))]);
    let mut lane = front.index_cast(id, b.ctx.index());
    if let Some(first) = first {
        lane = front.nsw("arith.addi", first, lane);
    }
    let lane = front.index_cast(lane, iv.ty());
    iv.replace_all_uses(lane);
    for inner in op.find("scf.for").into_iter().filter(|i| *i != op) {
        // Innermost bodies suffice: what holds a barrier is split as well.
        if inner_loops(inner).is_empty() {
            let end = inner.body().terminator().expect("loops end in a yield");
            Builder::before(end).op("simt.barrier", Spec::default());
        }
    }
    let one = b.index(1);
    let threads = vec![IdLoop::new("z", one), IdLoop::new("y", one), lanes];
    Fission::new(op, threads, Order::Forward).run(b, &op.body().body_ops(), vec![])?;
    op.erase();
    Ok(())
}
