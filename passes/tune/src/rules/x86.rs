//! Rules for x86: register tiles of 16-lane vectors.

use xpiler_ir::{Diagnostic, Op, Result};
use xpiler_passes::{
    analysis::operation,
    lower::tensorize::{avx512::LANES, lanes::LaneRow},
};

use super::{
    does_not_apply, extent, is_fixed,
    packed::{Block, Contraction},
    split, stride, tile,
};
use crate::plan::{Plan, name};

/// Vectors that gather sums at a time: of 32 registers, a few are left for the operands.
const ACCUMULATORS: i64 = 24;

/// A gathering gets a tile of `R` rows by `C` columns of sums or extrema in registers: the loops of the sum run outside of the tile, each of
/// their iterations combines `R` numbers with `C / 16` vectors. Where no vector is used twice, `R` is 1. Returns the loops to unroll once they are
/// vectors.
pub fn gathering(plan: &mut Plan, root: &str) -> Result<Vec<String>> {
    let op = plan.loop_named(root).ok_or_else(|| Diagnostic::internal(format!("no loop `{root}`")))?;
    let found = operation::of(op);
    let (Some(gathered), Some(result)) = (&found.gathered, &found.result) else {
        return Err(does_not_apply("nothing is gathered", op));
    };
    let loads = gathered.loads();
    let f32 = op.ctx().f32();
    if loads.is_empty() || loads.iter().any(|f| f.buffer.ty().element() != f32) || result.buffer.ty().element() != f32 {
        return Err(does_not_apply("the elements are not f32", op));
    }
    let is_lanes = |l: &&Op| {
        let moves: Vec<Option<i64>> = loads.iter().map(|f| stride(f, **l)).collect();
        stride(result, **l) == Some(1) && moves.iter().all(|m| matches!(m, Some(0 | 1))) && moves.contains(&Some(1))
    };
    let Some(lanes) = found.parallel.iter().rev().find(is_lanes).copied() else {
        return Err(does_not_apply("no loop moves by one element", op));
    };
    let shared = |l: &&Op| {
        **l != lanes && loads.iter().filter(|f| stride(f, lanes) == Some(1)).all(|f| is_fixed(f, **l)) && extent(**l) > 1
    };
    let rows = found.parallel.iter().filter(shared).max_by_key(|l| extent(**l)).copied();
    let (usual, most) = if rows.is_some() { (2 * LANES, 4 * LANES) } else { (4 * LANES, 8 * LANES) };
    let columns = tile(extent(lanes), usual, most);
    let vectors = (columns + LANES - 1) / LANES;
    let height = rows.map_or(1, |rows| tile(extent(rows), (ACCUMULATORS / vectors).min(8), ACCUMULATORS / vectors));
    let order: Vec<String> = found.parallel.iter().map(|l| name(*l)).collect();
    let (lanes, lanes_extent) = (name(lanes), extent(lanes));
    let rows = rows.map(|r| (name(r), extent(r)));
    drop(found);

    let lanes_inner = split(plan, &lanes, lanes_extent, columns)?;
    let rows_inner = match &rows {
        Some((rows, extent)) => Some(split(plan, rows, *extent, height)?),
        None => None,
    };
    let parts = |n: &str| -> Option<&String> {
        if n == lanes {
            return Some(&lanes_inner);
        }
        rows_inner.as_ref().filter(|_| rows.as_ref().is_some_and(|(r, _)| r == n))
    };
    let outer = |n: &String| match parts(n) {
        Some(inner) => (inner != n).then(|| format!("{n}.o")),
        None => Some(n.clone()),
    };
    let mut loops: Vec<String> = order.iter().filter_map(outer).collect();
    loops.extend(rows_inner.clone());
    loops.push(lanes_inner.clone());
    if loops.len() > 1 {
        plan.step(format!("loop-reorder{{loops={}}}", loops.join(",")))?;
    }
    let tiles = rows.iter().map(|(r, e)| (r, *e, height)).chain([(&lanes, lanes_extent, columns)]);
    for (l, extent, factor) in tiles {
        if extent > factor && extent % factor != 0 {
            plan.step(format!("loop-peel{{loop={l}.o}}"))?;
        }
    }
    plan.steps(&["canonicalize", "cse"])?;
    for l in rows_inner.iter().chain([&lanes_inner]) {
        plan.step(format!("loop-expansion{{loop={l}}}"))?;
    }
    plan.steps(&["canonicalize", "cse", "unique-names", "mark-parallel"])?;
    let rows = rows_inner.map(|r| plan.copies(&r)).unwrap_or_default();
    let unroll = [rows, plan.copies(&lanes_inner)].concat();
    Ok(unroll.into_iter().map(name).collect())
}

