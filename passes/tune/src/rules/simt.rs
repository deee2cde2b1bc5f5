//! Rules for GPUs: contractions in tiles of a block, staged in shared memory, with a tile of sums in the registers of each thread; rows that the threads of
//! a block share; elements of which each thread computes several.

use xpiler_ir::{Diagnostic, Op, Result, Type, machine::Machine, names};
use xpiler_passes::{
    analysis::{
        nest::{Access, Nest, access},
        operation::{self, Operation, product},
        shape::parallel_chain,
        trips::static_trips,
    },
    lower::{
        simt::shared_bytes,
        tensorize::warps::Unit,
        vector_loops::{WIDEST, is_vector},
    },
};

use super::{
    Staged, begins, buffer_name, buffers, does_not_apply, extent, gives_up, inside, is_fixed, longest_inside, split, stage,
    stride, tile, tiles,
};
use crate::{
    Target,
    plan::{Plan, is_copy, name},
};

/// Rows and columns of a block's tile, at most.
const TILE: i64 = 64;
/// Rows and columns of a thread's tile.
const OWN: i64 = 4;
/// Products of each sum between two barriers.
const DEPTH: i64 = 16;
/// Warps of a block whose lanes multiply matrices together.
const WARPS: i64 = 4;
/// Products of each sum between two barriers, where many are computed at a time.
const PACKED_DEPTH: i64 = 32;

/// Threads of a block that share a row.
const ROW: i64 = 256;

/// Elements that a thread computes at a time: as many as a vector has members.
const MEMBERS: i64 = 4;
/// Blocks for each multiprocessor that there must be, if threads are to compute several elements.
const BLOCKS: i64 = 4;

/// What is multiplied at a time.
#[derive(Clone, Copy)]
pub enum Factors {
    /// Two numbers.
    Numbers,
    /// So many numbers that follow each other in the sum, by a thread.
    Groups(i64),
    /// Two matrices, by a warp.
    Matrices(Unit),
}

/// Elements that are computed one by one: every thread takes as many as one access is wide, where they follow each other in all buffers, and where that
/// leaves enough threads.
///
/// ```text
/// for i < n { y[i] = f(x[i]) }    ->    for i.o < n by 4 { vector for i.i < 4 { if (i.o + i.i < n) y[i.o + i.i] = f(x[i.o + i.i]) } }
/// ```
pub fn elementwise(plan: &mut Plan, root: &str, machine: &Machine) -> Result<()> {
    let op = plan.loop_named(root).ok_or_else(|| Diagnostic::internal(format!("no loop `{root}`")))?;
    let nest = parallel_chain(op, 3);
    let last = nest[nest.len() - 1];
    let loaded = last.find("memref.load").into_iter().map(|l| l.result(0).ty());
    let stored = last.find("memref.store").into_iter().map(|s| s.operand(0).ty());
    let Some(bits) = loaded.chain(stored).map(Type::bits).max().filter(|bits| *bits >= 8) else {
        return Err(does_not_apply("nothing is loaded or stored", op));
    };
    let group = (WIDEST * 8 / i64::from(bits)).min(MEMBERS);
    let elements = nest.iter().map(|l| extent(*l)).fold(1, i64::saturating_mul);
    if elements / group < BLOCKS * machine.multiprocessors * machine.default_block {
        return Err(does_not_apply("there are few elements", op));
    }
    let (last, extent) = (name(last), extent(last));
    let guard = if extent % group == 0 { "" } else { " guard=true" };
    plan.step(format!("loop-split{{loop={last} factor={group}{guard}}}"))?;
    plan.steps(&["canonicalize", "cse"])?;
    let vector = format!("{last}.i");
    let op = plan.loop_named(&vector).ok_or_else(|| Diagnostic::internal(format!("no loop `{vector}`")))?;
    if !is_vector(op) {
        return Err(does_not_apply("elements do not follow each other everywhere", op));
    }
    plan.step(format!("loop-bind{{loop={vector} to=vector}}"))
}

