//! Loops bound to `vector`: a thread loads, computes and stores what the loop's iterations do with one access for each buffer, where that is aligned.
//!
//! ```text
//! vector for i < 16 { if (r < m && 16 * c + i < K - k) t[r][16 * c + i] = x[r * K + k + 16 * c + i]; else t[r][16 * c + i] = 0; }
//! // becomes
//! if (r < m && 16 * c < K - k && K % 16 == 0) *(int4 *)&t[r][16 * c] = *(const int4 *)&x[r * K + k + 16 * c];
//! else for i < 16 { .. }
//!
//! vector for i < 4 { if (4 * t + i < n) y[4 * t + i] = x[4 * t + i] * s[0]; }
//! // becomes
//! if (4 * t + 3 < n) { float4 v = *(const float4 *)&x[4 * t]; *(float4 *)&y[4 * t] = make_float4(v.x * s[0], ..); }
//! else for i < 4 { .. }
//! ```
//!
//! Buffers are aligned as allocations are, and arrays are made so. What else the place of the first element must be a multiple of is read off
//! polynomials; what they say only if a scalar is such a multiple, is asked while running. Where that is not enough, the loop stays as it is.

use xpiler_ir::{Builder, Op, Type, Value, builder::Spec, names};

use super::align;
use crate::analysis::{
    linear::Linear,
    shape::{depends_on, divides, is_pure},
};

/// What a loop is bound to that runs as one access.
pub const VECTOR: &str = "vector";
/// Bytes of the widest access of a thread.
pub const WIDEST: i64 = 16;

/// Replaces the loops bound to `vector` inside of an operation.
pub fn widen(inside: Op) {
    for vector in inside.find("scf.for").into_iter().filter(|l| l.str_attr(names::BIND).as_deref() == Some(VECTOR)) {
        vector.remove_attr(names::BIND);
        if let Some(wide) = Wide::of(vector) {
            wide.widen();
        }
    }
}

/// Can the loop run as one access of each buffer?
pub fn is_vector(vector: Op) -> bool {
    Wide::of(vector).is_some()
}

/// A loop that stores consecutive elements.
struct Wide {
    vector: Op,
    lanes: i64,
    /// Loads of consecutive elements.
    loads: Vec<Op>,
    store: Op,
    /// Conditions under which an element is stored: those that hold for all elements or none, as they are at the first and at the last one.
    guards: Vec<(Value, Lane)>,
    /// Scalars that must be multiples of the number of lanes.
    multiples: Vec<Value>,
}

/// An iteration of the loop.
#[derive(Clone, Copy)]
enum Lane {
    First,
    Last,
}

impl Wide {
    fn of(vector: Op) -> Option<Self> {
        let plain = vector.operand(0).const_int() == Some(0) && vector.operand(2).const_int() == Some(1);
        let lanes = vector.operand(1).const_int().filter(|n| plain && *n > 1 && n.count_ones() == 1)?;
        let mut block = vector.body();
        let (mut guards, mut loads) = (vec![], vec![]);
        // Nothing happens on the way to the store but conditions.
        let store = loop {
            let (read, rest): (Vec<Op>, Vec<Op>) = block.body_ops().into_iter().partition(|op| op.is("memref.load"));
            loads.extend(read);
            match rest.into_iter().filter(|op| !is_pure(*op)).collect::<Vec<_>>()[..] {
                [branch] if branch.is("scf.if") && branch.results().is_empty() => {
                    conjuncts(branch.operand(0), &mut guards);
                    block = *branch.region(0).blocks().first()?;
                }
                [store] if store.is("memref.store") => break store,
                _ => return None,
            }
        };
        let mut wide = Self { vector, lanes, loads: vec![], store, guards: vec![], multiples: vec![] };
        // All conditions are computed at once: none may stand in front of a division by zero in another.
        if guards.iter().any(|guard| wide.divides(*guard)) {
            return None;
        }
        // Which elements are stored, and where they are, must be known before anything is loaded.
        let by_data = |v: Value| loads.iter().any(|load| depends_on(v, load.result(0)));
        let places = loads.iter().chain([&store]).flat_map(|op| op.operands()[usize::from(op.is("memref.store"))..].to_vec());
        if guards.iter().copied().chain(places).any(by_data) {
            return None;
        }
        // What is the same in all iterations stays a number.
        let fixed = |load: &Op| load.operands()[1..].iter().all(|index| wide.steps(*index) == Some(0));
        wide.loads = loads.into_iter().filter(|load| !fixed(load)).collect();
        if wide.loads.is_empty() {
            return None;
        }
        (wide.has_types() && wide.is_aligned(&guards).is_some()).then_some(wide)
    }

