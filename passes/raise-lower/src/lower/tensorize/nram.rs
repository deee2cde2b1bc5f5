//! Vector loops for BANG C: tiles staged through NRAM.

use std::collections::HashMap;

use xpiler_ir::{
    Builder, Op, Type, Value,
    builder::{self, Spec},
    cluster::{GDRAM, NRAM, NRAM_COPY_ALIGNMENT},
    names,
};

use super::{
    Common, call, chunks,
    streams::{Step, VectorLoop},
    template::Template,
};
use crate::{analysis::linear::Linear, lower::vector_loops::is_multiple};

/// Elements that a reduction's result is given: the value, its index, and the vendor's 128-byte minimum.
const SPARE: i64 = 64;
/// Tiles are multiples of this many elements, and never longer than `LONGEST`.
const GRAIN: i64 = 64;
const LONGEST: i64 = 4096;

/// Where a stream's buffer is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Device memory: tiles are copied.
    Device,
    /// An array of the task, which is put on NRAM: used where it is.
    Local,
}

/// Where a buffer is, if the vector unit or a copy can reach it.
pub fn place(buffer: Value) -> Option<Place> {
    match buffer.def() {
        Some(op) if op.is("memref.alloc") => Some(Place::Device),
        Some(op) if op.is("cluster.alloc") => (op.int_attr("space") == Some(NRAM)).then_some(Place::Local),
        Some(op) if op.is("memref.alloca") => buffer.ty().static_shape().map(|_| Place::Local),
        Some(_) => None,
        None => {
            let of_function = buffer.as_block_arg().and_then(|(b, _)| b.parent_op()).is_some_and(|p| p.is("func.func"));
            of_function.then_some(Place::Device)
        }
    }
}

/// The buffers that a loop streams through.
fn buffers(found: &VectorLoop) -> impl Iterator<Item = Value> + '_ {
    found.steps.iter().filter_map(|s| match s {
        Step::Load(op) => Some(op.operand(0)),
        Step::Store(op, _) => Some(op.operand(1)),
        Step::Reduce { .. } => None,
    })
}

/// Are all buffers of the loop in places that the vector unit or a copy can reach?
pub fn reachable(found: &VectorLoop) -> bool {
    buffers(found).all(|v| place(v).is_some())
}

/// The bytes that the arrays of the loops will take on NRAM.
fn array_bytes(loops: &[VectorLoop]) -> i64 {
    let mut seen: Vec<Value> = vec![];
    for v in loops.iter().flat_map(buffers) {
        if place(v) == Some(Place::Local) && !seen.contains(&v) {
            seen.push(v);
        }
    }
    seen.iter().map(|v| bytes(*v)).sum()
}

/// Bytes of a static array, in whole rows of the memory.
pub fn bytes(array: Value) -> i64 {
    bytes_of(array.ty().num_elements().unwrap_or(0), array.ty().element())
}

/// Bytes of so many elements, in whole rows of 64 bytes, at which arrays start.
pub fn bytes_of(elements: i64, element: Type) -> i64 {
    (elements * i64::from(element.bits()) / 8 + 63) / 64 * 64
}

fn alloc(b: &Builder, n: i64, name: &str) -> Value {
    create_alloc(b, b.ctx.memref(&[Some(n)], b.ctx.f32()), name, NRAM)
}

/// An array on the chip.
pub fn create_alloc(b: &Builder, ty: Type, name: &str, space: i64) -> Value {
    b.insert(builder::create(
        "cluster.alloc",
        b.loc,
        Spec {
            results: &[ty],
            attrs: &[("space", b.ctx.int_attr(b.ctx.i32(), space)), (names::NAME, b.ctx.str_attr(name))],
            ..Spec::default()
        },
    ))
    .result(0)
}