/// Rows: a block takes one, its threads share every loop over it, sums and extrema are gathered in shared memory.
pub fn rows(plan: &mut Plan, root: &str, machine: &Machine) -> Result<()> {
    let op = plan.loop_named(root).ok_or_else(|| Diagnostic::internal(format!("no loop `{root}`")))?;
    let found = operation::of(op);
    let Some(row) = found.parallel.last().copied().filter(|_| found.parallel.len() <= 3) else {
        return Err(does_not_apply("no loop over rows is parallel", op));
    };
    let along: Vec<Op> = row.body().body_ops().into_iter().filter(|o| o.is("scf.for")).collect();
    if along.is_empty() || !along.iter().any(|l| reads_along(*l)) {
        return Err(does_not_apply("no loop reads along a row", op));
    }
    let outer: Vec<String> = found.parallel.iter().map(|l| name(*l)).collect();
    let along: Vec<(String, bool)> = along.into_iter().map(|l| (name(l), l.attr(names::PARALLEL).is_some())).collect();
    drop(found);
    unbind(plan, &outer)?;
    for (l, is_parallel) in along {
        if is_parallel {
            plan.step(format!("loop-split{{loop={l} factor={ROW} guard=true}}"))?;
            plan.steps(&["canonicalize", "cse"])?;
            if plan.loop_named(&format!("{l}.o")).is_some() {
                plan.step(format!("loop-reorder{{loops={l}.i,{l}.o}}"))?;
            }
            plan.step(format!("loop-bind{{loop={l}.i to=threadIdx.x}}"))?;
        } else {
            gather_in_block(plan, &l)?;
        }
    }
    bind_blocks(plan, &outer)?;
    plan.steps(&["canonicalize", "cse"])?;
    if plan.loop_named(root).map_or(0, shared_bytes) > machine.usable("shared") {
        return Err(gives_up("a row's arrays do not fit into shared memory"));
    }
    Ok(())
}

/// Gives what a loop gathers to the threads of a block.
fn gather_in_block(plan: &mut Plan, l: &str) -> Result<()> {
    plan.step(format!("loop-reduce{{loop={l} lanes={ROW}}}"))?;
    ["i", "tree"].iter().try_for_each(|part| plan.step(format!("loop-bind{{loop={l}.{part} to=threadIdx.x}}")))
}

/// Sums of products along rows: the threads of a block share a row, each takes a group of products at a time; what is left of the sum behind the last
/// whole group comes behind. A few results that are made of the same elements of one factor are a block's together, which reads these once.
///
/// ```text
/// for n { for m < 4 { sum[m] = 0 } for k.o { for m < 4 { for k.i < 4 { sum[m] += a[m][k.o + k.i] * b[n][k.o + k.i] } } } .. for m < 4 { y[m][n] = sum[m] } }
/// ```
pub fn group_rows(plan: &mut Plan, root: &str, size: i64) -> Result<()> {
    let op = plan.loop_named(root).ok_or_else(|| Diagnostic::internal(format!("no loop `{root}`")))?;
    let found = operation::of(op);
    let along = depth(&found).filter(|l| found.reductions == [*l]);
    let along = along.ok_or_else(|| does_not_apply("the elements of a group do not follow each other", op))?;
    let loads = found.gathered.as_ref().map(Nest::loads).unwrap_or_default();
    let shares = |l: &&Op| (2..=2 * OWN).contains(&extent(**l)) && loads.iter().any(|f| is_fixed(f, **l));
    let few = found.parallel.iter().filter(shares).max_by_key(|l| extent(**l)).filter(|_| found.parallel.len() > 1).copied();
    let outer: Vec<String> = found.parallel.iter().filter(|l| Some(**l) != few).map(|l| name(*l)).collect();
    if outer.len() > 3 {
        return Err(does_not_apply("more than three loops are for blocks", op));
    }
    let (along, few) = (name(along), few.map(name));
    drop(found);
    unbind(plan, &outer)?;
    if let Some(few) = &few {
        unbind(plan, std::slice::from_ref(few))?;
        plan.step(format!("loop-reorder{{loops={},{few}}}", outer.join(",")))?;
        plan.step(format!("loop-expansion{{loop={few}}}"))?;
        plan.steps(&["canonicalize", "cse", "unique-names", "mark-parallel"])?;
    }
    let groups = whole_groups(plan, &along, size)?;
    let inside = plan.loop_named(&groups).map(|op| op.find("scf.for")).unwrap_or_default();
    if let Some(results) = few.and_then(|few| inside.into_iter().map(name).find(|l| is_copy(l, &few))) {
        plan.step(format!("loop-reorder{{loops={results},{along}.i}}"))?;
    }
    gather_in_block(plan, &groups)?;
    bind_blocks(plan, &outer)?;
    plan.steps(&["canonicalize", "cse"])
}