/// Elements of the sum that are brought together at a time, and rows of the result that are gathered from them: 32 KiB of bytes, 64 KiB of sums.
const DEPTH: i64 = 512;
const HEIGHT: i64 = 256;
/// Vectors that dot products add to at a time: enough to hide how long one takes. Compilers begin to move vectors about where there are more.
const PRODUCTS: i64 = 16;

/// A contraction that a row computes lane by lane, a group of products at a time, in register tiles of `R` rows by up to 64 columns of sums. What
/// moves with the columns is brought together as the row takes it, `[group][column][element]`, once for all rows of a block; what is left of the sum
/// behind the last whole group is filled up with zeros. Returns the loops to unroll once they are vectors.
///
/// ```text
/// for row.o, col.o { sums[256][64] = 0
///   for k.o { packed = B[..]; for row.i.o { for k.i { for r < R, c < 64, e < 4 { sums[row.i.o + r][c] += A[..] * packed[k.i][c][e] } } } }
///   C[..] = sums }
/// ```
pub fn products(plan: &mut Plan, root: &str, lane_rows: &[LaneRow]) -> Result<Vec<String>> {
    let op = plan.loop_named(root).ok_or_else(|| Diagnostic::internal(format!("no loop `{root}`")))?;
    let found = operation::of(op);
    let Some(gathered) = &found.gathered else { return Err(does_not_apply("nothing is gathered", op)) };
    let Some(row) = lane_rows.iter().find(|r| r.gathers(gathered)) else {
        return Err(does_not_apply("no row gathers such values in lanes", op));
    };
    let group = row.group();
    drop(found);
    let contraction = Contraction::of(op, group)?;
    let width = contraction.width();
    let height = (PRODUCTS * LANES / width).min(8).min(contraction.rows.1);
    let block = contraction.block(plan, [HEIGHT / height * height, width], group, DEPTH / group)?;
    let mut unroll = whole_groups(&block, plan, height)?;
    if block.has_rest(plan) {
        last_group(&block, plan)?;
    }
    let columns = block.pad_columns(plan)?;
    if width > LANES {
        for l in &columns {
            plan.step(format!("loop-split{{loop={l} factor={LANES}}}"))?;
            unroll.push(format!("{l}.o"));
        }
    }
    plan.steps(&["canonicalize", "cse"])?;
    Ok(unroll)
}

/// The sum over whole groups, `k.o.o, k.o.i, k.i`.
fn whole_groups(block: &Block, plan: &mut Plan, height: i64) -> Result<Vec<String>> {
    let [part, groups, element] = ["o.o", "o.i", "i"].map(|suffix| format!("{}.{suffix}", block.depth));
    let [rows, lanes] = block.inside(plan, &groups)?;
    let packed = format!("{}_packed", block.packed);
    plan.step(format!("loop-reorder{{loops={part},{rows},{groups},{lanes},{element}}}"))?;
    let order = format!("order={groups},{lanes},{element}");
    plan.step(format!("cache{{buffer={} loop={part} name={packed} pad=true clear=true {order}}}", block.packed))?;
    if block.along {
        plan.step(format!("loop-reorder{{loops={packed}.1,{packed}.0,{packed}.2}}"))?;
    }
    plan.step(format!("loop-split{{loop={rows} factor={height}}}"))?;
    plan.step(format!("loop-peel{{loop={rows}.o}}"))?;
    plan.step(format!("loop-reorder{{loops={rows}.o,{groups},{rows}.i,{lanes},{element}}}"))?;
    Ok(vec![format!("{rows}.i"), format!("{packed}.2")])
}

/// What is left of the sum, `k.o.tail, k.i.tail`, as one group with zeros behind its end.
fn last_group(block: &Block, plan: &mut Plan) -> Result<()> {
    let [part, element] = ["o.tail", "i.tail"].map(|suffix| format!("{}.{suffix}", block.depth));
    let [rows, lanes] = block.inside(plan, &part)?;
    plan.step(format!("loop-reorder{{loops={part},{rows},{lanes},{element}}}"))?;
    let options = format!("loop={part} pad=true clear=true");
    plan.step(format!("cache{{buffer={} name={}_rest {options} order={lanes},{element}}}", block.packed, block.packed))?;
    plan.step(format!("cache{{buffer={} name={}_rest {options} order={rows},{element}}}", block.spread, block.spread))?;
    plan.step(format!("loop-pad{{loop={element}}}"))
}