/// Replaces the vector loops of one top-level operation. They share a pool of NRAM buffers, allocated in front of it.
pub fn generate(top: Op, loops: &[VectorLoop], templates: &[Template], capacity: i64) {
    let Some(width) = loops.iter().map(VectorLoop::width).max() else { return };
    let element = 4;
    let on_chip = top.find("cluster.alloc").into_iter().filter(|op| op.int_attr("space") == Some(NRAM)).map(|op| op.result(0));
    let streamed_through: Vec<Value> = loops.iter().flat_map(buffers).collect();
    let others: i64 = on_chip.filter(|v| !streamed_through.contains(v)).map(bytes).sum();
    let left = capacity - SPARE * element - array_bytes(loops) - others;
    let tile = (left / (element * width as i64) / GRAIN * GRAIN).min(LONGEST);
    if tile < GRAIN {
        return;
    }
    let b = Builder::before(top);
    let mut pool: Vec<Value> = vec![];
    let spare = loops
        .iter()
        .any(|l| l.steps.iter().any(|s| matches!(s, Step::Reduce { combine, .. } if combine != "arith.addf")))
        .then(|| alloc(&b, SPARE, "extreme"));
    // A parallel loop at the top is shared by the tasks: tiles must be many.
    let tile = if loops.iter().any(|l| l.op == top) { tile.min(1024) } else { tile };
    for found in loops {
        chunks(found.op, tile, |inner, at, n| {
            let common = Common::new(found, templates);
            let mut generator = Generator { common, front: b, pool: &mut pool, tile, used: 0, slots: HashMap::new(), spare };
            generator.body(inner, at, n);
        });
        found.op.erase();
    }
    if loops.iter().any(|l| l.op == top) {
        return;
    }
    let arrays: Vec<Op> = top.find("memref.alloca");
    for op in arrays.into_iter().filter(|op| streamed(op.result(0))) {
        let name = op.str_attr(names::NAME).unwrap_or_else(|| "buffer".into());
        let on_chip = create_alloc(&Builder::before(op), op.result(0).ty(), &name, NRAM);
        op.result(0).replace_all_uses(on_chip);
        op.erase();
    }
}

/// Is the array an operand of a vector intrinsic or of a copy?
fn streamed(array: Value) -> bool {
    array.users().iter().any(|u| u.is("intrin.call") || u.is("cluster.copy"))
}

/// A vector in memory: the buffer and its first element.
pub type Slot = (Value, Value);

struct Generator<'a> {
    common: Common<'a>,
    /// In front of the top-level operation.
    front: Builder,
    pool: &'a mut Vec<Value>,
    tile: i64,
    used: usize,
    slots: HashMap<Value, Slot>,
    spare: Option<Value>,
}

impl<'a> Generator<'a> {
    fn fresh(&mut self, b: &Builder) -> Slot {
        if self.used == self.pool.len() {
            let name = format!("v{}", self.used);
            self.pool.push(alloc(&self.front, self.tile, &name));
        }
        self.used += 1;
        (self.pool[self.used - 1], b.index(0))
    }

    fn in_pool(&self, slot: Slot) -> bool {
        self.pool.contains(&slot.0)
    }

    fn body(&mut self, b: &Builder, at: Value, n: Value) {
        let iv = self.common.source.op.body().arg(0).ty();
        let at = b.index_cast(at, iv);
        for step in &self.common.source.steps {
            match step {
                Step::Load(op) => self.load(b, *op, at, n),
                Step::Store(op, value) => {
                    let to = (op.operand(1), self.index(b, *op, at));
                    if place(to.0) == Some(Place::Device) {
                        let slot = self.vector(b, *value, n);
                        copy(b, (to, GDRAM), (slot, NRAM), n);
                    } else {
                        let slot = self.compute(b, *value, n, Some(to));
                        if slot != to {
                            copy(b, (to, NRAM), (slot, NRAM), n);
                        }
                    }
                }
                Step::Reduce { combine, variable, value } => {
                    let slot = self.vector(b, *value, n);
                    let part = self.reduce(b, combine, slot, n);
                    let before = b.load(*variable, &[]);
                    let after = b.bin(combine, before, part);
                    b.store(after, *variable, &[]);
                }
            }
        }
    }

    fn index(&self, b: &Builder, access: Op, at: Value) -> Value {
        let element = self.common.element(b, access, at);
        b.index_cast(element, b.ctx.index())
    }

