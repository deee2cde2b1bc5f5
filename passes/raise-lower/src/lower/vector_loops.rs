//! Loops bound to `vector`: a thread copies as many elements as the loop has iterations by one access, where that is aligned.
//!
//! ```text
//! vector for i < 16 { if (r < m && 16 * c + i < K - k) t[r][16 * c + i] = x[r * K + k + 16 * c + i]; else t[r][16 * c + i] = 0; }
//! // becomes
//! if (r < m && 16 * c < K - k && K % 16 == 0) *(int4 *)&t[r][16 * c] = *(const int4 *)&x[r * K + k + 16 * c];
//! else for i < 16 { .. }
//! ```
//!
//! Buffers are aligned as allocations are, and arrays are made so. What else the place of the first element must be a multiple of is read off
//! polynomials; what they say only if a scalar is such a multiple, is asked while running. Where that is not enough, the loop stays as it is.

use xpiler_ir::{Builder, Op, Value, builder::Spec, names};

use super::align;
use crate::analysis::{linear::Linear, shape::is_pure};

/// What a loop is bound to that runs as one access.
pub const VECTOR: &str = "vector";
/// Bytes of the widest access of a thread.
pub const WIDEST: i64 = 16;

/// Replaces the loops bound to `vector` inside of an operation.
pub fn widen(inside: Op) {
    for vector in inside.find("scf.for").into_iter().filter(|l| l.str_attr(names::BIND).as_deref() == Some(VECTOR)) {
        vector.remove_attr(names::BIND);
        if let Some(copy) = Copy::of(vector) {
            copy.widen();
        }
    }
}

/// Can the loop run as one access?
pub fn is_vector(vector: Op) -> bool {
    Copy::of(vector).is_some()
}

/// A loop that copies consecutive elements.
struct Copy {
    vector: Op,
    lanes: i64,
    load: Op,
    store: Op,
    /// What is stored to.
    array: Op,
    /// Conditions under which an element is copied.
    guards: Vec<Value>,
    /// Scalars that must be multiples of the number of lanes.
    multiples: Vec<Value>,
}

impl Copy {
    fn of(vector: Op) -> Option<Self> {
        let plain = vector.operand(0).const_int() == Some(0) && vector.operand(2).const_int() == Some(1);
        let lanes = vector.operand(1).const_int().filter(|n| plain && *n > 1 && n.count_ones() == 1)?;
        let mut block = vector.body();
        let mut guards = vec![];
        // Nothing happens on the way to the store but conditions.
        let store = loop {
            let effects: Vec<Op> = block.body_ops().into_iter().filter(|op| !is_pure(*op) && !op.is("memref.load")).collect();
            match effects[..] {
                [branch] if branch.is("scf.if") && branch.results().is_empty() => {
                    conjuncts(branch.operand(0), &mut guards);
                    block = *branch.region(0).blocks().first()?;
                }
                [store] if store.is("memref.store") => break store,
                _ => return None,
            }
        };
        let load = store.operand(0).def_by("memref.load").filter(|l| l.block() == store.block())?;
        let others = vector.find("memref.load").into_iter().any(|l| l != load && l.block() == store.block());
        let (from, to) = (load.operand(0), store.operand(1));
        let array = to.def_by("memref.alloca").filter(|a| a.attr(names::SPACE).is_some())?;
        let bytes = lanes * i64::from(from.ty().element().bits()) / 8;
        if others
            || load.result(0).users().len() != 1
            || from.as_block_arg().is_none()
            || load.operand_count() != 2
            || bytes > WIDEST
        {
            return None;
        }
        let mut copy = Self { vector, lanes, load, store, array, guards, multiples: vec![] };
        copy.is_aligned()?;
        Some(copy)
    }

    /// Are the elements next to each other, on both sides from a multiple of their number on, and all of them copied or none?
    fn is_aligned(&mut self) -> Option<()> {
        let row = self.array.result(0).ty().static_shape()?.last().copied()?;
        let (last, before) = self.store.operands()[2..].split_last().map(|(l, b)| (*l, b.to_vec()))?;
        let ends_row = row % self.lanes == 0 && self.steps(last)? == 1 && self.always_starts(last);
        let stays = before.into_iter().all(|index| self.steps(index) == Some(0));
        let mut multiples = vec![];
        let place = self.load.operand(1);
        let follows = self.steps(place)? == 1 && self.starts(place, &mut multiples);
        if !(ends_row && stays && follows) {
            return None;
        }
        for guard in &self.guards {
            let cmp = guard.def_by("arith.cmpi")?;
            let (a, b) = (cmp.operand(0), cmp.operand(1));
            match (self.steps(a)?, self.steps(b)?) {
                (0, 0) => {}
                // Below a bound that is itself where a group starts: 2 is `slt`.
                (1, 0) if cmp.int_attr("predicate") == Some(2) => {
                    let rest = Linear::of(b).minus(&self.first(a));
                    is_multiple(&rest, self.lanes, &mut multiples).then_some(())?;
                }
                _ => return None,
            }
        }
        self.multiples = multiples;
        Some(())
    }

    fn iteration(&self) -> Value {
        self.vector.body().arg(0)
    }

