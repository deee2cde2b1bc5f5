//! Are the iterations of a loop independent?
//!
//! Every element written in iteration `i` must not be touched in another. Accesses are compared by their polynomials: both
//! must be `c * i + r` with the same `c` and `0 <= r < c`. Distinct buffers are disjoint (the report says so).

use xpiler_ir::{Op, Value};

use super::linear::Linear;

/// One load or store.
struct Access {
    op: Op,
    buffer: Value,
    indices: Vec<Linear>,
    write: bool,
}

/// Is every pair of iterations of the `scf.for` independent?
pub fn is_independent(for_loop: Op) -> bool {
    is_independent_but(for_loop, &[])
}

/// Is every pair of iterations independent, apart from what they do with some buffers?
pub fn is_independent_but(for_loop: Op, but: &[Value]) -> bool {
    if !for_loop.results().is_empty() {
        return false;
    }
    let mut accesses = vec![];
    for op in for_loop.walk() {
        let (position, write) = match op.name().as_str() {
            "memref.load" => (0, false),
            "memref.store" => (1, true),
            "memref.alloca" | "memref.dim" | "scf.for" | "scf.if" | "scf.while" | "scf.yield" | "scf.condition" => continue,
            name if name.starts_with("arith.") || name.starts_with("math.") => continue,
            _ => return false,
        };
        let buffer = op.operand(position);
        if !buffer.is_outside(for_loop) || but.contains(&buffer) {
            continue;
        }
        let indices = op.operands().into_iter().skip(position + 1).map(Linear::of).collect();
        accesses.push(Access { op, buffer, indices, write });
    }
    let iv = for_loop.body().arg(0);
    accesses
        .iter()
        .filter(|a| a.write)
        .all(|store| accesses.iter().filter(|a| a.buffer == store.buffer).all(|other| apart(store, other, iv, for_loop)))
}

/// Can the two accesses touch one element only in the same iteration?
fn apart(a: &Access, b: &Access, iv: Value, for_loop: Op) -> bool {
    debug_assert!(a.op.is_inside(for_loop) && b.op.is_inside(for_loop));
    // One dimension that tells iterations apart is enough.
    a.indices.iter().zip(&b.indices).any(|(x, y)| {
        let (Some((c, r)), Some((d, s))) = (x.split(iv), y.split(iv)) else { return false };
        let nonzero = c.as_constant().is_none_or(|c| c > 0);
        // What is the same for all iterations moves both places alike.
        let ((base, r), (other, s)) = (r.partition(|v| v.is_outside(for_loop)), s.partition(|v| v.is_outside(for_loop)));
        let shift = base.minus(&other);
        let (r, s) = if shift.as_constant().is_some_and(|n| n >= 0) { (r.plus(&shift), s) } else { (r, s.minus(&shift)) };
        let known = shift.as_constant().is_some();
        let rest_is_free = |rest: &Linear| fits(rest, &c, iv, for_loop, 0);
        known && nonzero && c == d && c != Linear::default() && rest_is_free(&r) && rest_is_free(&s)
    })
}

/// Is `0 <= rest < size` for all values of the loops inside `for_loop`?
fn fits(rest: &Linear, size: &Linear, iv: Value, for_loop: Op, depth: usize) -> bool {
    if let (Some(r), Some(s)) = (rest.as_constant(), size.as_constant()) {
        return 0 <= r && r < s;
    }
    if rest.as_constant() == Some(0) {
        // A symbolic size is an extent: at least one where the loop runs at all.
        return true;
    }
    if depth > 6 {
        return false;
    }
    rest.values().into_iter().any(|v| {
        let Some(inner) = loop_of(v, for_loop) else { return false };
        let Some((c, r)) = rest.split(v) else { return false };
        let lower_ok = inner.operand(0).const_int().is_some_and(|l| l >= 0);
        if !lower_ok || v == iv || c == Linear::default() {
            return false;
        }
        upper_bounds(inner.operand(1)).iter().any(|n| {
            let covered = n.times(&c);
            let within = match (covered.as_constant(), size.as_constant()) {
                (Some(a), Some(b)) => a <= b,
                _ => covered == *size,
            };
            within && fits(&r, &c, iv, for_loop, depth + 1)
        })
    })
}

/// The loop inside `for_loop` whose induction variable is `v`.
fn loop_of(v: Value, for_loop: Op) -> Option<Op> {
    let (block, 0) = v.as_block_arg()? else { return None };
    block.parent_op().filter(|op| op.is("scf.for") && op.is_inside(for_loop))
}

/// Polynomials that a loop's upper bound does not exceed.
fn upper_bounds(v: Value) -> Vec<Linear> {
    let mut bounds = vec![Linear::of(v)];
    let mut inner = v;
    while let Some(cast) = inner.def().filter(|d| d.is("arith.index_cast")) {
        inner = cast.operand(0);
    }
    if let Some(min) = inner.def_by("arith.minsi") {
        bounds.extend(upper_bounds(min.operand(0)));
        bounds.extend(upper_bounds(min.operand(1)));
    }
    bounds
}