    fn load(&mut self, b: &Builder, op: Op, at: Value, n: Value) {
        let from = (op.operand(0), self.index(b, op, at));
        let local = place(from.0) == Some(Place::Local);
        // An array is read where it is, unless the loop overwrites it before the last use of what was read.
        let overwritten = self.common.source.steps.iter().any(|s| match s {
            Step::Store(store, value) => {
                let by_its_user = op.result(0).users().len() == 1 && value.def() == op.result(0).users().first().copied();
                store.operand(1) == from.0 && !by_its_user
            }
            _ => false,
        });
        let slot = if local && !overwritten {
            from
        } else {
            let slot = self.fresh(b);
            copy(b, (slot, NRAM), (from, if local { NRAM } else { GDRAM }), n);
            slot
        };
        self.slots.insert(op.result(0), slot);
    }

    fn reduce(&mut self, b: &Builder, combine: &str, (buffer, first): Slot, n: Value) -> Value {
        let zero = b.index(0);
        let f32: Type = b.ctx.f32();
        if combine == "arith.addf" {
            return call(b, "bang", "__bang_sum", &[buffer, n], &[first], &[f32]).result(0);
        }
        let row = if combine == "arith.maxnumf" { "__bang_max" } else { "__bang_min" };
        let spare = self.spare.expect("allocated when there is an extremum");
        call(b, "bang", row, &[spare, buffer, n], &[zero, first], &[]);
        b.load(spare, &[zero])
    }

    /// The buffer that holds a value, computed if it is not there yet.
    fn vector(&mut self, b: &Builder, v: Value, n: Value) -> Slot {
        self.compute(b, v, n, None)
    }

    /// The same, computed straight into `target` where an intrinsic can.
    fn compute(&mut self, b: &Builder, v: Value, n: Value, target: Option<Slot>) -> Slot {
        let v = self.common.source.resolve(v);
        if let Some(slot) = self.slots.get(&v) {
            return *slot;
        }
        let slot = if !self.common.source.is_vector(v) {
            self.spread(b, v, n, target)
        } else if let Some((template, binding)) = self.common.row(v) {
            let operands: Vec<(usize, Value)> = binding;
            self.by_row(b, template, &operands, n, target)
        } else if let Some((template, operands)) = self.row_for_two(v) {
            let operands: Vec<(usize, Value)> = operands.into_iter().enumerate().map(|(k, o)| (k + 1, o)).collect();
            for (_, o) in &operands {
                if !self.common.source.is_vector(*o) {
                    let slot = self.spread(b, *o, n, None);
                    self.slots.insert(self.common.source.resolve(*o), slot);
                }
            }
            self.by_row(b, template, &operands, n, target)
        } else {
            self.lanes(b, v, n)
        };
        self.slots.insert(v, slot);
        slot
    }

    /// A scalar in every element.
    fn spread(&mut self, b: &Builder, v: Value, n: Value, target: Option<Slot>) -> Slot {
        let (buffer, first) = target.unwrap_or_else(|| self.fresh(b));
        let value = self.common.scalar(v);
        call(b, "bang", "__bang_write_value", &[buffer, n, value], &[first], &[]);
        (buffer, first)
    }

    /// Calls a row: parameter 0 is the destination, the last one the count, operands stand between.
    fn by_row(&mut self, b: &Builder, template: &Template, operands: &[(usize, Value)], n: Value, target: Option<Slot>) -> Slot {
        let mut inputs: Vec<Option<Value>> = vec![None; template.params];
        let mut offsets: Vec<Option<Value>> = vec![None; template.params];
        let mut sources: Vec<Slot> = vec![];
        let mut reusable = None;
        for (k, value) in operands {
            let known = self.slots.contains_key(&self.common.source.resolve(*value));
            if self.common.source.is_vector(*value) || known {
                let slot = self.vector(b, *value, n);
                // The last use of a vector may be overwritten by the result.
                if template.in_place && value.users().len() == 1 && self.in_pool(slot) {
                    reusable = Some(slot);
                }
                (inputs[*k], offsets[*k]) = (Some(slot.0), Some(slot.1));
                sources.push(slot);
            } else {
                inputs[*k] = Some(self.common.scalar(*value));
            }
        }
        let clash = |t: &Slot| !template.in_place && sources.iter().any(|s| s.0 == t.0);
        let slot = target.filter(|t| !clash(t)).or(reusable).unwrap_or_else(|| self.fresh(b));
        (inputs[0], offsets[0]) = (Some(slot.0), Some(slot.1));
        inputs[template.params - 1] = Some(n);
        let inputs: Vec<Value> = inputs.into_iter().map(|i| i.expect("a row's parameters are dst, operands, count")).collect();
        let offsets: Vec<Value> = offsets.into_iter().flatten().collect();
        call(b, "bang", &template.spelling, &inputs, &offsets, &[]);
        slot
    }

