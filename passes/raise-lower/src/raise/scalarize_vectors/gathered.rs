//! What a row gathers in an array of its own is gathered where it goes.

use xpiler_ir::{Builder, Op, Value};

use super::memory::{effects, same_place};

/// What a row gathers into an array of its own, `r[l] = a[l]; r[l] += ..`, before `a = r`: it could be gathered into `a`.
pub(super) struct Gathered {
    /// The array.
    array: Value,
    /// `vector.load` of `a`, and of the array.
    loads: [Op; 2],
    /// `a = r`
    store: Op,
    /// `r[l] = a[l]` and the value stored.
    first: [Op; 2],
}

impl Gathered {
    /// Recognises what ends in that store: nothing else may touch `a` from its load on.
    pub fn into(store: Op) -> Option<Self> {
        let (target, at) = (store.operand(1), &store.operands()[2..]);
        let end = store
            .operand(0)
            .def_by("vector.load")
            .filter(|end| store.operand(0).users().len() == 1 && end.block() == store.block())?;
        let array = end.operand(0);
        let own = array.def_by("memref.alloca").is_some_and(|def| def.block() == store.block()) && array.ty().shape().len() == 1;
        let accesses: Vec<Op> = array.users().into_iter().filter(|user| *user != end).collect();
        // The loop over lanes: the only one at this level that knows the array.
        let level = |op: &Op| op.ancestors().find(|around| around.block() == store.block());
        let around = level(accesses.last()?).filter(|op| op.is("scf.for") && op.results().is_empty())?;
        let lane = around.body().arg(0);
        let mine = |op: &Op| {
            let index = if op.is("memref.load") { 1 } else { 2 };
            (op.is("memref.load") || op.is("memref.store") && op.operand(1) == array)
                && op.operand(index) == lane
                && op.is_inside(around)
        };
        if !own || at.last()?.const_int() != Some(0) || !accesses.iter().all(mine) {
            return None;
        }
        let put = around.body().body_ops().into_iter().find(|op| op.is("memref.store") && op.operand(1) == array)?;
        let take = put.operand(0).def_by("vector.extract").filter(|take| take.operands().get(1) == Some(&lane))?;
        let begin =
            take.operand(0).def_by("vector.load").filter(|b| b.operand(0) == target && same_place(&b.operands()[1..], at))?;
        let once = begin.result(0).users().len() == 1 && put.operand(0).users().len() == 1 && begin.block() == store.block();
        let started = accesses.iter().all(|op| *op == put || !comes_before(*op, put, around));
        let mut between = std::iter::successors(begin.next(), |op| op.next()).take_while(|op| *op != store);
        let alone = between
            .all(|op| op.walk().into_iter().all(|op| effects(op).is_some_and(|all| all.iter().all(|e| e.root != target.root()))));
        (once && started && alone).then_some(Self { array, loads: [begin, end], store, first: [put, take] })
    }

    pub fn in_place(self) {
        let (target, at) = (self.store.operand(1), self.store.operands()[2..].to_vec());
        for op in [self.first[0], self.first[1], self.store, self.loads[0], self.loads[1]] {
            op.erase();
        }
        for access in self.array.users() {
            let (index, b) = (if access.is("memref.load") { 1 } else { 2 }, Builder::before(access));
            let place = [&at[..at.len() - 1], &[access.operand(index)]].concat();
            if access.is("memref.load") {
                access.result(0).replace_all_uses(b.load(target, &place));
            } else {
                b.store(access.operand(0), target, &place);
            }
            access.erase();
        }
        if let Some(def) = self.array.def() {
            def.erase();
        }
    }
}

/// Does an operation inside the loop run before `other`, which stands in its body?
fn comes_before(op: Op, other: Op, around: Op) -> bool {
    let all = around.walk();
    all.iter().position(|o| *o == op) < all.iter().position(|o| *o == other)
}