/// Every thread adds up an element of the result for itself, a group of products at a time.
pub fn groups(plan: &mut Plan, root: &str, size: i64) -> Result<()> {
    let op = plan.loop_named(root).ok_or_else(|| Diagnostic::internal(format!("no loop `{root}`")))?;
    let found = operation::of(op);
    let Some(last) = depth(&found) else { return Err(does_not_apply("the elements of a group do not follow each other", op)) };
    let (sums, last) = (found.reductions.iter().map(|l| name(*l)).collect(), name(last));
    drop(found);
    inside(plan, sums, last.clone())?;
    whole_groups(plan, &last, size).map(drop)
}

/// The loop of a sum of products that moves every factor by one element.
fn depth(found: &Operation) -> Option<Op> {
    let loads = found.gathered.as_ref()?.loads();
    found.reductions.iter().rev().find(|l| loads.iter().all(|f| stride(f, **l) == Some(1))).copied()
}

/// Splits a loop into groups of iterations, those that are left behind the last whole group apart; gives the loop over the groups.
fn whole_groups(plan: &mut Plan, l: &str, size: i64) -> Result<String> {
    plan.step(format!("loop-split{{loop={l} factor={size}}}"))?;
    plan.step(format!("loop-peel{{loop={l}.o}}"))?;
    Ok(format!("{l}.o"))
}

/// Does a loop read elements one after the other?
fn reads_along(op: Op) -> bool {
    op.find("memref.load").into_iter().filter_map(access).any(|a| stride(&a, op) == Some(1))
}

/// A loop over a tile: the blocks' part, if the tile is not all of it, and the tile's.
struct Tiled {
    outer: Option<String>,
    inner: String,
    /// Iterations of the tile.
    size: i64,
    /// How many of them a thread has.
    own: i64,
}

/// Where the rows of a contraction are a block's already.
#[derive(Clone, Copy)]
pub struct Within<'a> {
    /// The loop that is bound to blocks.
    pub block: &'a str,
    /// Rows of the block, at most.
    pub rows: i64,
    /// Threads in x and y.
    pub threads: [i64; 2],
}

