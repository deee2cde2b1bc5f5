//! `pack`: the last dimension of an array in groups, the groups outermost (MLIR's `linalg.pack`).
//!
//! ```text
//! array Bs[32][64];    .. Bs[k][16 * c + j] ..
//! // pack{buffer=Bs factor=16} becomes
//! array Bs[4][32][16]; .. Bs[c][k][j] ..
//! ```
//!
//! A group's columns lie together then, as the loads of small matrices want them.
//! Needs: an array of one of the target's memories whose last dimension is a multiple of the factor, which is only loaded from and stored to.
//! Keeps: the values; every element has one place.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value,
    pass::{Instance, Opt, Pass},
};

use super::named;
use crate::analysis::{linear::Linear, shape::reach, trips::count_iterations};

/// See the module.
pub struct Pack;

impl Pass for Pack {
    const ARGUMENT: &'static str = "pack";
    const SUMMARY: &'static str = "Put the last dimension of an array into groups, outermost";
    const OPTIONS: &'static [Opt] = &[Opt::Str("buffer", "the array's name", ""), Opt::Int("factor", "elements of a group", 16)];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let (name, factor) = (options.str(0), options.int(1));
        let array = named::find_buffer(module, &name)?;
        pack(array, factor)?;
        named::record(module, &format!("pack{{buffer={name} factor={factor}}}"), "every element has one place (by construction)");
        Ok(())
    }
}

fn pack(array: Value, factor: i64) -> Result<()> {
    let refuse = |message: String| Diagnostic::error("illegal-pack", message).at(array.def().and_then(Op::span));
    let Some(alloca) = array.def_by("memref.alloca") else {
        return Err(
            refuse("the buffer is no array of the kernel".into()).help("stage it first: cache{buffer=.. loop=.. space=..}")
        );
    };
    let Some(shape) = array.ty().static_shape().filter(|s| s.len() > 1) else {
        return Err(refuse("the array has one dimension".into()));
    };
    let width = shape[shape.len() - 1];
    if factor < 1 || width % factor != 0 {
        return Err(refuse(format!("{width} elements do not make groups of {factor}")));
    }
    if let Some(user) =
        array.users().into_iter().find(|u| !(u.is("memref.load") || u.is("memref.store") && u.operand(0) != array))
    {
        let message = format!("the array is used by `{}`, not only loaded from and stored to", user.name());
        return Err(refuse(message).at(user.span()));
    }
    let packed: Vec<i64> = [width / factor].into_iter().chain(shape[..shape.len() - 1].iter().copied()).chain([factor]).collect();
    let b = Builder::before(alloca);
    let new = named::in_place_of(&b, alloca, &packed);
    for access in array.users() {
        let indices = &access.operands()[1 + usize::from(access.is("memref.store"))..];
        let (last, outer) = indices.split_last().expect("the array has dimensions");
        let b = Builder::before(access);
        let (group, place) = divided(&b, *last, factor);
        let indices: Vec<Value> = [group].into_iter().chain(outer.iter().copied()).chain([place]).collect();
        if access.is("memref.load") {
            access.result(0).replace_all_uses(b.load(new, &indices));
        } else {
            b.store(access.operand(0), new, &indices);
        }
        access.erase();
    }
    alloca.erase();
    Ok(())
}

/// The quotient and the rest of an index: without a division where loops over groups, and over the elements of one, make it.
fn divided(b: &Builder, index: Value, by: i64) -> (Value, Value) {
    for v in Linear::of(index).values() {
        let around = v.as_block_arg().and_then(|(block, _)| block.parent_op()).filter(|op| op.is("scf.for"));
        around.filter(|op| op.operand(2).const_int().is_some_and(|s| s % by == 0)).into_iter().for_each(count_iterations);
    }
    let index_of = Linear::of(index);
    let whole = |v: Value| index_of.coefficient(v).and_then(|(c, _)| c.as_constant()).is_some_and(|c| c % by == 0);
    let (groups, rest) = index_of.partition(whole);
    match groups.divided(by).filter(|_| reach(&rest).is_some_and(|most| most < by)) {
        Some(group) => (group.build(b), rest.build(b)),
        None => (b.bin("arith.divui", index, b.index(by)), b.bin("arith.remui", index, b.index(by))),
    }
}
