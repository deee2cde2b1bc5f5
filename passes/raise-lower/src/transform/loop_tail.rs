//! `loop-tail`: whole pieces, and the loop over what is left where there is none, are one loop.
//!
//! ```text
//! if (p + 3 < n) { for lane < 4 { S(p + lane) } } else { for (k = p; k < n; ++k) S(k) }
//! // becomes
//! for lane < min(4, n - p) { S(p + lane) }
//!
//! parallel for t < T { for (i = t; i < n / 4; i += T) { for lane < 4 { S(4 * i + lane) } }  for (k = n / 4 * 4 + t; k < n; k += T) S(k) }
//! // becomes
//! parallel for t < T { for (i = t; i < (n + 3) / 4; i += T) { for lane < min(4, n - 4 * i) { S(4 * i + lane) } } }
//! ```
//!
//! Texts that compute with `float4` end this way. A loop over what is left where nothing can be left, `if (p < n) .. else for (k = p; k < n; ++k)`, goes,
//! and so does the condition that something is left, `if (p < n) for (k = p; k < n; ++k)`.
//!
//! Needs: a condition that holds where a piece is whole, or parallel workers that start there; loops that store one element, made of the same operations
//! on the same elements. Keeps: the order of the elements, but for what workers share.

use std::collections::HashSet;

use xpiler_ir::{
    Block, Builder, Op, Result, Value, names,
    pass::{Instance, Pass},
};

use super::{
    loop_merge::starts_only,
    loop_reroll::{computed, through_variables},
};
use crate::analysis::{
    linear::Linear,
    shape::{counts_up, effects, is_number, is_parallel, is_pure, is_strided, perfect_child, terms_of_min, uncast},
};

/// See the module.
pub struct LoopTail;

/// Expressions are compared that far.
const DEEPEST: usize = 64;

impl Pass for LoopTail {
    const ARGUMENT: &'static str = "loop-tail";
    const SUMMARY: &'static str = "Join loops over whole pieces and the loops over what is left";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        for branch in module.find("scf.if").into_iter().rev() {
            let Some(room) = room(branch) else { continue };
            if let Some(block) = guard(branch, &room) {
                block.body_ops().into_iter().for_each(|op| op.move_before(branch));
                branch.erase();
                continue;
            }
            // Where there is no room, it is the opposite of this.
            let opposite = Linear::constant(1).minus(&room);
            for (side, room) in [(0, &opposite), (1, &room)] {
                let loops = branch.region(side).first().map(|block| block.body_ops()).unwrap_or_default();
                loops.into_iter().filter(|op| is_empty(*op, room)).for_each(Op::erase);
            }
            if let Some((whole, tail, left)) = pieces(branch, &[room, opposite]) {
                join(branch, whole, tail, &left);
            }
        }
        for outer in module.find("scf.for").into_iter().rev() {
            if let Some(shares) = shares(outer) {
                extend(&shares);
            }
        }
        Ok(())
    }
}

/// The condition of a branch is that this is above 0.
fn room(branch: Op) -> Option<Linear> {
    let cmp = branch.operand(0).def_by("arith.cmpi").filter(|_| branch.results().is_empty())?;
    let [a, b] = [0, 1].map(|i| Linear::of(cmp.operand(i)));
    let one = Linear::constant(1);
    // slt, sle, sgt, sge.
    match cmp.int_attr("predicate")? {
        2 => Some(b.minus(&a)),
        3 => Some(b.minus(&a).plus(&one)),
        4 => Some(a.minus(&b)),
        5 => Some(a.minus(&b).plus(&one)),
        _ => None,
    }
}

/// A loop by 1 that carries nothing.
fn is_plain(op: Op) -> bool {
    op.is("scf.for") && op.results().is_empty() && op.attr("unsignedCmp").is_none() && op.operand(2).const_int() == Some(1)
}

/// What the numbers of iterations do not exceed; all are the number.
fn counts(op: Op) -> Vec<Linear> {
    let first = Linear::of(op.operand(0));
    terms_of_min(op.operand(1)).into_iter().map(|end| end.minus(&first)).collect()
}

/// Has a loop no iterations where there is no room?
fn is_empty(op: Op, room: &Linear) -> bool {
    is_plain(op) && counts(op).iter().any(|count| count.minus(room).as_constant().is_some_and(|more| more <= 0))
}