/// A contraction: blocks take tiles of rows and columns, the sum runs in steps whose operands are staged in shared memory, every thread
/// gathers `OWN` by `OWN` sums. Tiles of known sizes are cut for as many blocks as the machine runs at a time. Where copies are asynchronous, the next step
/// is copied during this one, if shared memory has room for it. `tensorize` puts rows in the place of loops over groups, and of those over matrices, which
/// warps multiply, rows of the tile a warp. `within` a block, `root` is the loop over its rows, and tiles of columns follow each other.
/// Gives the names of the arrays that are staged.
pub fn contraction(
    plan: &mut Plan,
    root: &str,
    target: &Target,
    machine: &Machine,
    at_a_time: Factors,
    within: Option<Within>,
) -> Result<Vec<String>> {
    let unit = if let Factors::Matrices(unit) = at_a_time { Some(unit) } else { None };
    let op = plan.loop_named(root).ok_or_else(|| Diagnostic::internal(format!("no loop `{root}`")))?;
    let found = operation::of(op);
    let (Some(gathered), Some(result)) = (&found.gathered, &found.result) else {
        return Err(does_not_apply("nothing is gathered", op));
    };
    let factors = product(&gathered.value).unwrap_or_default();
    let Some(columns) = found.parallel.iter().rev().find(|l| stride(result, **l) == Some(1) && extent(**l) > OWN).copied() else {
        return Err(does_not_apply("no loop moves by one element", op));
    };
    // Rows use the same column of an operand, columns the same row of another.
    let shares = |l: &&Op| {
        **l != columns
            && extent(**l) > OWN
            && factors.iter().any(|f| is_fixed(f, **l) && !is_fixed(f, columns))
            && factors.iter().any(|f| is_fixed(f, columns) && !is_fixed(f, **l))
    };
    let may_be_rows = |l: &&Op| within.is_none() || **l == op;
    let Some(rows) = found.parallel.iter().filter(may_be_rows).filter(shares).max_by_key(|l| extent(**l)).copied() else {
        return Err(does_not_apply("no operand is used more than once", op));
    };
    let others: Vec<Op> = found.parallel.iter().copied().filter(|l| *l != rows && *l != columns).collect();
    if others.len() > usize::from(within.is_none()) {
        return Err(does_not_apply("more than three loops are parallel", op));
    }
    let (mut height, mut width) = (TILE.min(extent(rows)), TILE.min(extent(columns)));
    if let Some(unit) = unit {
        // Whole tiles of whole matrices: what is behind the end is padding.
        (height, width) = (WARPS * unit.sizes[0], TILE / unit.sizes[1] * unit.sizes[1]);
        if within.is_some() {
            width = whole_matrices(extent(columns), width, unit.sizes[1]);
        }
        if extent(rows) <= height && within.is_none() || width == 0 || extent(columns) < width {
            return Err(does_not_apply("it is smaller than a tile", op));
        }
    }
    if let Some(within) = within {
        height = within.rows;
    }
    if matches!(at_a_time, Factors::Groups(_)) && found.reductions.len() == 1 && height.min(width) <= 2 * OWN {
        return Err(does_not_apply("a tile is for so few threads that rows keep more of them busy", op));
    }
    let around = others.iter().map(|o| extent(*o)).fold(tiles(columns, width), i64::saturating_mul);
    while unit.is_none()
        && within.is_none()
        && height > 2 * OWN
        && tiles(rows, height).saturating_mul(around) < machine.multiprocessors
    {
        height = (height / 2 + OWN - 1) / OWN * OWN;
    }
    let buffers = buffers(&factors).ok_or_else(|| does_not_apply("an operand has no name", op))?;
    let reductions: Vec<(String, i64)> = found.reductions.iter().map(|l| (name(*l), extent(*l))).collect();
    // What the block made itself is in its memory, unless it must be padded.
    let is_local = |f: &&&Access| f.buffer.def_by("memref.alloca").is_some() && within.is_some();
    let ends_whole = |size: i64| found.reductions.iter().all(|l| extent(*l) % size == 0 && extent(*l) != i64::MAX);
    let local = factors.iter().filter(is_local).filter(|_| ends_whole(unit.map_or(1, |u| u.sizes[2])));
    let local: Vec<String> = local.filter_map(|f| buffer_name(f.buffer)).collect();
    let into = buffer_name(result.buffer);
    let depth = depth(&found).map(|l| (name(l), extent(l)));
    let others: Vec<String> = others.into_iter().map(name).collect();
    let (rows, rows_extent, columns, columns_extent) = (name(rows), extent(rows), name(columns), extent(columns));
    drop(found);

    let mut rows = match within {
        Some(_) => Tiled { outer: None, inner: rows, size: height, own: OWN },
        None => tiled(plan, &rows, rows_extent, height)?,
    };
    let mut columns = tiled(plan, &columns, columns_extent, width)?;
    if let Some([x, y]) = within.map(|w| w.threads).or(unit.map(|u| [u.lanes, WARPS])) {
        (rows.own, columns.own) = ((height + y - 1) / y, (width + x - 1) / x);
    }
    let outer: Vec<String> = others.iter().cloned().chain(rows.outer.clone()).chain(columns.outer.clone()).collect();
    unbind(plan, &outer)?;
    let order = [outer.clone(), vec![rows.inner.clone(), columns.inner.clone()]].concat();
    if outer.is_empty() && within.is_none() {
        return Err(gives_up("one block would do all the work"));
    }
    plan.step(format!("loop-reorder{{loops={}}}", order.join(",")))?;
    // What is around the steps of the sum.
    let around: Vec<String> = within.iter().map(|w| w.block.to_owned()).chain(outer.iter().cloned()).collect();
    let (at, last) = if let Factors::Matrices(Unit { sizes: [.., size], .. }) | Factors::Groups(size) = at_a_time {
        let (sums, length) = match (at_a_time, depth) {
            (Factors::Groups(_), Some((last, length))) => {
                (inside(plan, reductions.into_iter().map(|(n, _)| n).collect(), last)?, length)
            }
            (Factors::Groups(_), None) => {
                return Err(gives_up("the elements of a group do not follow each other"));
            }
            _ => longest_inside(plan, reductions)?,
        };
        let most = PACKED_DEPTH.min(length) / size * size;
        // What is on the chip already is not padded.
        let depth = if local.is_empty() { most } else { whole_matrices(length, most, size) };
        if depth == 0 {
            return Err(gives_up("the sum is shorter than what is multiplied at a time"));
        }
        let step = split(plan, &sums[sums.len() - 1], length, depth)?;
        (begins(&sums, &step, &around), step)
    } else {
        // The outermost loop of the sum makes the steps.
        let first = reductions.first().cloned().ok_or_else(|| Diagnostic::internal("a contraction has a sum"))?;
        let inner: i64 = reductions[1..].iter().map(|(_, e)| *e).fold(1, i64::saturating_mul);
        let depth = (DEPTH * 4 / inner).clamp(1, DEPTH);
        let step = split(plan, &first.0, first.1, tile(first.1, depth, depth))?;
        (begins(&[first.0], &step, &around), step)
    };
    let in_steps = last.strip_suffix(".i").is_some_and(|sum| at == format!("{sum}.o"));
    if in_steps && !local.is_empty() {
        // Where a step begins in what is read as it lies is a multiple that rows can be told.
        plan.step(format!("loop-count{{loop={at}}}"))?;
    }
    let buffers: Vec<String> = buffers.into_iter().filter(|b| !local.contains(b)).collect();
    let Staged { arrays: staged, tile } = stage(plan, [&rows.inner, &columns.inner], &last, &buffers, &at, "shared")?;
    if let Some(unit) = unit {
        bind_warps(plan, rows.own, &tile, (&last, into.as_deref()), unit)?;
    }
    bind_tiles(plan, [rows.own, columns.own], &tile, &at)?;
    if let Factors::Groups(size) = at_a_time {
        split_groups(plan, &last, size)?;
        for array in &staged {
            // Neighbours read neighbouring groups. Where it refuses, they read groups of a line.
            let _ = plan.step(format!("pack{{buffer={array} factor={size}}}"));
        }
        plan.steps(&["canonicalize", "cse"])?;
    }
    if within.is_none() {
        bind_blocks(plan, &outer)?;
    }
    let threads = within.map_or([columns.size / columns.own, rows.size / rows.own], |w| w.threads);
    for array in &staged {
        bind_copy(plan, array, threads)?;
    }
    if target.platform == "cuda" {
        let is_shared = |array: &Op| array.str_attr(names::SPACE).as_deref() == Some("shared");
        // Another block has room beside this one.
        super::pipeline(plan, &at, &staged, is_shared, |_, both| 2 * both <= machine.usable("shared"));
    }
    Ok(staged)
}

