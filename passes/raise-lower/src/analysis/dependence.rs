//! Which iterations touch the same elements?
//!
//! Accesses are compared by their polynomials: where both are `c * i + r` with one `c`, and `0 <= r < c * step`, two iterations
//! of `i` touch different elements. What is the same in both, an offset or the iteration of an outer loop, cancels. What inner loops add is
//! bounded by their ranges, `k.i < min(32, n - k.o)`, and by the arrays that they go through. Distinct buffers are disjoint (the report says so); parameters are at least 1,
//! as extents are where a loop over them runs.

use xpiler_ir::{Op, Value};

use super::{
    bounds::most,
    linear::Linear,
    shape::{indices, is_natural, lesser, loop_of, unsigned_apart},
};

/// One load or store.
struct Access {
    op: Op,
    buffer: Value,
    indices: Vec<Linear>,
    write: bool,
}

/// Is every pair of iterations of the `scf.for` independent?
pub fn is_independent(for_loop: Op) -> bool {
    conflict(for_loop, for_loop).is_none()
}

/// An operation that makes an iteration depend on another, apart from what they do with some buffers.
pub fn conflict_but(for_loop: Op, but: &[Value]) -> Option<Op> {
    conflict_where(for_loop, for_loop, &|a| !but.contains(&a.buffer))
}

/// An operation that stands in the way of this: whatever is written in an iteration of `for_loop` is touched in that iteration only, in all
/// iterations of `scope`, the loop itself or one around it.
pub fn conflict(scope: Op, for_loop: Op) -> Option<Op> {
    conflict_where(scope, for_loop, &|_| true)
}

fn conflict_where(scope: Op, for_loop: Op, counts: &dyn Fn(&Access) -> bool) -> Option<Op> {
    if !for_loop.results().is_empty() {
        return Some(for_loop);
    }
    let accesses: Vec<Access> = match accesses(for_loop) {
        Ok(accesses) => accesses.into_iter().filter(counts).collect(),
        Err(op) => return Some(op),
    };
    let range = Range { scope, for_loop };
    let writes = accesses.iter().filter(|a| a.write);
    let wrong = |store: &Access| accesses.iter().any(|other| touch(store, other) && !apart(store, range, other, range));
    writes.into_iter().find(|store| wrong(store)).map(|store| store.op)
}

/// An operation of `first` or `second`, two loops over the same range, that touches what another iteration of the other loop touches, one of
/// them writing.
pub fn conflict_between(first: Op, second: Op) -> Option<Op> {
    let (a, b) = match (accesses(first), accesses(second)) {
        (Ok(a), Ok(b)) => (a, b),
        (Err(op), _) | (_, Err(op)) => return Some(op),
    };
    let (p, q) = (Range { scope: first, for_loop: first }, Range { scope: second, for_loop: second });
    let wrong = |x: &Access, y: &Access| (x.write || y.write) && touch(x, y) && !apart(x, p, y, q);
    b.iter().find(|y| a.iter().any(|x| wrong(x, y))).map(|y| y.op)
}

/// What each iteration of loops over one range touches of a buffer, if no other iteration touches it.
pub struct Share {
    /// The dimension that tells the iterations apart.
    pub dimension: usize,
    /// How many elements of that dimension an iteration has at most.
    pub size: Linear,
    /// The loads and stores in the loops, each with the element of its iteration's share in that dimension.
    pub accesses: Vec<(Op, Linear)>,
}

/// The share of one iteration of the loops in a buffer.
pub fn share(loops: &[Op], buffer: Value) -> Option<Share> {
    let mut all = vec![];
    for op in loops {
        let range = Range { scope: *op, for_loop: *op };
        all.extend(accesses(*op).ok()?.into_iter().filter(|a| a.buffer == buffer).map(|a| (a, range)));
    }
    let step = Linear::constant(loops[0].operand(2).const_int().unwrap_or(1));
    (0..buffer.ty().shape().len()).find_map(|dimension| {
        let parts: Vec<(Op, Part, Range)> =
            all.iter().map(|(a, range)| Some((a.op, part(&a.indices[dimension], *range)?, *range))).collect::<Option<_>>()?;
        let common = &parts.first()?.1;
        if parts.iter().any(|(_, part, _)| (&part.c, &part.same, part.back) != (&common.c, &common.same, common.back)) {
            return None;
        }
        let size = common.c.times(&step);
        [0, common.moving.constant_term()].into_iter().map(Linear::constant).find_map(|first| {
            let elements: Vec<(Op, Linear, Range)> =
                parts.iter().map(|(op, part, r)| (*op, part.moving.minus(&first), *r)).collect();
            if !elements.iter().all(|(_, element, range)| fits(element, &size, *range)) {
                return None;
            }
            let one = elements.iter().all(|(_, element, _)| *element == Linear::default());
            let size = if one { Linear::constant(1) } else { size.clone() };
            Some(Share { dimension, size, accesses: elements.into_iter().map(|(op, element, _)| (op, element)).collect() })
        })
    })
}

