//! Rules for BANG C: contractions in tiles for the matrix unit, windows in tiles for the pooling intrinsics, both staged in NRAM.

use xpiler_ir::{Diagnostic, Op, Result, machine::Machine};
use xpiler_passes::analysis::{
    linear::Linear,
    nest::{Access, Expr, Update},
    operation::{self, product},
};

use super::{
    begins, buffer_name, buffers, does_not_apply, extent, gives_up, is_fixed, longest_inside, split, stage, stride, tiles,
};
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
        return Err(gives_up("one task would do all the work"));
    }
    plan.step(format!(
        "loop-reorder{{loops={}}}",
        [outer.clone(), vec![rows_inner.clone(), columns_inner.clone()]].concat().join(",")
    ))?;
    let (reductions, length) = longest_inside(plan, reductions)?;
    let step = split(plan, &reductions[reductions.len() - 1], length, DEPTH)?;
    let at = begins(&reductions, &step, &outer);
    let arrays = stage(plan, [&rows_inner, &columns_inner], &step, &buffers, &at, "nram")?.arrays;
    // The matrix unit needs no more than as many arrays again for each operand: in another order, and beside the sums.
    super::pipeline(plan, &at, &arrays, |_| true, |one, both| both + 2 * one <= machine.usable("nram"));
    Ok(())
}

/// Channels of a tile: what the vector unit works on at once. 128 bytes, which older machines ask of the pooling intrinsics, divide it.
const CHANNELS: i64 = 64;
/// Windows of a tile in each direction, at most.
const WINDOWS: i64 = 16;

/// A loop inside of a window, and the loop over windows that moves in the same direction, if there is more than one.
struct Direction {
    over: Option<Op>,
    /// Elements from one window to the next, in steps of the loop inside.
    by: i64,
    length: i64,
}

impl Direction {
    /// The loops that move in the direction in which the loop `inside` moves: by the smallest multiple of its steps.
    fn of(inside: Op, place: &Access, over: &[Op]) -> Option<Self> {
        let moves = |op: Op| place.index.split(op.body().arg(0)).map(|(c, _)| c).filter(|c| *c != Linear::default());
        let unit = moves(inside)?;
        let length = inside.operand(1).const_int()?;
        let along = over.iter().filter_map(|over| Some((*over, moves(*over)?.quotient(&unit)?)));
        let next = along.min_by_key(|(_, by)| *by);
        Some(Self { over: next.map(|(over, _)| over), by: next.map_or(1, |(_, by)| by), length })
    }

    /// The number of windows.
    fn extent(&self) -> i64 {
        self.over.map_or(1, extent)
    }

    /// The number of tiles of so many windows.
    fn tiles(&self, windows: i64) -> i64 {
        self.over.map_or(1, |l| tiles(l, windows))
    }

    /// The elements that so many windows reach.
    fn reach(&self, windows: i64) -> i64 {
        (windows - 1).saturating_mul(self.by).saturating_add(self.length)
    }
}

