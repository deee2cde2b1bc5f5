//! `loop-unsplit`: a loop over pieces around the loop over a piece's elements is one loop over the elements.
//!
//! ```mlir
//! scf.for %i = %c0 to %n step %c16 { scf.for %l = %c0 to min(16, %n - %i) step %c1 { S(%i + %l) } }
//! // becomes
//! scf.for %i = %c0 to %n step %c1 { S(%i) }
//! ```
//!
//! The inverse of `loop-split`; vectors of x86 and tiles of BANG C are read this way. The order of the elements stays.
//! Needs: a perfect nest whose body knows the two counters by their sum alone; whole pieces, or pieces cut off at the end.
//! Claims, where the number of elements is not known, that it is a multiple of whole pieces: behind the end is no element.

use xpiler_ir::{
    Builder, Op, Result, Type, Value, names,
    pass::{Instance, Pass},
};

use crate::analysis::{
    dependence,
    linear::Linear,
    shape::{is_parallel, perfect_child, terms_of_min},
};

/// See the module.
pub struct LoopUnsplit;

impl Pass for LoopUnsplit {
    const ARGUMENT: &'static str = "loop-unsplit";
    const SUMMARY: &'static str = "Join a loop over pieces and the loop over the elements of a piece";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        while let Some((outer, inner)) =
            module.find("scf.for").into_iter().find_map(|outer| pieces(outer).map(|inner| (outer, inner)))
        {
            join(outer, inner);
        }
        Ok(())
    }
}

fn pieces(outer: Op) -> Option<Op> {
    let inner = perfect_child(outer)?;
    let size = outer.operand(2).const_int().filter(|s| *s > 1)?;
    let counted = inner.operand(0).const_int() == Some(0) && inner.operand(2).const_int() == Some(1);
    let plain = outer.results().is_empty() && outer.attr("unsignedCmp").is_none() && inner.attr("unsignedCmp").is_none();
    if !counted || !plain {
        return None;
    }
    let start = outer.body().arg(0);
    let left = Linear::of(outer.operand(1)).minus(&Linear::leaf(start));
    let terms = terms_of_min(inner.operand(1));
    let full = terms.iter().any(|t| t.as_constant() == Some(size));
    let cut = terms.contains(&left);
    let known = terms.iter().all(|t| t.as_constant() == Some(size) || *t == left);
    let whole = match (outer.operand(0).const_int(), outer.operand(1).const_int()) {
        (Some(first), Some(last)) => last.checked_sub(first).is_some_and(|all| all % size == 0),
        (first, _) => first == Some(0),
    };
    if !full || !known || !(cut || whole) {
        return None;
    }
    let independent = !is_parallel(outer) || is_parallel(inner) || dependence::is_independent(inner);
    (independent && by_sum(outer, inner)).then_some(inner)
}

fn is_number(ty: Type) -> bool {
    ty.is_index() || ty.is_int() && ty.bits() > 1
}

/// Does everything inside depend on the sum of the two counters only?
fn by_sum(outer: Op, inner: Op) -> bool {
    const LOOKED_INTO: [&str; 6] =
        ["arith.addi", "arith.subi", "arith.muli", "arith.index_cast", "arith.index_castui", "arith.extsi"];
    let (start, at) = (outer.body().arg(0), inner.body().arg(0));
    let one = Linear::constant(1);
    let same = |v: Value| {
        let polynomial = if is_number(v.ty()) { Linear::of(v) } else { Linear::leaf(v) };
        // What is computed inside is asked about on its own; the inner counter's range may change with the outer one.
        let opaque = polynomial.values().into_iter().filter(|leaf| *leaf != start && leaf.is_outside(inner));
        let step = |counter: Value| polynomial.replace(counter, &Linear::leaf(counter).plus(&one));
        opaque.into_iter().all(|leaf| Linear::leaf(leaf).split(start).is_some()) && step(start) == step(at)
    };
    let between = |v: &Value| v.def().is_some_and(|def| def.block() == Some(outer.body()));
    inner.walk().into_iter().filter(|op| *op != inner).all(|op| {
        let looked_into = LOOKED_INTO.iter().any(|name| op.is(name));
        op.operands().into_iter().all(|v| if is_number(v.ty()) { looked_into || same(v) } else { !between(&v) || same(v) })
    })
}

fn join(outer: Op, inner: Op) {
    let b = Builder::before(outer);
    let ty = outer.operand(1).ty();
    outer.set_operand(2, b.int(ty, 1));
    if !is_parallel(inner) {
        outer.remove_attr(names::PARALLEL);
    }
    let zero = Builder::before(inner).int(inner.body().arg(0).ty(), 0);
    inner.body().arg(0).replace_all_uses(zero);
    for op in inner.body().body_ops() {
        op.move_before(inner);
    }
    inner.erase();
}
