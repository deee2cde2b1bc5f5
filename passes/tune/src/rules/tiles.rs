//! Rules for the tiles of x86 (AMX).

use xpiler_ir::{Diagnostic, Result};
use xpiler_passes::{analysis::operation, lower::tensorize::tiles::TileRow};

use super::{
    does_not_apply,
    packed::{Block, Contraction},
};
use crate::plan::Plan;

/// Steps of the sum that are brought together at a time, and rows of the result that are gathered from them: 32 KiB of bytes, 64 KiB of sums.
const STEPS: i64 = 8;
const HEIGHT: i64 = 256;
/// Rows of a tile.
const ROWS: i64 = 16;

/// A contraction that a row computes tile by tile. What moves with the columns is brought together as the row takes it, `[step][group][column][element]`,
/// once for all rows of a block; tiles of the other factor are read where they are. What does not fill tiles is staged with zeros behind its end: the
/// last rows of a block, and what is left of the sum behind the last whole step. Returns the loop to unroll.
///
/// ```text
/// for row.o, col.o { sums[256][64] = 0
///   for k.o { packed = B[..]; for row.i.o { for step { for r < 32, c < 64, g < 16, e < 4 { sums[row.i.o + r][c] += A[..] * packed[step][g][c][e] } } } }
///   C[..] = sums }
/// ```
pub fn products(plan: &mut Plan, root: &str, tile_rows: &[TileRow]) -> Result<Vec<String>> {
    let op = plan.loop_named(root).ok_or_else(|| Diagnostic::internal(format!("no loop `{root}`")))?;
    let found = operation::of(op);
    let row = found.gathered.as_ref().and_then(|gathered| tile_rows.iter().find(|r| r.gathers(gathered)));
    let Some([step, group]) = row.map(TileRow::depth) else {
        return Err(does_not_apply("no row gathers such values in tiles", op));
    };
    drop(found);
    let contraction = Contraction::of(op, step)?;
    let height = height(contraction.rows.1).ok_or_else(|| does_not_apply("the rows fill no tiles of one size", op))?;
    let width = contraction.width();
    let tile = Tile { block: contraction.block(plan, [HEIGHT, width], step, STEPS)?, height, group };
    tile.whole_steps(plan)?;
    if tile.block.has_rest(plan) {
        tile.last_step(plan)?;
    }
    tile.block.pad_columns(plan)?;
    plan.steps(&["canonicalize", "cse"])?;
    Ok(vec![format!("{}_packed.3", tile.block.packed)])
}

/// The block of the result that [`products`] computes at a time.
struct Tile {
    block: Block,
    /// Rows that are computed at a time.
    height: i64,
    /// Elements of a group.
    group: i64,
}

impl Tile {
    /// The elements of a step in groups: the loops over groups and over the elements of a group.
    fn groups(&self, plan: &mut Plan, element: &str) -> Result<[String; 2]> {
        plan.step(format!("loop-split{{loop={element} factor={}}}", self.group))?;
        plan.step(format!("loop-count{{loop={element}.o}}"))?;
        Ok(["o", "i"].map(|suffix| format!("{element}.{suffix}")))
    }

    /// The sum over whole steps, `k.o.o, k.o.i, k.i`.
    fn whole_steps(&self, plan: &mut Plan) -> Result<()> {
        let [part, steps, element] = ["o.o", "o.i", "i"].map(|suffix| format!("{}.{suffix}", self.block.depth));
        let [rows, lanes] = self.block.inside(plan, &steps)?;
        let [groups, element] = self.groups(plan, &element)?;
        let packed = format!("{}_packed", self.block.packed);
        plan.step(format!("loop-reorder{{loops={part},{rows},{steps},{lanes},{groups},{element}}}"))?;
        let order = format!("order={steps},{groups},{lanes},{element}");
        plan.step(format!("cache{{buffer={} loop={part} name={packed} pad=true clear=true {order}}}", self.block.packed))?;
        if self.block.along {
            plan.step(format!("loop-reorder{{loops={packed}.2,{packed}.0,{packed}.1,{packed}.3}}"))?;
        }
        plan.step(format!("loop-split{{loop={rows} factor={}}}", self.height))?;
        plan.step(format!("loop-peel{{loop={rows}.o}}"))?;
        plan.step(format!("loop-reorder{{loops={rows}.o,{steps},{rows}.i,{lanes},{groups},{element}}}"))?;
        let [last, rows, steps, groups, element] =
            [format!("{rows}.o"), format!("{rows}.i"), steps, groups, element].map(|l| format!("{l}.tail"));
        if plan.loop_named(&last).is_none() {
            return Ok(());
        }
        let order = format!("order={rows},{steps},{groups},{element}");
        plan.step(format!("cache{{buffer={0} name={0}_last loop={last} pad=true clear=true {order}}}", self.block.spread))?;
        plan.step(format!("loop-pad{{loop={rows}}}"))?;
        plan.step(format!("loop-reorder{{loops={steps},{rows}}}"))
    }

    /// What is left of the sum, `k.o.tail, k.i.tail`, as one step with zeros behind its end.
    fn last_step(&self, plan: &mut Plan) -> Result<()> {
        let [part, element] = ["o.tail", "i.tail"].map(|suffix| format!("{}.{suffix}", self.block.depth));
        let [rows, lanes] = self.block.inside(plan, &part)?;
        plan.step(format!("loop-reorder{{loops={part},{rows},{lanes},{element}}}"))?;
        let options = "pad=true clear=true";
        plan.step(format!("cache{{buffer={0} name={0}_rest loop={part} {options} order={lanes},{element}}}", self.block.packed))?;
        plan.step(format!("loop-split{{loop={rows} factor={}}}", self.height))?;
        plan.step(format!(
            "cache{{buffer={0} name={0}_rest loop={rows}.o {options} order={rows}.i,{element}}}",
            self.block.spread
        ))?;
        plan.step(format!("loop-pad{{loop={element}}}"))?;
        plan.step(format!("loop-pad{{loop={rows}.i}}"))?;
        self.groups(plan, &element)?;
        plan.step(format!("pack{{buffer={}_rest factor={}}}", self.block.packed, self.group))
    }
}

/// Rows of the result that are computed at a time: those of two tiles, or of one smaller tile that leaves none of a short loop.
fn height(extent: i64) -> Option<i64> {
    match extent {
        ..=ROWS => Some(extent),
        ..=HEIGHT if extent % ROWS != 0 => (ROWS / 2..ROWS).rev().find(|rows| extent % rows == 0),
        _ => Some(2 * ROWS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_short_loops_fill_tiles() {
        assert_eq!([1, 14, 16, 48, 28, 100, 257, i64::MAX].map(height), [1, 14, 16, 32, 14, 10, 32, 32].map(Some));
        assert_eq!([17, 46, 251].map(height), [None; 3]);
    }
}