/// A gathering over windows: tasks take tiles of windows and channels, whose elements are staged in NRAM, as their results are. Tiles run at full
/// length, so that `tensorize` finds nests that a pooling intrinsic computes.
pub fn pooling(plan: &mut Plan, root: &str, machine: &Machine) -> Result<()> {
    let op = plan.loop_named(root).ok_or_else(|| Diagnostic::internal(format!("no loop `{root}`")))?;
    let found = operation::of(op);
    let (Some(gathered), Some(result)) = (&found.gathered, &found.result) else {
        return Err(does_not_apply("nothing is gathered", op));
    };
    let f32 = op.ctx().f32();
    let (Expr::Load(place), Update::Accumulate { combine, .. }) = (&gathered.value, &gathered.update) else {
        return Err(does_not_apply("what is gathered is no element", op));
    };
    if place.buffer.ty().element() != f32 || result.buffer.ty().element() != f32 {
        return Err(does_not_apply("the elements are not f32", op));
    }
    if !["arith.addf", "arith.maxnumf", "arith.minnumf"].contains(&combine.as_str()) {
        return Err(does_not_apply("no pooling intrinsic gathers this way", op));
    }
    let directions = found.reductions.iter().map(|l| Direction::of(*l, place, &found.parallel)).collect::<Option<Vec<_>>>();
    let mut directions = directions.unwrap_or_default();
    if let [a, b] = directions.as_mut_slice()
        && a.over == b.over
    {
        // The loop moves in the direction of which it is the smaller multiple; there is one window in the other.
        let other = if a.by < b.by { b } else { a };
        other.over = None;
    }
    if found.parallel.iter().all(|l| directions.iter().any(|d| d.over == Some(*l)))
        && let Some(apart) = directions.iter_mut().filter(|d| d.over.is_some() && d.by >= d.length).max_by_key(|d| d.by)
    {
        // Windows that do not overlap are as good as channels.
        apart.over = None;
    }
    let over: Vec<Op> = directions.iter().filter_map(|d| d.over).collect();
    let is_window = directions.len() == 2 || directions.len() == 1 && over.len() == 1;
    if !is_window {
        return Err(does_not_apply("the sum is not over a window of known size", op));
    }
    let others = || found.parallel.iter().copied().filter(|l| !over.contains(l));
    let channels = others().max_by_key(|l| (stride(place, *l) == Some(1), extent(*l).min(CHANNELS)));
    let Some(channels) = channels.filter(|l| !is_fixed(place, *l)) else {
        return Err(does_not_apply("there are no channels", op));
    };
    let (Some(source), Some(target)) = (buffer_name(place.buffer), buffer_name(result.buffer)) else {
        return Err(does_not_apply("an operand has no name", op));
    };

    // The elements and the results are on the chip twice, if they must be turned; as much is left for vectors.
    let room = machine.usable("nram") / 4 / 5;
    let mut wide = extent(channels).min(CHANNELS);
    let mut windows: Vec<i64> = directions.iter().map(|d| d.extent().min(WINDOWS)).collect();
    let fits = |windows: &[i64], wide: i64| {
        let reached = directions.iter().zip(windows).map(|(d, n)| d.reach(*n)).fold(wide, i64::saturating_mul);
        reached.max(windows.iter().product::<i64>() * wide) <= room
    };
    let shared = |windows: &[i64], wide: i64| {
        let around = others().filter(|l| *l != channels).map(extent).fold(tiles(channels, wide), i64::saturating_mul);
        let tiles = directions.iter().zip(windows).map(|(d, n)| d.tiles(*n)).fold(around, i64::saturating_mul);
        tiles >= machine.default_tasks
    };
    while windows[0] > 2 && !(fits(&windows, wide) && shared(&windows, wide)) {
        windows[0] = (windows[0] + 1) / 2;
    }
    let last = windows.len() - 1;
    while windows[last] > 2 && !fits(&windows, wide) {
        windows[last] = (windows[last] + 1) / 2;
    }
    if wide == CHANNELS && !(fits(&windows, wide) && shared(&windows, wide)) {
        wide /= 2;
    }
    if !fits(&windows, wide) {
        return Err(does_not_apply("not even a few windows fit in NRAM", op));
    }
    let order: Vec<String> = found.parallel.iter().copied().map(name).collect();
    let windowed = directions.iter().zip(&windows).filter_map(|(d, n)| Some((d.over?, *n)));
    let sizes: Vec<(String, i64, i64)> = windowed.chain([(channels, wide)]).map(|(l, size)| (name(l), extent(l), size)).collect();
    drop(found);

    let mut inner = vec![];
    for (l, extent, size) in &sizes {
        inner.push((l.clone(), split(plan, l, *extent, *size)?));
    }
    let part = |l: &String| inner.iter().find(|(n, _)| n == l).map(|(_, i)| i);
    let outer: Vec<String> = order
        .iter()
        .filter_map(|l| match part(l) {
            Some(i) => (i != l).then(|| format!("{l}.o")),
            None => Some(l.clone()),
        })
        .collect();
    let Some(at) = outer.last().cloned() else {
        return Err(gives_up("one task would do all the work"));
    };
    let inside: Vec<String> = order.iter().filter_map(part).cloned().collect();
    plan.step(format!("loop-reorder{{loops={}}}", [outer, inside.clone()].concat().join(",")))?;
    plan.steps(&["canonicalize", "cse"])?;
    plan.step(format!("cache{{buffer={source} loop={at} space=nram name={source}_tile pad=true}}"))?;
    plan.step(format!("cache{{buffer={target} loop={at} space=nram name={target}_tile}}"))?;
    plan.steps(&["canonicalize", "cse"])?;
    for l in inside {
        plan.step(format!("loop-pad{{loop={l}}}"))?;
    }
    plan.steps(&["canonicalize", "cse"])
}