    /// By how much a value grows with each iteration.
    fn steps(&self, v: Value) -> Option<i64> {
        let place = Linear::of(v);
        let mut sum = 0;
        for leaf in place.values() {
            let each = if leaf == self.iteration() {
                1
            } else if !self.changes(leaf) {
                continue;
            } else {
                // In a group that starts at a multiple of the divisor, the quotient stays and the rest grows.
                let group = leaf
                    .def()
                    .filter(|op| op.operand_count() == 2 && op.operand(1).const_int().is_some_and(|c| c % self.lanes == 0))?;
                let whole = self.steps(group.operand(0))? == 1 && self.always_starts(group.operand(0));
                match group.name().as_str() {
                    "arith.divui" if whole => 0,
                    "arith.remui" if whole => 1,
                    _ => return None,
                }
            };
            sum += each * place.coefficient(leaf)?.0.as_constant()?;
        }
        Some(sum)
    }

    /// Does the value change with the iteration?
    fn changes(&self, v: Value) -> bool {
        let inside = |op: Op| op.is_inside(self.vector);
        v == self.iteration() || v.def().is_some_and(|op| inside(op) && op.operands().into_iter().any(|o| self.changes(o)))
    }

    /// The value in the first iteration, as a polynomial over what does not change; rests of whole groups start at 0.
    fn first(&self, v: Value) -> Linear {
        let mut place = Linear::of(v);
        for leaf in place.values() {
            if leaf == self.iteration() || self.changes(leaf) && leaf.def_by("arith.remui").is_some() {
                let start = match leaf.def_by("arith.remui") {
                    // What is left of a start that is a multiple is one, too.
                    Some(rest) => Linear::leaf(rest.operand(0)).times(&Linear::constant(self.lanes)),
                    None => Linear::default(),
                };
                place = place.replace(leaf, &start);
            }
        }
        place
    }

    /// Is the value in the first iteration a multiple of the number of lanes, if the scalars are that are added to `multiples`?
    fn starts(&self, v: Value, multiples: &mut Vec<Value>) -> bool {
        is_multiple(&self.first(v), self.lanes, multiples)
    }

    /// Is it one whatever the scalars are?
    fn always_starts(&self, v: Value) -> bool {
        let mut multiples = vec![];
        self.starts(v, &mut multiples) && multiples.is_empty()
    }

    fn widen(self) {
        let b = Builder::before(self.vector);
        let mut conditions: Vec<Value> = self.guards.iter().map(|g| self.at_start(*g, &b)).collect();
        for scalar in &self.multiples {
            let lanes = if scalar.ty().is_index() { b.index(self.lanes) } else { b.int(scalar.ty(), self.lanes) };
            let zero = if scalar.ty().is_index() { b.index(0) } else { b.int(scalar.ty(), 0) };
            let rest = b.bin("arith.remsi", *scalar, lanes);
            conditions.push(b.cmpi("eq", rest, zero));
        }
        let access = |b: &Builder| {
            let at = |v: &Value| self.at_start(*v, b);
            let (from, to) = (self.load.operand(0), self.store.operand(1));
            let ty = b.ctx.vector(self.lanes, from.ty().element());
            let loaded = b.value("vector.load", &[from, at(&self.load.operand(1))], ty);
            let operands: Vec<Value> = [loaded, to].into_iter().chain(self.store.operands()[2..].iter().map(at)).collect();
            b.op("vector.store", Spec { operands: &operands, ..Spec::default() });
        };
        align(self.array, WIDEST);
        match conditions.into_iter().reduce(|x, y| b.bin("arith.andi", x, y)) {
            None => {
                access(&b);
                self.vector.erase();
            }
            Some(condition) => {
                let branch = b.if_else(condition, access, Some(|_: &Builder| {}));
                let end = branch.region(1).blocks()[0].terminator().expect("just built");
                self.vector.move_before(end);
            }
        }
    }

    /// The value in the first iteration, in front of the loop.
    fn at_start(&self, v: Value, b: &Builder) -> Value {
        if v == self.iteration() {
            let ty = v.ty();
            return if ty.is_index() { b.index(0) } else { b.int(ty, 0) };
        }
        match v.def() {
            Some(def) if def.is_inside(self.vector) => {
                let map: Vec<(Value, Value)> = def.operands().into_iter().map(|o| (o, self.at_start(o, b))).collect();
                b.insert(def.clone_mapped(&map)).result(v.result_number())
            }
            _ => v,
        }
    }
}

/// Is the polynomial a multiple of a number, if the scalars are that are added to `multiples`?
pub(super) fn is_multiple(p: &Linear, of: i64, multiples: &mut Vec<Value>) -> bool {
    p.terms().iter().all(|(factors, c)| {
        let known = factors.iter().map(|v| step_of(*v)).fold(*c, i64::saturating_mul);
        known % of == 0 || {
            let scalar = factors.iter().copied().find(|v| is_scalar(*v));
            if let Some(scalar) = scalar.filter(|s| !multiples.contains(s)) {
                multiples.push(scalar);
            }
            scalar.is_some()
        }
    })
}

/// What a conjunction is made of.
fn conjuncts(v: Value, all: &mut Vec<Value>) {
    match v.def_by("arith.andi") {
        Some(both) => both.operands().into_iter().for_each(|part| conjuncts(part, all)),
        None => all.push(v),
    }
}

/// A number that the value is a multiple of: a loop's step, if it starts at a multiple of that.
fn step_of(v: Value) -> i64 {
    let Some(op) = v.as_block_arg().and_then(|(block, _)| block.parent_op()).filter(|op| op.is("scf.for")) else { return 1 };
    match (op.operand(0).const_int(), op.operand(2).const_int()) {
        (Some(lower), Some(step)) if step > 0 && lower % step == 0 => step,
        _ => 1,
    }
}

/// Is it a scalar parameter of the entry?
fn is_scalar(v: Value) -> bool {
    v.as_block_arg().and_then(|(block, _)| block.parent_op()).is_some_and(|op| op.is("func.func"))
}
