//! Rules for x86: register tiles of 16-lane vectors for contractions.

use xpiler_ir::{Diagnostic, Op, Result};
use xpiler_passes::analysis::operation::{self, product};

use super::{does_not_apply, extent, is_fixed, split, stride, tile};
use crate::plan::{Plan, name};

/// Lanes of a vector of f32.
const LANES: i64 = 16;
/// Vectors that gather sums at a time: of 32 registers, a few are left for the operands.
const ACCUMULATORS: i64 = 24;

/// A contraction gets a tile of `R` rows by `C` columns of sums in registers: the loops of the sum run outside of the tile, each of their
/// iterations multiplies `R` numbers by `C / 16` vectors. Returns the loops to unroll once they are vectors.
pub fn contraction(plan: &mut Plan, root: &str) -> Result<Vec<String>> {
    let op = plan.loop_named(root).ok_or_else(|| Diagnostic::internal(format!("no loop `{root}`")))?;
    let found = operation::of(op);
    let (Some(gathered), Some(result)) = (&found.gathered, &found.result) else {
        return Err(does_not_apply("nothing is gathered", op));
    };
    let factors = product(&gathered.value).unwrap_or_default();
    let f32 = op.ctx().f32();
    if factors.is_empty() || factors.iter().any(|f| f.buffer.ty().element() != f32) || result.buffer.ty().element() != f32 {
        return Err(does_not_apply("the sum is not one of f32 products", op));
    }
    let is_lanes = |l: &&Op| {
        let moves: Vec<Option<i64>> = factors.iter().map(|f| stride(f, **l)).collect();
        stride(result, **l) == Some(1) && moves.iter().all(|m| matches!(m, Some(0 | 1))) && moves.contains(&Some(1))
    };
    let Some(lanes) = found.parallel.iter().rev().find(is_lanes).copied() else {
        return Err(does_not_apply("no loop moves by one element", op));
    };
    let shared = |l: &&Op| {
        **l != lanes && factors.iter().filter(|f| stride(f, lanes) == Some(1)).all(|f| is_fixed(f, **l)) && extent(**l) > 1
    };
    let Some(rows) = found.parallel.iter().filter(shared).max_by_key(|l| extent(**l)).copied() else {
        return Err(does_not_apply("no vector is used more than once", op));
    };
    let columns = tile(extent(lanes), 2 * LANES, 4 * LANES);
    let vectors = (columns + LANES - 1) / LANES;
    let height = tile(extent(rows), (ACCUMULATORS / vectors).min(8), ACCUMULATORS / vectors);
    let order: Vec<String> = found.parallel.iter().map(|l| name(*l)).collect();
    let (rows, rows_extent) = (name(rows), extent(rows));
    let (lanes, lanes_extent) = (name(lanes), extent(lanes));
    drop(found);

    let rows_inner = split(plan, &rows, rows_extent, height)?;
    let lanes_inner = split(plan, &lanes, lanes_extent, columns)?;
    let outer = |n: &String| match n {
        n if *n == rows => (rows_inner != rows).then(|| format!("{n}.o")),
        n if *n == lanes => (lanes_inner != lanes).then(|| format!("{n}.o")),
        n => Some(n.clone()),
    };
    let mut loops: Vec<String> = order.iter().filter_map(outer).collect();
    loops.extend([rows_inner.clone(), lanes_inner.clone()]);
    plan.step(format!("loop-reorder{{loops={}}}", loops.join(",")))?;
    for (loop_, inner, extent, factor) in
        [(&rows, &rows_inner, rows_extent, height), (&lanes, &lanes_inner, lanes_extent, columns)]
    {
        if inner != loop_ && extent % factor != 0 {
            plan.step(format!("loop-peel{{loop={loop_}.o}}"))?;
        }
    }
    plan.steps(&["canonicalize", "cse"])?;
    plan.step(format!("loop-expansion{{loop={lanes_inner}}}"))?;
    plan.step(format!("loop-expansion{{loop={rows_inner}}}"))?;
    plan.steps(&["canonicalize", "cse", "unique-names"])?;
    // Vectors are innermost.
    let wrong: Vec<(String, String)> = plan
        .copies(&lanes_inner)
        .into_iter()
        .filter_map(|l| {
            let inside = l.body().body_ops().into_iter().find(|o| o.is("scf.for"))?;
            name(inside).starts_with(&rows_inner).then(|| (name(inside), name(l)))
        })
        .collect();
    for (r, l) in wrong {
        plan.step(format!("loop-reorder{{loops={r},{l}}}"))?;
    }
    plan.steps(&["canonicalize", "cse", "mark-parallel"])?;
    let unroll = [plan.copies(&rows_inner), plan.copies(&lanes_inner)].concat();
    Ok(unroll.into_iter().map(name).collect())
}