    /// A row for two vectors where one operand is a scalar that no row takes.
    fn row_for_two(&self, v: Value) -> Option<(&'a Template, Vec<Value>)> {
        let op = v.def()?;
        let floats = op.operand_count() == 2 && op.operands().iter().all(|o| o.ty().is_float());
        let found = self.common.templates.iter().find(|t| t.bind(v, &|_| true).is_some_and(|b| b.len() == 2))?;
        floats.then(|| (found, op.operands()))
    }

    /// An operation without a row, element by element on NRAM.
    fn lanes(&mut self, b: &Builder, v: Value, n: Value) -> Slot {
        let op = v.def().expect("vectors are results");
        for input in self.common.lane_inputs(v) {
            self.vector(b, input, n);
        }
        let slot = self.fresh(b);
        let slots = self.slots.clone();
        let (zero, one) = (b.index(0), b.index(1));
        b.for_loop(zero, n, one, "e", |b, e| {
            let load = |b: &Builder, v: Value| slots.get(&v).map(|s| b.load(s.0, &element(b, *s, e)));
            let map: Vec<(Value, Value)> = op.operands().into_iter().map(|o| (o, self.common.lane(b, o, &load))).collect();
            let value = b.insert(op.clone_mapped(&map)).result(v.result_number());
            b.store(value, slot.0, &[e]);
        });
        slot
    }
}

/// The indices of element `e` of a vector. Arrays of several dimensions are taken apart.
fn element(b: &Builder, (buffer, first): Slot, e: Value) -> Vec<Value> {
    let mut flat = if first.const_int() == Some(0) { e } else { b.nsw("arith.addi", first, e) };
    let shape = buffer.ty().static_shape().unwrap_or_default();
    let mut indices = vec![];
    for size in shape.iter().skip(1).rev() {
        let n = b.index(*size);
        indices.push(b.bin("arith.remsi", flat, n));
        flat = b.bin("arith.divsi", flat, n);
    }
    indices.push(flat);
    indices.reverse();
    indices
}

/// `__memcpy` of `n` elements between ends in the given spaces. Within NRAM from or to anywhere, it is one segment of the form with strides.
pub fn copy(b: &Builder, to: (Slot, i64), from: (Slot, i64), n: Value) -> Op {
    let is_aligned = |((buffer, first), _): (Slot, i64)| {
        let elements = NRAM_COPY_ALIGNMENT * 8 / i64::from(buffer.ty().element().bits());
        let mut scalars = vec![];
        is_multiple(&Linear::of(first), elements, &mut scalars) && scalars.is_empty()
    };
    if (to.1, from.1) == (NRAM, NRAM) && !(is_aligned(to) && is_aligned(from)) {
        return build_copy(b, to, from, &[n, n, n, b.index(1)]);
    }
    build_copy(b, to, from, &[n])
}

/// `__memcpy` of segments of `n` elements; `strides`: between starts at the target, at the source, and how many there are.
pub fn strided_copy(b: &Builder, to: (Slot, i64), from: (Slot, i64), n: Value, strides: [Value; 3]) -> Op {
    build_copy(b, to, from, &[n, strides[0], strides[1], strides[2]])
}

fn build_copy(b: &Builder, to: (Slot, i64), from: (Slot, i64), sizes: &[Value]) -> Op {
    let space = |s: i64| b.ctx.int_attr(b.ctx.i32(), s);
    let operands = [&[to.0.0, to.0.1, from.0.0, from.0.1], sizes].concat();
    let strided = i32::from(sizes.len() > 1);
    b.op(
        "cluster.copy",
        Spec {
            operands: &operands,
            attrs: &[
                ("from", space(from.1)),
                ("to", space(to.1)),
                ("operandSegmentSizes", b.ctx.i32_array_attr(&[1, 1, 1, 1, 1, strided, strided, strided])),
            ],
            ..Spec::default()
        },
    )
}
