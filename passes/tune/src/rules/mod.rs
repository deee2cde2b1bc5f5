//! The planner's rules: which steps suit which operation on which kind of machine.

use xpiler_ir::{Diagnostic, Op, Result};
use xpiler_passes::analysis::{
    linear::Linear,
    nest::Access,
    shape::{buffer_name, bytes},
};

use crate::plan::Plan;

pub mod bang;
pub mod chains;
mod packed;
pub mod simt;
pub mod tasks;
pub mod tiles;
pub mod x86;

fn does_not_apply(reason: &str, op: Op) -> Diagnostic {
    gives_up(reason).at(op.span())
}

/// Why a rule does not apply, where operations that it looked at before are gone: a step makes a new kernel.
pub fn gives_up(reason: &str) -> Diagnostic {
    Diagnostic::error("rule", format!("the rule does not apply: {reason}"))
}

/// By how many elements a place moves with a loop.
fn stride(place: &Access, op: Op) -> Option<i64> {
    place.index.split(op.body().arg(0)).and_then(|(c, _)| c.as_constant())
}

/// Does the place not depend on the loop?
fn is_fixed(place: &Access, op: Op) -> bool {
    place.index.split(op.body().arg(0)).is_some_and(|(c, _)| c == Linear::default())
}

/// The number of iterations of a loop from 0 by 1; the largest number if it is not known.
fn extent(op: Op) -> i64 {
    op.operand(1).const_int().unwrap_or(i64::MAX)
}

/// The inner loop after a split by `factor`, which a loop of that length does not need.
fn split(plan: &mut Plan, name: &str, extent: i64, factor: i64) -> Result<String> {
    if extent <= factor {
        return Ok(name.to_owned());
    }
    plan.step(format!("loop-split{{loop={name} factor={factor}}}"))?;
    Ok(format!("{name}.i"))
}

/// The size of a tile: the whole of a short loop, else `usual` or the next number up to `most` that leaves no rest.
fn tile(extent: i64, usual: i64, most: i64) -> i64 {
    if extent <= most {
        return extent;
    }
    let candidates = (usual / 2..=usual).rev().chain(usual + 1..=most);
    candidates.into_iter().find(|t| extent != i64::MAX && extent % t == 0).unwrap_or(usual)
}

/// The number of tiles of a size in a loop; the largest number if it is not known.
fn tiles(op: Op, size: i64) -> i64 {
    if extent(op) == i64::MAX { i64::MAX } else { (extent(op) + size - 1) / size }
}

/// The names of the buffers that are read, each once.
fn buffers(reads: &[&Access]) -> Option<Vec<String>> {
    let mut all = vec![];
    for read in reads {
        let known = buffer_name(read.buffer)?;
        if !all.contains(&known) {
            all.push(known);
        }
    }
    Some(all)
}

/// The loops of a sum with the longest inside, which runs in one piece or in steps, the others around it one by one; and its length.
fn longest_inside(plan: &mut Plan, sums: Vec<(String, i64)>) -> Result<(Vec<String>, i64)> {
    let longest = sums.iter().max_by_key(|(_, e)| *e).cloned();
    let (last, extent) = longest.ok_or_else(|| Diagnostic::internal("a contraction has a sum"))?;
    Ok((inside(plan, sums.into_iter().map(|(n, _)| n).collect(), last)?, extent))
}

/// The loops of a sum with one of them inside.
fn inside(plan: &mut Plan, mut names: Vec<String>, last: String) -> Result<Vec<String>> {
    if names.last() != Some(&last) {
        names.retain(|n| *n != last);
        names.push(last);
        plan.step(format!("loop-reorder{{loops={}}}", names.join(",")))?;
    }
    Ok(names)
}

/// The loop in which a step of a sum begins: the steps, or what is around a loop in one piece.
fn begins(sums: &[String], step: &str, outer: &[String]) -> String {
    match sums {
        [.., last] if last != step => format!("{last}.o"),
        [.., around, _] => around.clone(),
        _ => outer[outer.len() - 1].clone(),
    }
}

/// What is staged of a contraction.
struct Staged {
    /// The arrays that are filled.
    arrays: Vec<String>,
    /// The loops over rows and over columns of the tile of sums, of all nests that it is in.
    tile: [Vec<String>; 2],
}

/// Makes a tile of sums, `acc[row][column]`, and stages what a step of the sum reads, in arrays that are filled to their ends.
/// Then loops over the tile and over a step run at full length wherever nobody looks at the rest: not where results are written.
fn stage(plan: &mut Plan, tile: [&str; 2], step: &str, buffers: &[String], at: &str, space: &str) -> Result<Staged> {
    plan.steps(&["canonicalize", "cse"])?;
    let before = plan.loops();
    for l in tile {
        plan.step(format!("loop-expansion{{loop={l}}}"))?;
    }
    plan.steps(&["canonicalize", "cse", "unique-names", "mark-parallel"])?;
    let tile = tile.map(|l| plan.copies_since(&before, l));
    let mut arrays = vec![];
    for buffer in buffers {
        let array = format!("{buffer}_tile");
        plan.step(format!("cache{{buffer={buffer} loop={at} space={space} name={array} pad=true}}"))?;
        arrays.push(array);
    }
    plan.steps(&["canonicalize", "cse"])?;
    for l in tile.iter().flatten().map(String::as_str).chain([step]) {
        // Where it refuses, the loop ends where it did.
        let _ = plan.step(format!("loop-pad{{loop={l}}}"));
    }
    plan.steps(&["canonicalize", "cse"])?;
    Ok(Staged { arrays, tile })
}

/// Copies the next step's tiles during this step, where the arrays still `fit` then: the bytes of those for which `counts` holds, before and after.
/// Where the transformation refuses, there is one step, or what is copied depends on the steps before.
fn pipeline(plan: &mut Plan, at: &str, arrays: &[String], counts: impl Fn(&Op) -> bool, fit: impl Fn(i64, i64) -> bool) {
    let taken = |plan: &Plan| -> i64 {
        let root = plan.loop_named(at).map(|op| op.ancestors().filter(|a| a.is("scf.for")).last().unwrap_or(op));
        let arrays = root.map(|op| op.find("memref.alloca")).unwrap_or_default();
        arrays.into_iter().filter(&counts).map(bytes).sum()
    };
    let mut pipelined = plan.clone();
    let done = pipelined.step(format!("pipeline{{loop={at} buffers={}}}", arrays.join(",")));
    if done.is_ok() && fit(taken(plan), taken(&pipelined)) {
        *plan = pipelined;
    }
}