    /// Is something divided inside of the loop by what may be zero?
    fn divides(&self, v: Value) -> bool {
        v.def().filter(|op| op.is_inside(self.vector)).is_some_and(|op| {
            let by_zero = divides(op) && op.operand(1).const_int().is_none_or(|c| c == 0);
            by_zero || op.operands().into_iter().any(|o| self.divides(o))
        })
    }

    /// Is what is loaded stored as it is?
    fn is_copy(&self) -> bool {
        matches!(self.loads[..], [load] if self.store.operand(0) == load.result(0) && load.result(0).users().len() == 1)
    }

    /// Do threads access that many elements of these types at once, and name each where something is computed?
    fn has_types(&self) -> bool {
        let elements = self.loads.iter().map(|l| l.result(0).ty()).chain([self.store.operand(0).ty()]);
        elements.into_iter().all(|ty| {
            let named = self.lanes <= 4 && (ty.is_int() || ty.is_float() && ty.bits() >= 32);
            let bytes = self.lanes * i64::from(ty.bits()) / 8;
            ty.bits() >= 8 && bytes <= WIDEST && (named || self.is_copy() && bytes >= 4)
        })
    }

    /// The array that is stored to, if it is no parameter.
    fn array(&self) -> Option<Op> {
        self.store.operand(1).def_by("memref.alloca").filter(|a| a.attr(names::SPACE).is_some())
    }

    /// Are the elements next to each other, on all sides from a multiple of their number on, and all of them stored or none?
    fn is_aligned(&mut self, guards: &[Value]) -> Option<()> {
        let mut multiples = vec![];
        let (last, before) = self.store.operands()[2..].split_last().map(|(l, b)| (*l, b.to_vec()))?;
        let stored = if let Some(array) = self.array() {
            let row = array.result(0).ty().static_shape()?.last().copied()?;
            let stays = before.into_iter().all(|index| self.steps(index) == Some(0));
            stays && row % self.lanes == 0 && self.steps(last)? == 1 && self.always_starts(last)
        } else {
            let starts = self.steps(last)? == 1 && self.starts(last, &mut multiples);
            is_parameter(self.store.operand(1)) && before.is_empty() && starts
        };
        let follows = |load: &Op, multiples: &mut Vec<Value>| {
            let place = load.operands().pop().filter(|_| load.operand_count() == 2 && is_parameter(load.operand(0)));
            place.is_some_and(|place| self.steps(place) == Some(1) && self.starts(place, multiples))
        };
        if !stored || !self.loads.iter().all(|load| follows(load, &mut multiples)) {
            return None;
        }
        for guard in guards {
            let cmp = guard.def_by("arith.cmpi")?;
            let (a, b) = (cmp.operand(0), cmp.operand(1));
            let lane = match (self.steps(a)?, self.steps(b)?) {
                (0, 0) => Lane::First,
                // Below a bound that is itself where a group starts, all elements are or none; else all are if the last one is. 2 is `slt`.
                (1, 0) if cmp.int_attr("predicate") == Some(2) => {
                    let rest = Linear::of(b).minus(&self.first(a));
                    let mut needed = multiples.clone();
                    let whole = is_multiple(&rest, self.lanes, &mut needed) && needed == multiples;
                    if whole && self.starts_below(a, b) {
                        continue;
                    }
                    if whole { Lane::First } else { Lane::Last }
                }
                _ => return None,
            };
            self.guards.push((*guard, lane));
        }
        self.multiples = multiples;
        Some(())
    }