/// The most iterations, up to `most`, that are made of whole groups of `size` and leave no rest; else as many as there can be.
fn whole_matrices(extent: i64, most: i64, size: i64) -> i64 {
    let most = most.min(extent) / size * size;
    let fitting = (1..=most / size).rev().map(|n| n * size).find(|n| extent != i64::MAX && extent % n == 0);
    fitting.unwrap_or(most)
}

fn tiled(plan: &mut Plan, name: &str, extent: i64, size: i64) -> Result<Tiled> {
    let inner = split(plan, name, extent, size)?;
    let outer = (inner != name).then(|| format!("{name}.o"));
    // What is left of a tile that threads do not divide evenly would be a thread's of its own.
    let own = (1..=OWN).rev().find(|n| size % n == 0).unwrap_or(1);
    Ok(Tiled { outer, inner, size, own })
}

/// Undoes what the source had loops on.
pub(super) fn unbind(plan: &mut Plan, loops: &[String]) -> Result<()> {
    for l in loops {
        if plan.loop_named(l).is_some_and(|op| op.attr(names::BIND).is_some()) {
            plan.step(format!("loop-bind{{loop={l} to=none}}"))?;
        }
    }
    Ok(())
}

/// Binds the outermost loops to blocks, the innermost of them to x.
pub(super) fn bind_blocks(plan: &mut Plan, outer: &[String]) -> Result<()> {
    for (l, to) in outer.iter().rev().zip(["blockIdx.x", "blockIdx.y", "blockIdx.z"]) {
        plan.step(format!("loop-bind{{loop={l} to={to}}}"))?;
    }
    Ok(())
}

