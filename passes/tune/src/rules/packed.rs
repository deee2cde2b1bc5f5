//! Contractions one of whose factors is packed: what moves with the columns is brought together in the order in which a row takes it, once for many rows of
//! the result.

use xpiler_ir::{Diagnostic, Op, Result};
use xpiler_passes::{analysis::operation, lower::tensorize::avx512::LANES};

use super::{buffer_name, does_not_apply, extent, is_fixed, split, stride};
use crate::plan::{Plan, name};

/// A contraction by the roles of its loops, with their lengths: of what the columns move, groups of elements of the sum are brought together, of the
/// other factor they follow each other.
pub struct Contraction {
    pub rows: (String, i64),
    lanes: (String, i64),
    depth: String,
    /// The other loops of the sum.
    others: Vec<String>,
    /// The parallel loops.
    order: Vec<String>,
    packed: String,
    spread: String,
    /// Do elements of the sum follow each other in what is packed?
    along: bool,
}

impl Contraction {
    /// Of the nest that starts at a loop, whose sums are not shorter than `shortest`.
    pub fn of(op: Op, shortest: i64) -> Result<Self> {
        let found = operation::of(op);
        let Some(gathered) = &found.gathered else { return Err(does_not_apply("nothing is gathered", op)) };
        let loads = gathered.loads();
        let [a, b] = loads.as_slice() else { return Err(does_not_apply("not two elements are multiplied", op)) };
        // The columns are a loop that moves one of the two, the result by one element if there is such a one.
        let is_moved = |l: Op, f| !is_fixed(f, l);
        let columns = |l: &&Op| is_moved(**l, *a) != is_moved(**l, *b) && extent(**l) >= LANES;
        let consecutive = |l: &&Op| found.result.as_ref().is_some_and(|r| stride(r, **l) == Some(1));
        let mut candidates = found.parallel.iter().rev().filter(columns);
        let Some(lanes) = candidates.clone().find(consecutive).or_else(|| candidates.next()).copied() else {
            return Err(does_not_apply("no loop moves one of the factors alone", op));
        };
        let (packed, spread) = if is_moved(lanes, *a) { (*a, *b) } else { (*b, *a) };
        let is_rows = |l: &&Op| is_fixed(packed, **l) && is_moved(**l, spread) && extent(**l) > 1;
        let Some(rows) = found.parallel.iter().filter(is_rows).max_by_key(|l| extent(**l)).copied() else {
            return Err(does_not_apply("what the columns read is read once", op));
        };
        let is_depth = |l: &&Op| stride(spread, **l) == Some(1) && is_moved(**l, packed) && extent(**l) >= shortest;
        let Some(depth) = found.reductions.iter().rev().find(is_depth).copied() else {
            return Err(does_not_apply("the elements of a group are not consecutive", op));
        };
        let along = stride(packed, depth) == Some(1);
        let (Some(packed), Some(spread)) = (buffer_name(packed.buffer), buffer_name(spread.buffer)) else {
            return Err(does_not_apply("the factors are no buffers", op));
        };
        let named = |l: Op| (name(l), extent(l));
        Ok(Self {
            rows: named(rows),
            lanes: named(lanes),
            depth: name(depth),
            others: found.reductions.iter().filter(|l| **l != depth).map(|l| name(*l)).collect(),
            order: found.parallel.iter().map(|l| name(*l)).collect(),
            packed,
            spread,
            along,
        })
    }

    /// Columns of a block: four vectors, or as many as there are.
    pub fn width(&self) -> i64 {
        if self.lanes.1 <= 4 * LANES { self.lanes.1 / LANES * LANES } else { 4 * LANES }
    }

    /// Blocks of the result around everything else, the loop over the depth innermost among those of the sum, in groups of elements, steps of so many
    /// groups, and what is left behind the last whole group.
    pub fn block(self, plan: &mut Plan, [height, width]: [i64; 2], group: i64, steps: i64) -> Result<Block> {
        let ((rows, rows_extent), (lanes, lanes_extent)) = (&self.rows, &self.lanes);
        let inner = [split(plan, rows, *rows_extent, height)?, split(plan, lanes, *lanes_extent, width)?];
        let outer = |n: &String| match [rows, lanes].into_iter().zip(&inner).find(|(l, _)| *l == n) {
            Some((_, inner)) => (inner != n).then(|| format!("{n}.o")),
            None => Some(n.clone()),
        };
        let loops = [self.order.iter().filter_map(outer).collect::<Vec<_>>().as_slice(), &inner].concat();
        plan.step(format!("loop-reorder{{loops={}}}", loops.join(",")))?;
        let depth = self.depth;
        if !self.others.is_empty() {
            plan.step(format!("loop-reorder{{loops={},{depth}}}", self.others.join(",")))?;
        }
        plan.step(format!("loop-split{{loop={depth} factor={group}}}"))?;
        plan.step(format!("loop-peel{{loop={depth}.o}}"))?;
        plan.step(format!("loop-split{{loop={depth}.o factor={steps}}}"))?;
        for l in &inner {
            plan.step(format!("loop-expansion{{loop={l}}}"))?;
        }
        plan.steps(&["cse", "unique-names", "mark-parallel"])?;
        let [rows, lanes] = inner;
        Ok(Block { rows, lanes, depth, packed: self.packed, spread: self.spread, along: self.along })
    }
}

/// A block of the result: its loops, the sum's, and the buffers that are read.
pub struct Block {
    pub rows: String,
    pub lanes: String,
    /// `k`: whole groups are in `k.o.o, k.o.i, k.i`, what is left of the sum in `k.o.tail, k.i.tail`.
    pub depth: String,
    pub packed: String,
    pub spread: String,
    /// Do elements of the sum follow each other in what is packed?
    pub along: bool,
}

impl Block {
    /// The loops over rows and columns inside a loop of the sum.
    pub fn inside(&self, plan: &Plan, of: &str) -> Result<[String; 2]> {
        let here = |op: &Op| op.ancestors().any(|a| name(a) == of);
        let find = |l: &str| {
            let found = plan.copies(l).into_iter().find(here).map(name);
            found.ok_or_else(|| Diagnostic::internal(format!("no loop `{l}` in `{of}`")))
        };
        Ok([find(&self.rows)?, find(&self.lanes)?])
    }

    /// Is something left of the sum behind the last whole group?
    pub fn has_rest(&self, plan: &Plan) -> bool {
        plan.loop_named(&format!("{}.o.tail", self.depth)).is_some()
    }

    /// Lets the loops over columns run at full length wherever something is added; their names.
    pub fn pad_columns(&self, plan: &mut Plan) -> Result<Vec<String>> {
        let of_sum = format!("{}.", self.depth);
        let adds = |l: &String| plan.loop_named(l).is_some_and(|op| op.ancestors().any(|a| name(a).starts_with(&of_sum)));
        let all = plan.copies(&self.lanes).into_iter().map(name).flat_map(|l| [format!("{l}.tail"), l]);
        let columns: Vec<String> = all.filter(adds).collect();
        columns.iter().try_for_each(|l| plan.step(format!("loop-pad{{loop={l}}}")))?;
        Ok(columns)
    }
}
