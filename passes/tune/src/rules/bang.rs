//! Rules for BANG C: contractions in tiles for the matrix unit, staged in NRAM.

use xpiler_ir::{Diagnostic, Op, Result, machine::Machine};
use xpiler_passes::analysis::operation::{self, product};

use super::{buffers, does_not_apply, extent, is_fixed, split, stage, stride, tiles};
use crate::plan::{Plan, name};

/// Columns of a tile: rows of weights in WRAM.
const COLUMNS: i64 = 64;
/// Rows of a tile.
const ROWS: i64 = 64;
/// Products of a sum in one step.
const DEPTH: i64 = 128;

/// A contraction: tasks take tiles of rows and columns, the sum runs in steps whose operands are staged in NRAM at full length, with zeros
/// behind the last element, so that `tensorize` finds nests that the matrix unit computes. Tiles of known sizes are cut for as many tasks as the
/// machine runs. Where NRAM has room for two tiles of each operand, the next step's are copied during this one.
pub fn contraction(plan: &mut Plan, root: &str, machine: &Machine) -> Result<()> {
    let op = plan.loop_named(root).ok_or_else(|| Diagnostic::internal(format!("no loop `{root}`")))?;
    let found = operation::of(op);
    let (Some(gathered), Some(result)) = (&found.gathered, &found.result) else {
        return Err(does_not_apply("nothing is gathered", op));
    };
    let f32 = op.ctx().f32();
    let factors = product(&gathered.value).unwrap_or_default();
    if factors.len() != 2 || factors.iter().any(|f| f.buffer.ty().element() != f32) {
        return Err(does_not_apply("the sum is not one of products of two f32", op));
    }
    // Columns belong to the weights, rows to the other operand. The result's fastest loop makes the columns, if it is long enough.
    let belongs = |l: Op| factors.iter().filter(|f| !is_fixed(f, l)).count() == 1;
    let candidates: Vec<Op> = found.parallel.iter().copied().filter(|l| belongs(*l) && extent(*l) > 1).collect();
    let long = candidates.iter().filter(|l| extent(**l) >= COLUMNS);
    let Some(columns) = long.max_by_key(|l| (stride(result, **l) == Some(1), extent(**l) % COLUMNS == 0)).copied() else {
        return Err(does_not_apply("no loop of one operand is as long as WRAM has banks", op));
    };
    let weights = factors.iter().position(|f| !is_fixed(f, columns));
    let of_rows = |l: &&Op| factors.iter().position(|f| !is_fixed(f, **l)) != weights;
    let Some(rows) = candidates.iter().filter(of_rows).max_by_key(|l| extent(**l)).copied() else {
        return Err(does_not_apply("no operand is used more than once", op));
    };
    let others: Vec<String> = found.parallel.iter().copied().filter(|l| *l != rows && *l != columns).map(name).collect();
    let buffers = buffers(&factors).ok_or_else(|| does_not_apply("an operand has no name", op))?;
    let around = found.parallel.iter().filter(|l| **l != rows && **l != columns).map(|l| extent(*l));
    let around = around.fold(tiles(columns, COLUMNS), i64::saturating_mul);
    let mut height = ROWS.min(extent(rows));
    while height > 8 && tiles(rows, height).saturating_mul(around) < machine.default_tasks {
        height = (height + 1) / 2;
    }
    let reductions: Vec<(String, i64)> = found.reductions.iter().map(|l| (name(*l), extent(*l))).collect();
    let (rows, rows_extent, columns, columns_extent) = (name(rows), extent(rows), name(columns), extent(columns));
    drop(found);

    let rows_inner = split(plan, &rows, rows_extent, height)?;
    let columns_inner = split(plan, &columns, columns_extent, COLUMNS)?;
    let outer_of = |l: &str, inner: &str| (l != inner).then(|| format!("{l}.o"));
    let outer: Vec<String> =
        others.into_iter().chain(outer_of(&rows, &rows_inner)).chain(outer_of(&columns, &columns_inner)).collect();
    if outer.is_empty() {
        return Err(Diagnostic::error("rule", "the rule does not apply: one task would do all the work"));
    }
    plan.step(format!(
        "loop-reorder{{loops={}}}",
        [outer.clone(), vec![rows_inner.clone(), columns_inner.clone()]].concat().join(",")
    ))?;
    // The longest loop of the sum runs in one piece or in steps, the others around it one by one.
    let longest = reductions.iter().max_by_key(|(_, e)| *e).cloned();
    let (last, last_extent) = longest.ok_or_else(|| Diagnostic::internal("a contraction has a sum"))?;
    let mut reductions: Vec<String> = reductions.into_iter().map(|(n, _)| n).collect();
    if reductions.last() != Some(&last) {
        reductions.retain(|n| *n != last);
        reductions.push(last.clone());
        plan.step(format!("loop-reorder{{loops={}}}", reductions.join(",")))?;
    }
    let step = split(plan, &last, last_extent, DEPTH)?;
    let at = if step != last {
        format!("{last}.o")
    } else if reductions.len() > 1 {
        reductions[reductions.len() - 2].clone()
    } else {
        outer[outer.len() - 1].clone()
    };
    let arrays = stage(plan, [&rows_inner, &columns_inner], &step, &buffers, &at, "nram")?;
    // The matrix unit needs no more than as many arrays again for each operand: in another order, and beside the sums.
    super::pipeline(plan, &at, &arrays, |_| true, |one, both| both + 2 * one <= machine.usable("nram"));
    Ok(())
}