/// Gives the nests that fill the tile or add to it to warps, `own` rows of the tile a warp, matrix by matrix. `sum`: the innermost loop of the sum; `into`:
/// the array of the results, if there is one.
fn bind_warps(
    plan: &mut Plan,
    own: i64,
    [rows, columns]: &[Vec<String>; 2],
    (sum, into): (&str, Option<&str>),
    unit: Unit,
) -> Result<()> {
    let is_tile = |a: Op| !a.result(0).ty().shape().is_empty() && a.str_attr(names::NAME).as_deref() != into;
    let writes_tile =
        |c: &Op| c.find("memref.store").into_iter().any(|s| s.operand(1).def_by("memref.alloca").is_some_and(is_tile));
    let nests: Vec<(Op, Op)> = columns
        .iter()
        .filter_map(|c| plan.loop_named(c))
        .filter(writes_tile)
        .filter_map(|c| Some((c.ancestors().find(|a| rows.contains(&name(*a)))?, c)))
        .collect();
    let has_sum = |r: &Op, c: &Op| c.ancestors().chain(r.find("scf.for")).any(|l| name(l) == sum);
    let nests: Vec<(String, String, bool)> = nests.into_iter().map(|(r, c)| (name(r), name(c), has_sum(&r, &c))).collect();
    for (r, c, has_sum) in nests {
        let [m, n, k] = unit.sizes;
        plan.step(format!("loop-split{{loop={r} factor={own}}}"))?;
        let mut order = vec![format!("{r}.o")];
        let mut inside = vec![];
        // The sum's loop stays around what it adds to.
        let sum = has_sum.then(|| (sum.to_owned(), k));
        for (l, size) in sum.into_iter().chain([(format!("{r}.i"), m), (c.clone(), n)]) {
            plan.step(format!("loop-split{{loop={l} factor={size}}}"))?;
            order.push(format!("{l}.o"));
            inside.push(format!("{l}.i"));
        }
        plan.steps(&["canonicalize", "cse"])?;
        order.extend(inside);
        order.retain(|l| plan.loop_named(l).is_some());
        plan.step(format!("loop-reorder{{loops={}}}", order.join(",")))?;
        plan.step(format!("loop-bind{{loop={r}.o to=threadIdx.y}}"))?;
    }
    Ok(())
}

/// Splits the innermost loop of a sum into groups, in whose loops a thread's tile is, and the products of a group, which are innermost.
fn split_groups(plan: &mut Plan, sum: &str, size: i64) -> Result<()> {
    plan.step(format!("loop-split{{loop={sum} factor={size}}}"))?;
    plan.steps(&["canonicalize", "cse"])?;
    let products = format!("{sum}.i");
    let tile = plan.loop_named(&products).map(|op| op.find("scf.for")).unwrap_or_default();
    let mut order: Vec<String> = tile.into_iter().map(name).filter(|l| *l != products).collect();
    if order.is_empty() {
        return Ok(());
    }
    order.push(products);
    plan.step(format!("loop-reorder{{loops={}}}", order.join(",")))
}

