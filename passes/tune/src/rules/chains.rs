//! A rule for GPUs: rows in which products of matrices follow each other, as in attention or a perceptron of two layers.

use xpiler_ir::{Diagnostic, Op, Result, machine::Machine, names};
use xpiler_passes::{
    analysis::{
        operation::{self, Kind},
        shape::perfect_child,
        trips::static_trips,
    },
    lower::{
        simt::shared_bytes,
        tensorize::warps::{Unit, Warps},
    },
};

use super::{
    does_not_apply, extent, gives_up, is_fixed,
    simt::{self, Factors, Within},
    split,
};
use crate::{
    Target,
    plan::{Plan, name},
    planner::{shuffle_trees, tensorize},
};

/// Rows of a block: the first number that leaves enough blocks, or the last, and whose arrays fit in shared memory.
const ROWS: [i64; 3] = [64, 32, 16];
/// The same where warps multiply, more than one.
const ROWS_OF_WARPS: [i64; 2] = [64, 32];
/// Threads of a block in x and y, where no warps multiply.
const THREADS: [i64; 2] = [32, 8];
/// A block takes a tile of rows. What a row does is taken apart, so that every nest is one over all rows of the block: products are contractions, whose
/// results stay in shared memory; sums and extrema along a row are gathered by lanes; elements are computed one by one.
///
/// ```text
/// for i { for j { s = 0; for c { s += q[i][c] * k[j][c] }  p[j] = s; peak = max(peak, s) }  ..  for c { a = 0; for j { a += p[j] * v[j][c] }  o[i][c] = a } }
/// // becomes
/// for i.o [blockIdx.x] {
///   for i.i, j { s = 0; for c { s += q[i.o + i.i][c] * k[j][c] }  p[i.i][j] = s }      // in tiles, as `simt::contraction` makes them
///   for i.i, lane { part[i.i][lane] = max(..) }  ..
///   for i.i, c { a = 0; for j { a += p[i.i][j] * v[j][c] }  o[i.o + i.i][c] = a } }    // in tiles
/// ```
pub fn products(plan: &mut Plan, root: &str, target: &Target, machine: &Machine, units: &Warps) -> Result<()> {
    let op = plan.loop_named(root).ok_or_else(|| Diagnostic::internal(format!("no loop `{root}`")))?;
    if operation::of(op).kind != Kind::Rowwise {
        return Err(does_not_apply("there is no row of several nests", op));
    }
    let outer = take_apart(plan, root)?;
    let (rows, around) = outer.split_last().ok_or_else(|| gives_up("no loop over rows is parallel"))?;
    let around = around.iter().filter_map(|l| plan.loop_named(l)).map(extent).fold(1, i64::saturating_mul);
    let length = plan.loop_named(rows).map_or(1, extent);
    let enough = |height: i64| (length / height).saturating_mul(around) >= machine.multiprocessors;
    let mut refused = Err(gives_up("there are no rows"));
    for (units, heights) in [(Some(units), &ROWS_OF_WARPS[..]), (None, &ROWS[..])] {
        for height in heights.iter().copied().filter(|h| enough(*h) || heights.last() == Some(h)) {
            let mut attempt = plan.clone();
            refused = tile(&mut attempt, &outer, height, target, machine, units);
            if refused.is_ok() {
                *plan = attempt;
                return Ok(());
            }
            tracing::debug!(root, height, with_units = units.is_some(), "{}", refused.as_ref().err().map_or("", |d| &d.message));
        }
    }
    refused
}

/// Gives every gathering of a row a loop of its own. The loops around the row, of which the last is that over the rows that products share.
fn take_apart(plan: &mut Plan, root: &str) -> Result<Vec<String>> {
    let op = plan.loop_named(root).ok_or_else(|| Diagnostic::internal(format!("no loop `{root}`")))?;
    let parallel = operation::of(op).parallel;
    let row = *parallel.last().ok_or_else(|| does_not_apply("no loop over rows is parallel", op))?;
    let mut outer: Vec<String> = parallel.into_iter().map(name).collect();
    if outer.len() > 3 {
        return Err(does_not_apply("more than three loops are for blocks", op));
    }
    let row_name = name(row);
    for l in gatherings(row) {
        // Where it refuses, the loop is sequential, or gathers and does nothing else.
        let _ = plan.step(format!("loop-distribute{{loop={l}}}"));
    }
    plan.steps(&["canonicalize", "cse", "mark-parallel", "unique-names"])?;
    let row = plan.loop_named(&row_name).ok_or_else(|| Diagnostic::internal("the row is gone"))?;
    let products: Vec<_> = inner_loops(row).into_iter().map(operation::of).filter(|o| is_product(o.kind)).collect();
    if products.is_empty() {
        return Err(does_not_apply("no products of matrices are in a row", row));
    }
    // One factor of each product is the same for all rows.
    let shares = |l: &String| {
        let Some(l) = plan.loop_named(l) else { return false };
        let fixed = |o: &operation::Operation| {
            let loads = o.gathered.as_ref().map(xpiler_passes::analysis::nest::Nest::loads).unwrap_or_default();
            loads.iter().any(|f| is_fixed(f, l))
        };
        products.iter().all(fixed)
    };
    let longest = |l: &&String| plan.loop_named(l).map_or(0, extent);
    let Some(rows) = outer.iter().rev().filter(|l| shares(l)).max_by_key(longest).cloned() else {
        return Err(does_not_apply("rows share no factor of the products", row));
    };
    drop(products);
    simt::unbind(plan, &outer)?;
    if outer.last() != Some(&rows) {
        outer.retain(|l| *l != rows);
        outer.push(rows);
        plan.step(format!("loop-reorder{{loops={}}}", outer.join(",")))?;
    }
    Ok(outer)
}