/// An index, or its negative, as `c * i + same + moving`: `c` is at least 1 and, as `same`, the same everywhere.
struct Part {
    c: Linear,
    same: Linear,
    moving: Linear,
    /// Is it the negative?
    back: bool,
}

fn part(index: &Linear, range: Range) -> Option<Part> {
    let (mut c, mut rest) = index.coefficient(range.for_loop.body().arg(0))?;
    let back = c.is_negative();
    if back {
        [c, rest] = [c, rest].map(|l| Linear::default().minus(&l));
    }
    let (same, moving) = rest.partition(|v| v.is_outside(range.scope));
    (range.is_fixed(&c) && at_least_0(&c.minus(&Linear::constant(1)), range, 0)).then_some(Part { c, same, moving, back })
}

/// The accesses in a loop to buffers from outside, or an operation that is not understood.
fn accesses(for_loop: Op) -> Result<Vec<Access>, Op> {
    let mut accesses = vec![];
    for op in for_loop.walk() {
        let (position, write) = match op.name().as_str() {
            "memref.load" => (0, false),
            "memref.store" => (1, true),
            "memref.alloca" | "memref.dim" | "scf.for" | "scf.if" | "scf.while" | "scf.yield" | "scf.condition" => continue,
            name if name.starts_with("arith.") || name.starts_with("math.") => continue,
            _ => return Err(op),
        };
        let buffer = op.operand(position);
        if !buffer.is_outside(for_loop) {
            continue;
        }
        let indices = indices(op).into_iter().map(Linear::of).collect();
        accesses.push(Access { op, buffer, indices, write });
    }
    Ok(accesses)
}

/// Can the two accesses be of one element at all?
fn touch(a: &Access, b: &Access) -> bool {
    a.buffer.root() == b.buffer.root()
}

/// The iterations of `for_loop` in all iterations of `scope`.
#[derive(Clone, Copy)]
struct Range {
    scope: Op,
    for_loop: Op,
}

impl Range {
    /// Is the polynomial the same throughout?
    fn is_fixed(self, p: &Linear) -> bool {
        p.values().into_iter().all(|v| v.is_outside(self.scope))
    }
    /// The loop, in the scope, whose induction variable is `v`.
    fn loop_of(self, v: Value) -> Option<Op> {
        loop_of(v).filter(|op| op.is_inside(self.scope))
    }
}

/// Can the two accesses touch one element only in the same iteration?
fn apart(a: &Access, p: Range, b: &Access, q: Range) -> bool {
    let step = Linear::constant(p.for_loop.operand(2).const_int().unwrap_or(1));
    // One dimension that tells iterations apart is enough.
    a.buffer == b.buffer
        && a.indices.iter().zip(&b.indices).any(|(x, y)| {
            // Where `x = high * m + low` with `0 <= low < m`, equal elements have equal `low`.
            let digits = || {
                strides(x, p).into_iter().any(|m| {
                    let [(same, low, x), (also, lowest, y)] = [(x, p), (y, q)].map(|(index, range)| {
                        let index = low(index, &m, range);
                        let (same, moving) = index.partition(|v| v.is_outside(range.scope));
                        (same, moving, index)
                    });
                    same == also && fits(&low, &m, p) && fits(&lowest, &m, q) && tell_apart(&x, p, &y, q, &step)
                })
            };
            tell_apart(x, p, y, q, &step) || digits() || before(x, p, y, q) || before(y, q, x, p)
        })
}

/// Is `x` less than `y`, whatever the iterations of each? Offsets, unlike extents, may be 0 or less: nothing is known of parameters here.
fn before(x: &Linear, p: Range, y: &Linear, q: Range) -> bool {
    let apart = |x: &Linear, y: &Linear| y.minus(x).minus(&Linear::constant(1)).is_sum_of(|v| is_natural(v, p.scope));
    let lowest = ends(y, q, false, 0);
    ends(x, p, true, 0).iter().any(|x| lowest.iter().any(|y| apart(x, y)))
}

/// Polynomials over values from outside that an index does not exceed, or is not below, if numbers of times are all that loops count in it.
fn ends(p: &Linear, range: Range, highest: bool, depth: usize) -> Vec<Linear> {
    let Some((inner, v)) = innermost(p, range) else { return if range.is_fixed(p) { vec![p.clone()] } else { vec![] } };
    let Some((c, r)) = p.coefficient(v).filter(|(c, _)| range.is_fixed(c) && depth < 8) else { return vec![] };
    let Some(times) = c.as_constant() else { return vec![] };
    let of_loop = if (times > 0) == highest { largest(inner) } else { vec![Linear::of(inner.operand(0))] };
    of_loop.into_iter().flat_map(|end| ends(&r.plus(&c.times(&end)), range, highest, depth + 1)).collect()
}