/// Gives every nest over the tile to the threads: rows to y, columns to x, `own` of each to one thread, everything else inside.
fn bind_tiles(plan: &mut Plan, own: [i64; 2], [rows, columns]: &[Vec<String>; 2], staged_at: &str) -> Result<()> {
    let is_row = |l: &Op| rows.contains(&name(*l));
    let nests: Vec<(String, String)> = columns
        .iter()
        .filter_map(|c| plan.loop_named(c))
        .filter_map(|c| Some((name(c.ancestors().find(is_row).or_else(|| c.find("scf.for").into_iter().find(is_row))?), name(c))))
        .collect();
    for (r, c) in nests {
        let mut parts = [r, c].map(|l| [l, String::new()]);
        for ([outer, inner], own) in parts.iter_mut().zip(own).filter(|(_, own)| *own > 1) {
            plan.step(format!("loop-split{{loop={outer} factor={own}}}"))?;
            (*inner, *outer) = (format!("{outer}.i"), format!("{outer}.o"));
        }
        plan.steps(&["canonicalize", "cse"])?;
        let [[rows, own_rows], [columns, own_columns]] = parts;
        let parts = [rows, columns, own_rows, own_columns];
        // A part with one iteration is gone.
        let present: Vec<Op> = parts.iter().filter_map(|p| plan.loop_named(p)).collect();
        let Some(innermost) = present.iter().max_by_key(|l| l.ancestors().count()).copied() else { continue };
        let outermost = present.iter().min_by_key(|l| l.ancestors().count()).copied().expect("not empty");
        // Loops of the sum around the nest, which threads run each for themselves, and between its parts.
        let outside = outermost.ancestors().take_while(|a| name(*a) != staged_at && a.attr(names::PARALLEL).is_none());
        let root = outside.last().unwrap_or(outermost);
        let between: Vec<String> = std::iter::once(innermost)
            .chain(innermost.ancestors())
            .take_while(|a| Some(*a) != root.parent())
            .map(name)
            .filter(|n| !parts.contains(n))
            .collect();
        let has = |p: &&String| plan.loop_named(p).is_some();
        let mut order: Vec<String> = parts[..2].iter().filter(has).cloned().collect();
        order.extend(between.into_iter().rev());
        order.extend(parts[2..].iter().filter(has).cloned());
        plan.step(format!("loop-reorder{{loops={}}}", order.join(",")))?;
        for (l, to) in [(&parts[0], "threadIdx.y"), (&parts[1], "threadIdx.x")] {
            if plan.loop_named(l).is_some() {
                plan.step(format!("loop-bind{{loop={l} to={to}}}"))?;
            }
        }
    }
    Ok(())
}

/// Gives the copy that fills an array to the threads: several elements at once, if they stand next to each other; else one by one.
fn bind_copy(plan: &mut Plan, array: &str, threads: [i64; 2]) -> Result<()> {
    let before = plan.clone();
    bind_wide_copy(plan, array, threads).or_else(|d| {
        tracing::debug!(array, "{}", d.message);
        *plan = before;
        bind_plain_copy(plan, array, threads)
    })
}

