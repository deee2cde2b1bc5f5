//! `overlay`: arrays of a block that are never needed at the same time take the same memory (TVM: `StorageRewrite`).
//!
//! ```text
//! As[64][32]: filled and read;  out[64][48]: filled and read        // in this order, in a loop bound to `blockIdx`
//! // overlay{space=shared} becomes
//! shared[3072]: As[i][k] is shared[32 * i + k], then out[i][j] is shared[48 * i + j]
//! ```
//!
//! An array is needed from the first operation of the block's loop that touches it to the last one. Arrays that meet nobody stay what they are. Needs nothing; keeps the values:
//! what is in an array when a block begins is not looked at. Barriers are put in later, and by the memory.

use xpiler_ir::{
    Builder, Op, Result, Value, names,
    pass::{Instance, Opt, Pass},
};

use super::{align, simt::is_shared};
use crate::{
    analysis::{linear::Linear, shape::Order},
    transform::{flat_places::move_to, named::Names},
};

/// See the module.
pub struct Overlay;

impl Pass for Overlay {
    const ARGUMENT: &'static str = "overlay";
    const SUMMARY: &'static str = "Let arrays that are never needed at the same time take the same memory";
    const OPTIONS: &'static [Opt] = &[Opt::Str("space", "the memory of the arrays", "shared")];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let space = options.str(0);
        let mut taken = Names::of(module)?;
        let is_block = |l: &Op| l.str_attr(names::BIND).is_some_and(|to| to.starts_with("blockIdx."));
        let innermost = |l: &Op| !l.find("scf.for").iter().any(|inner| inner != l && is_block(inner));
        for block in module.find("scf.for").into_iter().filter(is_block).filter(innermost) {
            overlay(block, &space, &mut taken);
        }
        Ok(())
    }
}

/// An array, and the first and the last operation of the block's body that touch it.
struct Life {
    array: Op,
    first: usize,
    last: usize,
}

fn overlay(block: Op, space: &str, taken: &mut Names) {
    let order = Order::of(block.body());
    let life = |array: Op| {
        let at: Vec<usize> = array.result(0).users().into_iter().map(|u| order.place(u)).collect::<Option<_>>()?;
        Some(Life { array, first: *at.iter().min()?, last: *at.iter().max()? })
    };
    // On a GPU, arrays without a word are shared where threads read what others wrote.
    let is_there = |a: &Op| a.str_attr(names::SPACE).map_or_else(|| space == "shared" && is_shared(*a), |s| s == space);
    let arrays = block.find("memref.alloca").into_iter().filter(is_there);
    let mut lives: Vec<Life> = arrays.filter(|a| is_plain(*a)).filter_map(life).collect();
    let elements = |l: &Life| l.array.result(0).ty().num_elements().unwrap_or(0);
    // Largest first: who comes later fits in (Pisarchyk and Lee 2020, greedy by size).
    lives.sort_by_key(|l| (-elements(l), l.first));
    let mut groups: Vec<Vec<Life>> = vec![];
    for life in lives {
        let kind = |l: &Life| (l.array.result(0).ty().element(), l.array.str_attr(names::CTYPE));
        let apart = |l: &Life| l.last < life.first || life.last < l.first;
        match groups.iter_mut().find(|g| g.iter().all(apart) && kind(&g[0]) == kind(&life)) {
            Some(group) => group.push(life),
            None => groups.push(vec![life]),
        }
    }
    for group in groups.into_iter().filter(|g| g.len() > 1) {
        merge(block, &group, space, taken);
    }
}

/// Is the array of a constant size, and only loaded, stored and given to rows?
fn is_plain(array: Op) -> bool {
    let is_access = |u: &Op| ["memref.load", "memref.store", "intrin.call"].iter().any(|n| u.is(n));
    array.result(0).ty().static_shape().is_some_and(|s| !s.is_empty()) && array.result(0).users().iter().all(is_access)
}

fn merge(block: Op, group: &[Life], space: &str, taken: &mut Names) {
    let b = Builder::at_start(block.body(), block.loc());
    let sizes = group.iter().filter_map(|l| l.array.result(0).ty().num_elements());
    let element = group[0].array.result(0).ty().element();
    let memory = b.alloca(&[sizes.max().unwrap_or(1)], element, &taken.fresh(space));
    let def = memory.def().expect("just built");
    def.set_attr(names::SPACE, b.ctx.str_attr(space));
    def.replace_attr(names::CTYPE, group[0].array.attr(names::CTYPE));
    group.iter().filter_map(|l| l.array.int_attr(names::ALIGN)).for_each(|bytes| align(def, bytes));
    for life in group {
        let array = life.array.result(0);
        let shape = array.ty().static_shape().expect("checked");
        for user in array.users() {
            move_access(user, array, &shape, memory);
        }
        life.array.erase();
    }
}

/// Puts one array in the place of another: at the same element, counted from its start.
fn move_access(user: Op, array: Value, shape: &[i64], memory: Value) {
    if user.is("intrin.call") {
        // Its places are counted from the start already.
        return user.replace_operand(array, memory);
    }
    move_to(user, memory, shape, &Linear::default());
}
