//! `rename-arrays{buffers=T,U}`: an array that is filled anew, again and again, becomes one array for each filling (compilers: array renaming).
//!
//! ```text
//! T[64];  for e < n { T[e] = a[e] }  for e < n { T[e] = T[e] * T[e] }  for e < n { s += T[e] }
//! // becomes
//! T[64]; for e < n { T[e] = a[e] }   T.1[64]; for e < n { T.1[e] = T[e] * T[e] }   for e < n { s += T.1[e] }
//! ```
//!
//! Kernels for a machine with room for a few vectors use each again for what it has nothing to do with. What each filling holds is plain then: see `uncache`.
//! Needs: one dimension; loops that store the first elements, one each; behind them in the same block, up to the next filling, accesses of these elements alone.
//! Keeps: the values.

use xpiler_ir::{
    Block, Builder, Op, Result, Value, names,
    pass::{Instance, Opt, Pass},
};

use super::{
    flat_places::shape_of_places,
    named::{self, Names},
};
use crate::analysis::{
    bounds::is_below,
    shape::{Order, indices, uncast},
};

/// See the module.
pub struct RenameArrays;

impl Pass for RenameArrays {
    const ARGUMENT: &'static str = "rename-arrays";
    const SUMMARY: &'static str = "Give each filling of an array an array of its own";
    const OPTIONS: &'static [Opt] = &[Opt::Str("buffers", "the arrays, `T,U`", "")];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        for name in options.str(0).split(',').filter(|name| !name.is_empty()) {
            let buffer = named::find_buffer(module, name.trim())?;
            let Some(array) = buffer.def_by("memref.alloca").filter(|_| shape_of_places(buffer).is_some_and(|s| s.len() == 1))
            else {
                continue;
            };
            if let Some(fillings) = Fillings::of(array).filter(|f| f.found.len() > 1 || f.start_inside(array)) {
                fillings.rename(array, &mut Names::of(module)?);
            }
        }
        Ok(())
    }
}

/// A filling: the loop that stores the first elements, and where it ends.
struct Filling {
    start: Op,
    end: Value,
}

/// All fillings of an array, and which of them each access belongs to.
struct Fillings {
    array: Value,
    found: Vec<Filling>,
    accesses: Vec<(Op, usize)>,
}

impl Fillings {
    /// Nothing if an access may be of what several fillings left, or none.
    fn of(array: Op) -> Option<Self> {
        let mut this = Self { array: array.result(0), found: vec![], accesses: vec![] };
        this.visit(array.block()?)?;
        Some(this)
    }

    fn start_inside(&self, array: Op) -> bool {
        self.found.first().is_some_and(|f| f.start.block() != array.block())
    }

    /// Attributes the accesses of a block, in which nothing that was filled before is read.
    fn visit(&mut self, block: Block) -> Option<()> {
        let mut current = None;
        for op in block.ops() {
            let accesses = self.accesses_in(op);
            if accesses.is_empty() {
                continue;
            }
            if let Some((filling, before)) = filling(op, &accesses)
                && before.iter().all(|read| current.is_some_and(|at| self.is_of(*read, at)))
            {
                let new = self.found.len();
                let of = |access: &Op| if before.contains(access) { current.unwrap_or(new) } else { new };
                self.accesses.extend(accesses.iter().map(|access| (*access, of(access))));
                current = Some(new);
                self.found.push(filling);
            } else if let Some(at) = current.filter(|at| accesses.iter().all(|a| self.is_of(*a, *at))) {
                self.accesses.extend(accesses.into_iter().map(|a| (a, at)));
            } else {
                for inner in op.regions().into_iter().flat_map(xpiler_ir::Region::blocks) {
                    self.visit(inner)?;
                }
                // It is no block's own access: those of the blocks inside have been attributed.
                if accesses.contains(&op) {
                    return None;
                }
                current = None;
            }
        }
        Some(())
    }

    /// The uses of the array in an operation; the operation itself may be one.
    fn accesses_in(&self, op: Op) -> Vec<Op> {
        self.array.users().into_iter().filter(|user| user.is_inside(op)).collect()
    }

    /// Is it an access of what a filling has stored: does its index count to that end, or is it the first where there is one?
    fn is_of(&self, access: Op, at: usize) -> bool {
        let Filling { start, end } = self.found[at];
        is_below(indices(access)[0], end, start)
    }

    fn rename(self, array: Op, taken: &mut Names) {
        let (name, shape) = (named::name_of(array), self.array.ty().static_shape().unwrap_or_default());
        let mut own: Vec<Value> = vec![];
        for filling in &self.found {
            let new = named::in_place_of(&Builder::before(filling.start), array, &shape);
            // The first keeps the name.
            if let Some(def) = new.def().filter(|_| !own.is_empty()) {
                def.set_attr(names::NAME, def.ctx().str_attr(&taken.fresh(&name)));
            }
            own.push(new);
        }
        for (access, filling) in self.accesses {
            access.set_operand(usize::from(access.is("memref.store")), own[filling]);
        }
        array.erase();
    }
}

/// The filling that a loop is, and the reads of what each element had before; others are behind the store of that element.
fn filling(op: Op, accesses: &[Op]) -> Option<(Filling, Vec<Op>)> {
    let constants = [0, 2].map(|i| op.is("scf.for").then(|| op.operand(i).const_int()).flatten());
    if constants != [Some(0), Some(1)] || !op.results().is_empty() {
        return None;
    }
    let (stores, reads): (Vec<Op>, Vec<Op>) = accesses.iter().partition(|a| a.is("memref.store"));
    let [store] = stores[..] else { return None };
    let order = Order::of(op.body());
    let own = |access: &Op| uncast(indices(*access)[0]) == op.body().arg(0);
    let before = |read: &Op| order.place(*read) < order.place(store);
    let fills = store.block() == Some(op.body()) && own(&store) && reads.iter().all(own);
    fills.then(|| (Filling { start: op, end: op.operand(1) }, reads.into_iter().filter(before).collect()))
}