/// Gives groups of consecutive elements of the last dimension to the threads, in the order in which they stand in the array.
fn bind_wide_copy(plan: &mut Plan, array: &str, [x, y]: [i64; 2]) -> Result<()> {
    let dims: Vec<Op> = (0..).map_while(|d| plan.loop_named(&format!("{array}.{d}"))).collect();
    let store = dims.last().and_then(|l| l.find("memref.store").first().copied());
    let (Some(last), Some(store)) = (dims.last(), store) else {
        return Err(Diagnostic::internal(format!("no copy fills `{array}`")));
    };
    let group = WIDEST * 8 / i64::from(store.operand(1).ty().element().bits());
    if group < 2 || extent(*last) == i64::MAX || extent(*last) % group != 0 {
        return Err(does_not_apply("rows are not made of whole groups", *last));
    }
    let groups = dims.iter().map(|l| extent(*l)).fold(1, i64::saturating_mul) / group;
    let mut loops: Vec<String> = dims[..dims.len() - 1].iter().map(|l| name(*l)).collect();
    let (last, last_extent) = (name(*last), extent(*last));
    let vector = split(plan, &last, last_extent, group)?;
    plan.steps(&["canonicalize", "cse"])?;
    if vector != last {
        loops.push(format!("{last}.o"));
    }
    let op = plan.loop_named(&vector).ok_or_else(|| Diagnostic::internal(format!("no loop `{vector}`")))?;
    if !is_vector(op) {
        return Err(does_not_apply("elements do not stand next to each other", op));
    }
    if loops.len() > 1 {
        plan.step(format!("loop-fuse{{loops={}}}", loops.join(",")))?;
    }
    let all = loops.join(".");
    let share = |plan: &mut Plan, l: &str, size: i64, by: i64| -> Result<(String, i64)> {
        if size <= by {
            return Ok((String::new(), 1));
        }
        plan.step(format!("loop-split{{loop={l} factor={by} guard=true}}"))?;
        Ok((format!("{l}.o"), (size + by - 1) / by))
    };
    let (rest, left) = share(plan, &all, groups, x)?;
    let on_x = if rest.is_empty() { all } else { format!("{all}.i") };
    let mut order = vec![on_x.clone()];
    if !rest.is_empty() {
        let (outer, _) = share(plan, &rest, left, y)?;
        let on_y = if outer.is_empty() { rest } else { format!("{rest}.i") };
        plan.steps(&["canonicalize", "cse"])?;
        order.insert(0, on_y.clone());
        order.extend(Some(outer).filter(|o| !o.is_empty()));
        plan.step(format!("loop-reorder{{loops={}}}", order.join(",")))?;
        plan.step(format!("loop-bind{{loop={on_y} to=threadIdx.y}}"))?;
    }
    plan.step(format!("loop-bind{{loop={on_x} to=threadIdx.x}}"))?;
    plan.step(format!("loop-bind{{loop={vector} to=vector}}"))
}

/// Gives the copy that fills an array to the threads: the last dimension to x, the first to y.
fn bind_plain_copy(plan: &mut Plan, array: &str, threads: [i64; 2]) -> Result<()> {
    let dims: Vec<(String, i64)> =
        (0..).map_while(|d| plan.loop_named(&format!("{array}.{d}"))).map(|l| (name(l), extent(l))).collect();
    let Some(((last, last_extent), before)) = dims.split_last() else {
        return Err(Diagnostic::internal(format!("no copy fills `{array}`")));
    };
    let share = |plan: &mut Plan, l: &str, size: i64, by: i64| -> Result<String> {
        if size <= by {
            return Ok(l.to_owned());
        }
        plan.step(format!("loop-split{{loop={l} factor={by} guard=true}}"))?;
        Ok(format!("{l}.i"))
    };
    let x = share(plan, last, *last_extent, threads[0])?;
    let mut inside: Vec<String> = before.iter().map(|(n, _)| n.clone()).collect();
    if x != *last {
        inside.push(format!("{last}.o"));
    }
    // A loop that keeps the threads busy goes to y.
    let length = |plan: &Plan, n: &str| plan.loop_named(n).map_or(0, |op| static_trips(op).unwrap_or(i64::MAX));
    let longest = inside.iter().max_by_key(|n| (length(plan, n).min(threads[1]), std::cmp::Reverse(length(plan, n)))).cloned();
    let mut order = vec![];
    if let Some(l) = longest {
        let size = length(plan, &l);
        let y = share(plan, &l, size, threads[1])?;
        inside.retain(|n| *n != l);
        if y != l {
            inside.insert(0, format!("{l}.o"));
        }
        order.push(y);
    }
    order.push(x);
    let (y, x) = (order.first().cloned(), order[order.len() - 1].clone());
    order.extend(inside);
    plan.steps(&["canonicalize", "cse"])?;
    let order: Vec<String> = order.into_iter().filter(|n| plan.loop_named(n).is_some()).collect();
    plan.step(format!("loop-reorder{{loops={}}}", order.join(",")))?;
    for (l, to) in [(y.filter(|y| *y != x), "threadIdx.y"), (Some(x), "threadIdx.x")] {
        if let Some(l) = l.filter(|l| plan.loop_named(l).is_some()) {
            plan.step(format!("loop-bind{{loop={l} to={to}}}"))?;
        }
    }
    Ok(())
}
