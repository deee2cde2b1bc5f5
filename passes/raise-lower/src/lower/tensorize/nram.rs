//! Vector loops for BANG C: tiles staged through NRAM.

use std::collections::HashMap;

use xpiler_ir::{
    Builder, Op, Type, Value,
    builder::{self, Spec},
    names,
};

use super::{
    Common, call, chunks,
    streams::{Step, VectorLoop},
    template::Template,
};

/// Numbers of `Cluster.td`'s spaces.
const GDRAM: i64 = 0;
const NRAM: i64 = 2;
/// Elements that a reduction's result is given: the value, its index, and the vendor's 128-byte minimum.
const SPARE: i64 = 64;
/// Tiles are multiples of this many elements, and never longer than `LONGEST`.
const GRAIN: i64 = 64;
const LONGEST: i64 = 4096;

/// Do all streams come from and go to device memory? Local arrays are on the chip already.
pub fn streams_from_device(found: &VectorLoop) -> bool {
    let device = |v: Value| match v.def() {
        Some(op) => op.is("memref.alloc"),
        None => v.as_block_arg().and_then(|(b, _)| b.parent_op()).is_some_and(|p| p.is("func.func")),
    };
    found.steps.iter().all(|s| match s {
        Step::Load(op) => device(op.operand(0)),
        Step::Store(op, _) => device(op.operand(1)),
        Step::Reduce { .. } => true,
    })
}

fn alloc(b: &Builder, n: i64, name: &str) -> Value {
    let ty = b.ctx.memref(&[Some(n)], b.ctx.f32());
    b.insert(builder::create("cluster.alloc", b.loc, Spec {
        results: &[ty],
        attrs: &[("space", b.ctx.int_attr(b.ctx.i32(), NRAM)), (names::NAME, b.ctx.str_attr(name))],
        ..Spec::default()
    }))
    .result(0)
}

/// Replaces the vector loops of one top-level operation. They share a pool of NRAM buffers, allocated in front of it.
pub fn generate(top: Op, loops: &[VectorLoop], templates: &[Template], capacity: i64) {
    let Some(width) = loops.iter().map(VectorLoop::width).max() else { return };
    let bytes = 4;
    let fits = (capacity - SPARE * bytes) / (bytes * width as i64);
    let tile = (fits / GRAIN * GRAIN).min(LONGEST);
    if tile < GRAIN {
        return;
    }
    let b = Builder::before(top);
    let mut pool: Vec<Value> = vec![];
    let spare = loops
        .iter()
        .any(|l| l.steps.iter().any(|s| matches!(s, Step::Reduce { combine, .. } if combine != "arith.addf")))
        .then(|| alloc(&b, SPARE, "extreme"));
    for found in loops {
        // A parallel loop at the top is shared by the tasks: tiles must be many.
        let longest = if loops.len() == 1 && found.op == top { tile.min(1024) } else { tile };
        let tile = longest;
        chunks(found.op, tile, |inner, at, n| {
            let mut generator =
                Generator { common: Common::new(found, templates), front: b, pool: &mut pool, tile_size: longest, used: 0, slots: HashMap::new(), spare };
            generator.body(inner, at, n);
        });
        found.op.erase();
    }
}

struct Generator<'a> {
    common: Common<'a>,
    /// In front of the top-level operation.
    front: Builder,
    pool: &'a mut Vec<Value>,
    tile_size: i64,
    used: usize,
    slots: HashMap<Value, Value>,
    spare: Option<Value>,
}

