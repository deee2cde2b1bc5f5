//! How far loops go, and what that says of places: no program reads or writes behind the end of an array.

use xpiler_ir::{Op, Value};

use super::{
    linear::Linear,
    shape::{indices, is_natural, is_positive, loop_of, uncast, unsigned_apart},
    trips::static_trips,
};

/// The largest number that a loop's induction variable can have where every access of each iteration lies in its array.
///
/// ```text
/// for i < n { for j < 64 { x[8192 + 64 * i + j] } }    // with x[12288]: i is at most 63
/// ```
pub fn most(for_loop: Op) -> Option<i64> {
    if for_loop.operand(0).const_int().is_none_or(|lower| lower < 0) {
        return None;
    }
    let accesses = for_loop.walk().into_iter().filter(|op| is_always_made(*op, for_loop));
    let allowed = accesses.flat_map(|op| {
        let shape = op.operand(usize::from(op.is("memref.store"))).ty().shape();
        let places = indices(op).into_iter().zip(shape);
        places.filter_map(move |(index, size)| allowed(index, size?, op, for_loop)).collect::<Vec<_>>()
    });
    allowed.min()
}

/// Is it a load or store in no branch, which every iteration of the loop makes if the loops around it inside have iterations?
fn is_always_made(access: Op, for_loop: Op) -> bool {
    let mut around = access.ancestors().take_while(|op| *op != for_loop);
    (access.is("memref.load") || access.is("memref.store")) && around.all(|op| op.is("scf.for"))
}

/// How far the induction variable goes if the index stays below `size`.
fn allowed(index: Value, size: i64, access: Op, for_loop: Op) -> Option<i64> {
    let (c, mut rest) = Linear::of(index).split(for_loop.body().arg(0))?;
    let c = c.as_constant().filter(|c| *c > 0 && size >= 0)?;
    // Loops inside reach the ends of their ranges, if they have iterations.
    for op in access.ancestors().take_while(|op| *op != for_loop) {
        let (d, without) = rest.split(op.body().arg(0))?;
        let [lower, step] = [0, 2].map(|i| op.operand(i).const_int());
        let (d, lower) = (d.as_constant()?, lower?);
        let trips = static_trips(op).filter(|n| *n > 0)?;
        let last = lower.checked_add((trips - 1).checked_mul(step?)?)?;
        rest = without.plus(&Linear::constant(d.checked_mul(if d > 0 { last } else { lower })?));
    }
    // What is left is at least its constant.
    let least = rest.constant_term();
    let room = size.checked_sub(1)?.checked_sub(least)?;
    let above = rest.minus(&Linear::constant(least));
    (above.is_sum_of(|v| is_natural(v, for_loop)) && room >= 0).then_some(room / c)
}

/// Does an index stay below where a loop from 0 ends: does it count to there, or is it the first where there is one?
pub fn is_below(index: Value, end: Value, counted_by: Op) -> bool {
    let index = uncast(index);
    let is_end = |v: Value| Linear::of(unsigned_apart(v)) == Linear::of(unsigned_apart(end));
    index.const_int() == Some(0) && is_positive(end, counted_by)
        || loop_of(index).is_some_and(|op| op.operand(0).const_int().is_some_and(|from| from >= 0) && is_end(op.operand(1)))
}