fn is_product(kind: Kind) -> bool {
    matches!(kind, Kind::Matmul | Kind::Convolution)
}

fn inner_loops(of: Op) -> Vec<Op> {
    of.body().body_ops().into_iter().filter(|o| o.is("scf.for")).collect()
}

/// The loops of a row that are not parallel.
fn gatherings(row: Op) -> Vec<String> {
    inner_loops(row).into_iter().filter(|l| l.attr(names::PARALLEL).is_none()).map(name).collect()
}

/// Carries it out with that many rows a block.
fn tile(plan: &mut Plan, outer: &[String], height: i64, target: &Target, machine: &Machine, units: Option<&Warps>) -> Result<()> {
    let (rows, around) = outer.split_last().ok_or_else(|| Diagnostic::internal("there are loops around"))?;
    let row = plan.loop_named(rows).ok_or_else(|| Diagnostic::internal(format!("no loop `{rows}`")))?;
    let unit_of = |l: Op| units.and_then(|units| units.unit(operation::of(l).gathered.as_ref()?));
    let unit: Option<Unit> = inner_loops(row).into_iter().find_map(unit_of);
    if unit.is_none() && units.is_some() {
        return Err(does_not_apply("no row multiplies matrices of these elements", row));
    }
    let threads = unit.map_or(THREADS, |u| [u.lanes, height / u.sizes[0]]);
    for l in gatherings(row) {
        // Where it refuses, one thread goes along the row.
        let _ = plan.step(format!("loop-reduce{{loop={l} lanes={}}}", threads[0]));
    }
    let of_block = split(plan, rows, plan.loop_named(rows).map_or(i64::MAX, extent), height)?;
    if of_block == *rows {
        return Err(gives_up("one block would do all the work"));
    }
    let block = format!("{rows}.o");
    plan.steps(&["canonicalize", "cse"])?;
    let before = plan.loops();
    plan.step(format!("loop-expansion{{loop={of_block} whole=true}}"))?;
    plan.steps(&["canonicalize", "cse", "unique-names", "mark-parallel"])?;
    let before_rows = plan.rows();
    let mut multiplied = false;
    for nest in plan.copies_since(&before, &of_block) {
        let within = Within { block: &block, rows: height, threads };
        let Some(op) = plan.loop_named(&nest) else { continue };
        let unit = unit_of(op);
        let product = is_product(operation::of(op).kind);
        let in_tiles = |plan: &mut Plan, factors: Factors| {
            let mut attempt = plan.clone();
            simt::contraction(&mut attempt, &nest, target, machine, factors, Some(within)).map(|_| *plan = attempt)
        };
        let tiled = match unit {
            Some(unit) if product => {
                in_tiles(plan, Factors::Matrices(unit))?;
                multiplied = true;
                true
            }
            _ if product => in_tiles(plan, Factors::Numbers).inspect_err(|d| tracing::debug!(nest, "{}", d.message)).is_ok(),
            _ => false,
        };
        if !tiled {
            bind_rows(plan, &nest, threads, height)?;
        }
    }
    simt::bind_blocks(plan, &[around, std::slice::from_ref(&block)].concat())?;
    plan.steps(&["canonicalize", "cse"])?;
    if multiplied {
        plan.step(tensorize(target))?;
        if plan.rows() == before_rows {
            return Err(gives_up("no row takes the operands as they lie"));
        }
    }
    plan.step(shuffle_trees(target))?;
    plan.steps(&["canonicalize", "cse"])?;
    let bytes = |plan: &Plan| plan.loop_named(&block).map_or(0, shared_bytes);
    if bytes(plan) > machine.usable("shared") {
        plan.step("overlay{space=shared}")?;
    }
    if bytes(plan) > machine.usable("shared") {
        return Err(gives_up(&format!("{} bytes of arrays are more than shared memory", bytes(plan))));
    }
    Ok(())
}

/// Gives a nest over the rows of a block to its threads: rows to y, a parallel loop along them to x; else rows to both.
fn bind_rows(plan: &mut Plan, nest: &str, [x, y]: [i64; 2], height: i64) -> Result<()> {
    plan.step(format!("loop-split{{loop={nest} factor={}}}", (height + y - 1) / y))?;
    plan.steps(&["canonicalize", "cse"])?;
    let (on_y, own) = (format!("{nest}.o"), format!("{nest}.i"));
    let along = plan.loop_named(&own).and_then(perfect_child).filter(|l| l.attr(names::PARALLEL).is_some());
    let on_x = match along {
        Some(along) => {
            let (along, trips) = (name(along), static_trips(along).unwrap_or(i64::MAX));
            let mut order = vec![on_y.clone(), along.clone(), own.clone()];
            if trips > x {
                plan.step(format!("loop-split{{loop={along} factor={x} guard=true}}"))?;
                order[1] = format!("{along}.i");
                order.push(format!("{along}.o"));
            }
            plan.step(format!("loop-reorder{{loops={}}}", order.join(",")))?;
            order[1].clone()
        }
        None => own,
    };
    for (l, to) in [(&on_y, "threadIdx.y"), (&on_x, "threadIdx.x")] {
        if plan.loop_named(l).is_some() {
            plan.step(format!("loop-bind{{loop={l} to={to}}}"))?;
        }
    }
    Ok(())
}
