//! `loop-unsplit`: a loop over pieces around the loop over a piece's elements is one loop over the elements.
//!
//! ```mlir
//! scf.for %i = %c0 to %n step %c16 { scf.for %l = %c0 to min(16, %n - %i) step %c1 { S(%i + %l) } }
//! // becomes
//! scf.for %i = %c0 to %n step %c1 { S(%i) }
//! ```
//!
//! Parallel loops between the two change places. So is `for %i < %n { for %l < min(4, %m - 4 * %i) { S(4 * %i + %l) } }`, a loop that counts pieces, up to `min(4 * %n, %m)`.
//!
//! The inverse of `loop-split`; vectors of x86 and tiles of BANG C are read this way. The order of the elements stays.
//! Needs: a perfect nest, but for reads of what it does not write, whose body knows the two counters by their sum alone; whole pieces, or pieces cut off at the end.
//! Claims, where the number of elements is not known, that it is a multiple of whole pieces: behind the end is no element.

use xpiler_ir::{
    Builder, Op, Result, Value, names,
    pass::{Instance, Pass},
};

use super::loop_bounds::least;
use crate::analysis::{
    dependence,
    linear::Linear,
    shape::{effects, is_number, is_parallel, known_outside, perfect_child, terms_of_min},
    trips::product,
};

/// See the module.
pub struct LoopUnsplit;

impl Pass for LoopUnsplit {
    const ARGUMENT: &'static str = "loop-unsplit";
    const SUMMARY: &'static str = "Join a loop over pieces and the loop over the elements of a piece";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        while let Some(found) = module.find("scf.for").into_iter().find_map(pieces) {
            join(&found);
        }
        Ok(())
    }
}

/// A loop over pieces and the loop over a piece's elements.
struct Pieces {
    outer: Op,
    inner: Op,
    /// By how many elements an iteration of the outer loop goes on, for one that counts them by 1.
    scale: i64,
    /// What elements end at, besides the last piece.
    ends: Vec<Linear>,
}

/// The loop that is all in a loop's body besides what is computed and read for it, from where it does not write.
fn child(outer: Op) -> Option<Op> {
    let (loads, others): (Vec<Op>, Vec<Op>) = effects(outer).into_iter().partition(|op| op.is("memref.load"));
    let [inner] = others[..] else { return None };
    let written: Vec<Value> = inner.find("memref.store").into_iter().map(|s| s.operand(1).root()).collect();
    let plain = inner.is("scf.for") && inner.results().is_empty();
    (plain && loads.iter().all(|load| !written.contains(&load.operand(0).root()))).then_some(inner)
}

/// The loops that may be over an outer loop's pieces: the one inside, and those farther inside of a perfect nest of parallel loops, which change places.
fn inside(outer: Op) -> Vec<Op> {
    let mut all: Vec<Op> = child(outer).into_iter().collect();
    while let Some(last) = all.last().copied().filter(|last| is_parallel(outer) && is_parallel(*last)) {
        let known = last.operands().into_iter().all(|v| known_outside(v, outer));
        match perfect_child(last).filter(|next| known && is_parallel(*next)) {
            Some(next) => all.push(next),
            None => break,
        }
    }
    all
}

fn pieces(outer: Op) -> Option<Pieces> {
    inside(outer).into_iter().find_map(|inner| of_pieces(outer, inner))
}

fn of_pieces(outer: Op, inner: Op) -> Option<Pieces> {
    let counted = inner.operand(0).const_int() == Some(0) && inner.operand(2).const_int() == Some(1);
    let plain = outer.results().is_empty() && outer.attr("unsignedCmp").is_none() && inner.attr("unsignedCmp").is_none();
    if !counted || !plain {
        return None;
    }
    let terms = terms_of_min(inner.operand(1));
    let full = terms.iter().filter_map(Linear::as_constant).min().filter(|size| *size > 1)?;
    let (first, step) = (outer.operand(0).const_int(), outer.operand(2).const_int()?);
    let scale = if step == 1 && first == Some(0) { full } else { 1 };
    let size = step.checked_mul(scale).filter(|size| *size == full)?;
    let per = Linear::constant(scale);
    let (start, last) = (Linear::leaf(outer.body().arg(0)).times(&per), Linear::of(outer.operand(1)).times(&per));
    let mut ends: Vec<Linear> = terms.iter().filter(|t| t.as_constant().is_none()).map(|t| t.plus(&start)).collect();
    let known = ends.iter().flat_map(Linear::values).all(|v| v.is_outside(outer));
    let cut = ends.contains(&last);
    ends.retain(|end| *end != last);
    let whole = match (first, outer.operand(1).const_int()) {
        _ if scale > 1 => true,
        (Some(first), Some(last)) => last.checked_sub(first).is_some_and(|all| all % size == 0),
        (first, _) => first == Some(0),
    };
    if !known || !(cut || whole) {
        return None;
    }
    let independent = !is_parallel(outer) || is_parallel(inner) || dependence::is_independent(inner);
    (independent && by_sum(outer, inner, scale)).then_some(Pieces { outer, inner, scale, ends })
}

/// Does everything inside depend on the sum of the two counters only, of which the outer one counts so many at once?
fn by_sum(outer: Op, inner: Op, scale: i64) -> bool {
    const LOOKED_INTO: [&str; 6] =
        ["arith.addi", "arith.subi", "arith.muli", "arith.index_cast", "arith.index_castui", "arith.extsi"];
    let (start, at) = (outer.body().arg(0), inner.body().arg(0));
    let same = |v: Value| {
        let polynomial = if is_number(v.ty()) { Linear::of(v) } else { Linear::leaf(v) };
        // What is computed inside is asked about on its own; the inner counter's range may change with the outer one.
        let opaque = polynomial.values().into_iter().filter(|leaf| *leaf != start && leaf.is_outside(inner));
        let step = |counter: Value, by: i64| polynomial.replace(counter, &Linear::leaf(counter).plus(&Linear::constant(by)));
        opaque.into_iter().all(|leaf| Linear::leaf(leaf).split(start).is_some()) && step(start, 1) == step(at, scale)
    };
    let between = |v: &Value| v.def().is_some_and(|def| def.is_inside(outer) && !def.is_inside(inner));
    inner.walk().into_iter().filter(|op| *op != inner).all(|op| {
        let looked_into = LOOKED_INTO.iter().any(|name| op.is(name));
        op.operands().into_iter().all(|v| if is_number(v.ty()) { looked_into || same(v) } else { !between(&v) || same(v) })
    })
}

fn join(found: &Pieces) {
    let &Pieces { outer, inner, scale, .. } = found;
    let b = Builder::before(outer);
    let ty = outer.operand(1).ty();
    let mut last = product(&b, outer.operand(1), b.int(ty, scale));
    for end in &found.ends {
        last = least(last, b.index_cast(end.build(&b), ty), &b);
    }
    outer.set_operand(1, last);
    outer.set_operand(2, b.int(ty, 1));
    if scale > 1 {
        // It counts no threads any more.
        outer.remove_attr(names::BIND);
    }
    if !is_parallel(inner) {
        outer.remove_attr(names::PARALLEL);
    }
    let at = Builder::before(inner);
    let element = outer.body().arg(0);
    let (start, zero) = (b.int(ty, 0), inner.body().arg(0));
    element.replace_all_uses(start);
    zero.replace_all_uses(at.index_cast(element, zero.ty()));
    for op in inner.body().body_ops() {
        op.move_before(inner);
    }
    inner.erase();
}