/// What a branch holds that is a loop without iterations otherwise.
fn guard(branch: Op, room: &Linear) -> Option<Block> {
    let empty = branch.region(1).first().is_none_or(|block| block.body_ops().is_empty());
    let block = branch.region(0).first().filter(|_| empty)?;
    let effects: Vec<Op> = block.body_ops().into_iter().filter(|op| !is_pure(*op)).collect();
    matches!(effects[..], [op] if is_empty(op, room)).then_some(block)
}

/// The loop over a whole piece, the one over what is left, and how much is left.
fn pieces(branch: Op, rooms: &[Linear; 2]) -> Option<(Op, Op, Linear)> {
    let [then, otherwise] = [only_loop(branch, 0)?, only_loop(branch, 1)?];
    [(then, otherwise, &rooms[0]), (otherwise, then, &rooms[1])].into_iter().find_map(|(whole, tail, room)| {
        let size = whole.operand(1).const_int().filter(|n| *n > 1 && whole.operand(0).const_int() == Some(0))?;
        let left = room.plus(&Linear::constant(size - 1));
        let counts = counts(tail);
        let enough = |count: &Linear| *count == left || count.as_constant().is_some_and(|n| n >= size - 1);
        let known = left.values().into_iter().all(|v| v.is_outside(branch));
        let fits = counts.contains(&left) && counts.iter().all(enough) && known;
        let element = Linear::of(tail.operand(0)).plus(&Linear::leaf(whole.body().arg(0)));
        (fits && same_iterations(whole, tail, element)).then_some((whole, tail, left))
    })
}

/// Workers that share whole pieces, and then what is left.
struct Shares {
    /// The loop over a worker's pieces, the one over the elements of a piece, and the one over a worker's share of what is left.
    pieces: Op,
    whole: Op,
    tail: Op,
    size: i64,
    /// The number of elements.
    end: Value,
}

fn shares(outer: Op) -> Option<Shares> {
    let worker = outer.body().arg(0);
    let inside: Vec<Op> = if is_parallel(outer) && counts_up(outer) { effects(outer) } else { vec![] };
    let [pieces, tail] = inside[..] else { return None };
    let plain = |op: Op| op.is("scf.for") && op.results().is_empty() && op.attr("unsignedCmp").is_none();
    let whole = (plain(pieces) && plain(tail) && is_strided(pieces, outer)).then(|| perfect_child(pieces))??;
    let size = whole.operand(1).const_int().filter(|n| *n > 1 && counts_up(whole) && is_plain(whole))?;
    let quotient = uncast(pieces.operand(1)).def_by("arith.divsi").filter(|op| op.operand(1).const_int() == Some(size))?;
    let (per, end) = (Linear::constant(size), quotient.operand(0));
    let start = Linear::leaf(quotient.result(0)).times(&per).plus(&Linear::leaf(worker));
    let goes_on = Linear::of(tail.operand(0)) == start
        && Linear::of(tail.operand(1)) == Linear::of(end)
        && Linear::of(tail.operand(2)) == Linear::of(pieces.operand(2));
    let element = Linear::leaf(pieces.body().arg(0)).times(&per).plus(&Linear::leaf(whole.body().arg(0)));
    let fits = goes_on && starts_only(worker, &[pieces, tail]) && same_iterations(whole, tail, element);
    fits.then_some(Shares { pieces, whole, tail, size, end })
}

/// What is left is one more piece, of which there is less.
fn extend(shares: &Shares) {
    let &Shares { pieces, whole, tail, size, end } = shares;
    let b = Builder::before(pieces);
    let above = b.nsw("arith.addi", end, b.int(end.ty(), size - 1));
    let count = b.bin("arith.divsi", above, b.int(end.ty(), size));
    pieces.set_operand(1, b.index_cast(count, pieces.operand(1).ty()));
    let b = Builder::before(whole);
    let first = Linear::leaf(pieces.body().arg(0)).times(&Linear::constant(size));
    let left = b.index_cast(Linear::of(end).minus(&first).build(&b), whole.operand(1).ty());
    whole.set_operand(1, b.bin("arith.minsi", whole.operand(1), left));
    tail.erase();
}