    /// Is the value in the first iteration that of a loop around, which ends at the bound?
    fn starts_below(&self, v: Value, bound: Value) -> bool {
        let (start, bound) = (self.first(v), Linear::of(bound));
        let mut around = self.vector.ancestors().filter(|a| a.is("scf.for"));
        around.any(|a| start == Linear::leaf(a.body().arg(0)) && bound == Linear::of(a.operand(1)))
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

    /// The value in the first iteration, as a polynomial over what does not change; in the place of a rest of whole groups, a multiple of their length.
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
        let (mut first, mut last) = (Iteration::of(&self, 0), Iteration::of(&self, self.lanes - 1));
        let mut conditions: Vec<Value> = vec![];
        for (guard, lane) in &self.guards {
            let iteration = if matches!(lane, Lane::First) { &mut first } else { &mut last };
            conditions.push(iteration.value(*guard, &b));
        }
        for scalar in &self.multiples {
            let number = |n: i64| if scalar.ty().is_index() { b.index(n) } else { b.int(scalar.ty(), n) };
            let rest = b.bin("arith.remsi", *scalar, number(self.lanes));
            conditions.push(b.cmpi("eq", rest, number(0)));
        }
        if let Some(array) = self.array() {
            align(array, WIDEST);
        }
        match conditions.into_iter().reduce(|x, y| b.bin("arith.andi", x, y)) {
            None => {
                self.access(&b);
                self.vector.erase();
            }
            Some(condition) => {
                let branch = b.if_else(condition, |b| self.access(b), Some(|_: &Builder| {}));
                let end = branch.region(1).blocks()[0].terminator().expect("just built");
                self.vector.move_before(end);
            }
        }
    }

    /// All iterations at once.
    fn access(&self, b: &Builder) {
        let vector = |element: Type| b.ctx.vector(self.lanes, element);
        let mut first = Iteration::of(self, 0);
        // The store follows what it stores: the printer writes both in one.
        let place: Vec<Value> = self.store.operands()[2..].iter().map(|v| first.value(*v, b)).collect();
        let mut loaded: Vec<(Value, Value)> = vec![];
        for load in &self.loads {
            let operands = [load.operand(0), first.value(load.operand(1), b)];
            loaded.push((load.result(0), b.value("vector.load", &operands, vector(load.result(0).ty()))));
        }
        let value = self.store.operand(0);
        let stored = if self.is_copy() {
            loaded[0].1
        } else {
            let element = |lane: i64| {
                let mut iteration = Iteration::of(self, lane);
                for (number, vector) in &loaded {
                    let position = [("static_position", b.ctx.i64_array_attr(&[lane]))];
                    iteration.known.push((*number, b.value_with("vector.extract", &[*vector], number.ty(), &position)));
                }
                iteration.value(value, b)
            };
            let elements: Vec<Value> = (0..self.lanes).map(element).collect();
            b.value("vector.from_elements", &elements, vector(value.ty()))
        };
        let operands = [vec![stored, self.store.operand(1)], place].concat();
        b.op("vector.store", Spec { operands: &operands, ..Spec::default() });
    }
}

/// An iteration, as it is in front of the loop.
struct Iteration {
    vector: Op,
    lane: i64,
    /// What values of the body are in it.
    known: Vec<(Value, Value)>,
}

impl Iteration {
    fn of(wide: &Wide, lane: i64) -> Self {
        Self { vector: wide.vector, lane, known: vec![] }
    }

    fn value(&mut self, v: Value, b: &Builder) -> Value {
        if let Some((_, value)) = self.known.iter().find(|(of, _)| *of == v) {
            return *value;
        }
        let value = match v.def() {
            _ if v == self.vector.body().arg(0) => {
                if v.ty().is_index() {
                    b.index(self.lane)
                } else {
                    b.int(v.ty(), self.lane)
                }
            }
            Some(def) if def.is_inside(self.vector) => {
                let map: Vec<(Value, Value)> = def.operands().into_iter().map(|o| (o, self.value(o, b))).collect();
                b.insert(def.clone_mapped(&map)).result(v.result_number())
            }
            _ => return v,
        };
        self.known.push((v, value));
        value
    }
}

/// Is it a buffer that is aligned as allocations are: a parameter, or an allocation of the entry?
fn is_parameter(buffer: Value) -> bool {
    buffer.as_block_arg().is_some() || buffer.def_by("memref.alloc").is_some()
}

/// Is the polynomial a multiple of a number, if the scalars are that are added to `multiples`?
pub(in crate::lower) fn is_multiple(p: &Linear, of: i64, multiples: &mut Vec<Value>) -> bool {
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
