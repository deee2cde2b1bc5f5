//! How far loops go, and what that says of places: no program reads or writes behind the end of an array.

use xpiler_ir::{Op, Value};

use super::{
    linear::Linear,
    shape::{is_positive, uncast, unsigned_apart},
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
        let position = usize::from(op.is("memref.store"));
        let shape = op.operand(position).ty().shape();
        op.operands()
            .into_iter()
            .skip(position + 1)
            .zip(shape)
            .filter_map(|(index, size)| allowed(index, size?, op, for_loop))
            .collect::<Vec<_>>()
    });
    allowed.min()
}

/// Is it a load or store that every iteration of the loop makes?
fn is_always_made(access: Op, for_loop: Op) -> bool {
    let mut around = access.ancestors().take_while(|op| *op != for_loop);
    (access.is("memref.load") || access.is("memref.store"))
        && access != for_loop
        && around.all(|op| op.is("scf.for") && static_trips(op).is_some_and(|n| n > 0))
}

/// How far the induction variable goes if the index stays below `size`.
fn allowed(index: Value, size: i64, access: Op, for_loop: Op) -> Option<i64> {
    let (c, mut rest) = Linear::of(index).split(for_loop.body().arg(0))?;
    let c = c.as_constant().filter(|c| *c > 0 && size >= 0)?;
    // Loops inside reach the ends of their ranges.
    for op in access.ancestors().take_while(|op| *op != for_loop) {
        let (d, without) = rest.split(op.body().arg(0))?;
        let [lower, step] = [0, 2].map(|i| op.operand(i).const_int());
        let (d, lower) = (d.as_constant()?, lower?);
        let last = lower.checked_add((static_trips(op)? - 1).checked_mul(step?)?)?;
        rest = without.plus(&Linear::constant(d.checked_mul(if d > 0 { last } else { lower })?));
    }
    // What is left is at least its constant.
    let is_not_negative = |v: Value| {
        v.as_block_arg().is_some_and(|(block, number)| {
            let loop_around = block.parent_op().filter(|op| op.is("scf.for") && number == 0);
            loop_around.is_some_and(|op| op.operand(0).const_int().is_some_and(|lower| lower >= 0))
        })
    };
    let least = rest.minus(&Linear::constant(rest.constant_term()));
    let room = size.checked_sub(1)?.checked_sub(rest.constant_term())?;
    (least.is_sum_of(is_not_negative) && room >= 0).then_some(room / c)
}

/// Does an index stay below where a loop from 0 ends: does it count to there, or is it the first where there is one?
pub fn is_below(index: Value, end: Value, counted_by: Op) -> bool {
    let index = uncast(index);
    let is_end = |v: Value| Linear::of(unsigned_apart(v)) == Linear::of(unsigned_apart(end));
    let counts = index.as_block_arg().and_then(|(block, number)| block.parent_op().filter(|op| op.is("scf.for") && number == 0));
    index.const_int() == Some(0) && is_positive(end, counted_by)
        || counts.is_some_and(|op| op.operand(0).const_int().is_some_and(|from| from >= 0) && is_end(op.operand(1)))
}