/// The innermost loop of the range that counts in a polynomial, and what counts.
fn innermost(p: &Linear, range: Range) -> Option<(Op, Value)> {
    let loops = p.values().into_iter().filter_map(|v| Some((range.loop_of(v)?, v)));
    loops.max_by_key(|(op, _)| op.ancestors().count())
}

/// The coefficients of the other loops in an index.
fn strides(index: &Linear, range: Range) -> Vec<Linear> {
    let others = index.values().into_iter().filter(|v| *v != range.for_loop.body().arg(0) && range.loop_of(*v).is_some());
    let strides = others.filter_map(|v| index.coefficient(v)).map(|(c, _)| c);
    strides.filter(|c| range.is_fixed(c) && at_least_0(&c.minus(&Linear::constant(1)), range, 0)).collect()
}

/// An index without the loops that move it by multiples of `m`.
fn low(index: &Linear, m: &Linear, range: Range) -> Linear {
    let others = index.values().into_iter().filter(|v| *v != range.for_loop.body().arg(0) && range.loop_of(*v).is_some());
    others.fold(index.clone(), |rest, v| match rest.coefficient(v) {
        Some((c, without)) if c.is_multiple_of(m) => without,
        _ => rest,
    })
}

/// Are the indices of two iterations never equal?
fn tell_apart(x: &Linear, p: Range, y: &Linear, q: Range, step: &Linear) -> bool {
    let (Some(x), Some(y)) = (part(x, p), part(y, q)) else { return false };
    if x.c != y.c || x.back != y.back {
        return false;
    }
    let (mut r, mut s) = (x.moving, y.moving);
    if x.same != y.same {
        [r, s] = [r.plus(&x.same), s.plus(&y.same)];
    }
    let size = x.c.times(step);
    // Both may start anywhere, at the same element.
    [0, r.constant_term()].into_iter().map(Linear::constant).any(|first| {
        let (r, s) = (r.minus(&first), s.minus(&first));
        fits(&r, &size, p) && fits(&s, &size, q)
    })
}

/// Is `0 <= rest < size`?
fn fits(rest: &Linear, size: &Linear, range: Range) -> bool {
    at_least_0(rest, range, 0) && at_least_0(&size.minus(rest).minus(&Linear::constant(1)), range, 0)
}

/// Is the polynomial never negative? Loops that count are replaced by an end of their range, innermost first.
fn at_least_0(p: &Linear, range: Range, depth: usize) -> bool {
    let Some((inner, v)) = innermost(p, range) else {
        return range.is_fixed(p) && known_at_least_0(p);
    };
    let Some((c, r)) = p.coefficient(v).filter(|(c, _)| range.is_fixed(c) && depth < 8) else { return false };
    let ends = if c.is_negative() { largest(inner) } else { vec![Linear::of(inner.operand(0))] };
    let one_sign = c.is_negative() || c.is_positive();
    one_sign && ends.into_iter().any(|end| at_least_0(&r.plus(&c.times(&end)), range, depth + 1))
}

/// A polynomial over values from outside: what counts from 0 is at least 0, other values are at least 1.
fn known_at_least_0(p: &Linear) -> bool {
    let mut shifted = p.clone();
    for v in p.values() {
        let least = match loop_of(v) {
            Some(op) if op.operand(0).const_int().is_some_and(|l| l >= 0) => 0,
            Some(_) => return false,
            // A quotient or a remainder of what counts may be 0.
            None if counts(v) => return false,
            None => 1,
        };
        shifted = shifted.replace(v, &Linear::leaf(v).plus(&Linear::constant(least)));
    }
    !shifted.has_negative()
}

/// Is the value computed from an induction variable?
fn counts(v: Value) -> bool {
    loop_of(v).is_some() || v.def().is_some_and(|op| op.operands().into_iter().any(counts))
}

/// Polynomials that the induction variable does not exceed.
fn largest(for_loop: Op) -> Vec<Linear> {
    let [lower, upper, step] = [0, 1, 2].map(|i| for_loop.operand(i));
    let numbers = Linear::of(lower).as_constant().zip(step.const_int()).filter(|(_, step)| *step > 0);
    let last = |bound: Linear| match (bound.as_constant(), numbers) {
        (Some(u), Some((l, step))) if u > l => Linear::constant(l + (u - 1 - l) / step * step),
        _ => bound.minus(&Linear::constant(1)),
    };
    upper_bounds(upper).into_iter().map(last).chain(most(for_loop).map(Linear::constant)).collect()
}

/// Polynomials that a loop's upper bound does not exceed.
fn upper_bounds(v: Value) -> Vec<Linear> {
    let both = lesser(unsigned_apart(v)).into_iter().flatten().flat_map(upper_bounds);
    std::iter::once(Linear::of(v)).chain(both).collect()
}