impl Generator<'_> {
    fn fresh(&mut self) -> Value {
        if self.used == self.pool.len() {
            let name = format!("v{}", self.used);
            self.pool.push(alloc(&self.front, self.tile_size, &name));
        }
        self.used += 1;
        self.pool[self.used - 1]
    }

    fn body(&mut self, b: &Builder, at: Value, n: Value) {
        let iv = self.common.source.op.body().arg(0).ty();
        let at = b.index_cast(at, iv);
        for step in &self.common.source.steps {
            match step {
                Step::Load(op) => {
                    let slot = self.fresh();
                    let from = self.common.address(b, op.operand(1), at);
                    let zero = b.index(0);
                    copy(b, (slot, zero, NRAM), (op.operand(0), from, GDRAM), n);
                    self.slots.insert(op.result(0), slot);
                }
                Step::Store(op, value) => {
                    let slot = self.vector(b, *value, n);
                    let to = self.common.address(b, op.operand(2), at);
                    let zero = b.index(0);
                    copy(b, (op.operand(1), to, GDRAM), (slot, zero, NRAM), n);
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

    fn reduce(&mut self, b: &Builder, combine: &str, slot: Value, n: Value) -> Value {
        let zero = b.index(0);
        let f32: Type = b.ctx.f32();
        if combine == "arith.addf" {
            return call(b, "bang", "__bang_sum", &[slot, n], &[zero], &[f32]).result(0);
        }
        let row = if combine == "arith.maxnumf" { "__bang_max" } else { "__bang_min" };
        let spare = self.spare.expect("allocated when there is an extremum");
        call(b, "bang", row, &[spare, slot, n], &[zero, zero], &[]);
        b.load(spare, &[zero])
    }

    /// The buffer that holds a value, computed if it is not there yet.
    fn vector(&mut self, b: &Builder, v: Value, n: Value) -> Value {
        let v = self.common.source.resolve(v);
        if let Some(slot) = self.slots.get(&v) {
            return *slot;
        }
        let slot = if !self.common.source.is_vector(v) {
            let (slot, value, zero) = (self.fresh(), self.common.scalar(v), b.index(0));
            call(b, "bang", "__bang_write_value", &[slot, n, value], &[zero], &[]);
            slot
        } else if let Some((template, binding)) = self.common.row(v) {
            let mut inputs: Vec<Option<Value>> = vec![None; template.params];
            let mut reusable = None;
            for (k, value) in binding {
                inputs[k] = Some(if self.common.source.is_vector(value) {
                    let slot = self.vector(b, value, n);
                    // The last use of a vector may be overwritten by the result.
                    if template.in_place && value.users().len() == 1 {
                        reusable = Some(slot);
                    }
                    slot
                } else {
                    self.common.scalar(value)
                });
            }
            let slot = reusable.unwrap_or_else(|| self.fresh());
            inputs[0] = Some(slot);
            let last = template.params - 1;
            inputs[last] = Some(n);
            let inputs: Vec<Value> = inputs.into_iter().map(|i| i.expect("a row's parameters are dst, operands, count")).collect();
            let zero = b.index(0);
            let offsets = vec![zero; inputs.iter().filter(|i| i.ty().is_memref()).count()];
            call(b, "bang", &template.spelling, &inputs, &offsets, &[]);
            slot
        } else {
            self.lanes(b, v, n)
        };
        self.slots.insert(v, slot);
        slot
    }

    /// An operation without a row, element by element on NRAM.
    fn lanes(&mut self, b: &Builder, v: Value, n: Value) -> Value {
        let op = v.def().expect("vectors are results");
        let binary_on_scalars = op.operand_count() == 2 && op.operands().iter().all(|o| o.ty().is_float());
        if binary_on_scalars && op.operands().iter().any(|o| !self.common.source.is_vector(*o)) {
            // Perhaps there is a row for two vectors: spread the scalar.
            let spread = |this: &Self, o: Value| this.common.source.is_vector(o);
            let rows_for_two = self.common.templates.iter().find(|t| t.bind(v, &|_| true).is_some_and(|b| b.len() == 2));
            if let Some(template) = rows_for_two {
                let operands: Vec<Value> = op
                    .operands()
                    .into_iter()
                    .map(|o| if spread(self, o) { self.vector(b, o, n) } else {
                        let (slot, value, zero) = (self.fresh(), self.common.scalar(o), b.index(0));
                        call(b, "bang", "__bang_write_value", &[slot, n, value], &[zero], &[]);
                        slot
                    })
                    .collect();
                let (slot, zero) = (self.fresh(), b.index(0));
                call(b, "bang", &template.spelling, &[slot, operands[0], operands[1], n], &[zero; 3], &[]);
                return slot;
            }
        }
        for input in self.common.lane_inputs(v) {
            self.vector(b, input, n);
        }
        let slot = self.fresh();
        let slots = self.slots.clone();
        let (zero, one) = (b.index(0), b.index(1));
        b.for_loop(zero, n, one, "e", |b, e| {
            let map: Vec<(Value, Value)> = op
                .operands()
                .into_iter()
                .map(|o| (o, self.common.lane(b, o, &|b, v| slots.get(&v).map(|s| b.load(*s, &[e])))))
                .collect();
            let value = b.insert(op.clone_mapped(&map)).result(v.result_number());
            b.store(value, slot, &[e]);
        });
        slot
    }
}

/// `__memcpy` of `n` elements; ends are (buffer, element, space).
fn copy(b: &Builder, to: (Value, Value, i64), from: (Value, Value, i64), n: Value) {
    let space = |s: i64| b.ctx.int_attr(b.ctx.i32(), s);
    let cast = |v: Value| b.index_cast(v, b.ctx.index());
    b.op("cluster.copy", Spec {
        operands: &[to.0, cast(to.1), from.0, cast(from.1), n],
        attrs: &[
            ("from", space(from.2)),
            ("to", space(to.2)),
            ("operandSegmentSizes", b.ctx.i32_array_attr(&[1, 1, 1, 1, 1, 0, 0, 0])),
        ],
        ..Spec::default()
    });
}