/// The loop by 1 that a side of a branch is, besides what it reads.
fn only_loop(branch: Op, side: usize) -> Option<Op> {
    let ops = branch.region(side).first()?.body_ops();
    let mut effects = ops.into_iter().filter(|op| !is_pure(*op) && !op.is("memref.load"));
    let op = effects.next().filter(|op| is_plain(*op))?;
    effects.next().is_none().then_some(op)
}

/// The only store of an iteration to something that outlives it.
fn only_store(op: Op) -> Option<Op> {
    let mut stores = vec![];
    for inner in effects(op) {
        match inner.name().as_str() {
            "memref.load" | "memref.alloca" => {}
            "memref.store" if inner.operand(1).is_outside(op) => stores.push(inner),
            "memref.store" if inner.operand_count() == 2 => {}
            _ => return None,
        }
    }
    // What is read is read before.
    let store = stores.pop().filter(|_| stores.is_empty())?;
    let after = std::iter::successors(store.next(), |o| o.next()).any(|o| o.is("memref.load"));
    (!after).then_some(store)
}

/// Does each iteration of one loop do what the iteration `element` of the other one does?
fn same_iterations(whole: Op, tail: Op, element: Linear) -> bool {
    let (Some(a), Some(b)) = (only_store(whole), only_store(tail)) else { return false };
    // What a side reads in front of its loop is read by each iteration, then.
    let read = |v: Value| v.def_by("memref.load").is_some_and(|l| l.operand(0).root() == a.operand(1).root());
    let in_front = |op: Op| op.block().map(|block| block.body_ops()).unwrap_or_default();
    if [whole, tail].into_iter().flat_map(in_front).flat_map(Op::results).any(read) {
        return false;
    }
    let mut same = Same { counter: tail.body().arg(0), element, known: HashSet::new() };
    same.operands(a, b, 0)
}

/// What is the same in two loops, where the counter of one is an element in the other.
struct Same {
    counter: Value,
    element: Linear,
    known: HashSet<(Value, Value)>,
}

impl Same {
    fn operands(&mut self, a: Op, b: Op, depth: usize) -> bool {
        a.operand_count() == b.operand_count()
            && (0..a.operand_count()).all(|i| self.values(a.operand(i), b.operand(i), depth + 1))
    }

    fn values(&mut self, a: Value, b: Value, depth: usize) -> bool {
        let (a, b) = (through_variables(a), through_variables(b));
        if a == b || self.known.contains(&(a, b)) {
            return true;
        }
        let same = a.ty() == b.ty()
            && depth < DEEPEST
            && (is_number(a.ty()) && Linear::of(a) == Linear::of(b).replace(self.counter, &self.element)
                || a.def().zip(b.def()).is_some_and(|(x, y)| {
                    let reads = is_pure(x) || x.is("memref.load");
                    reads && x.name() == y.name() && computed(x) == computed(y) && self.operands(x, y, depth)
                }));
        if same {
            self.known.insert((a, b));
        }
        same
    }
}

fn join(branch: Op, whole: Op, tail: Op, left: &Linear) {
    let b = Builder::before(branch);
    let ty = whole.operand(1).ty();
    let count = whole.operand(1).const_int().expect("checked");
    // In the words of the text where they are known here.
    let [first, end] = [0, 1].map(|i| tail.operand(i));
    let written = [first, end].iter().all(|v| v.is_outside(branch)) && Linear::of(end).minus(&Linear::of(first)) == *left;
    let left = if written { b.nsw("arith.subi", end, first) } else { left.build(&b) };
    let last = b.bin("arith.minsi", b.int(ty, count), b.index_cast(left, ty));
    for (i, bound) in [b.int(ty, 0), last, b.int(ty, 1)].into_iter().enumerate() {
        whole.set_operand(i, bound);
    }
    // What is read in front is there if there is an iteration.
    let front = whole.body().ops()[0];
    let others = whole.block().map(|block| block.body_ops()).unwrap_or_default().into_iter().filter(|op| *op != whole);
    others.for_each(|op| op.move_before(front));
    if !is_parallel(tail) {
        whole.remove_attr(names::PARALLEL);
    }
    whole.move_before(branch);
    branch.erase();
}
