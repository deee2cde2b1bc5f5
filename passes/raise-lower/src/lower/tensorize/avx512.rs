//! Vector loops for x86: 16 lanes at a time under a mask.

use std::collections::HashMap;

use xpiler_ir::{Builder, Type, Value, names};

use super::{
    Common, call, chunks,
    simplify::ORDERED,
    streams::{Step, VectorLoop},
    template::Template,
};

/// The lanes of the widest vectors of `f32`.
pub const LANES: i64 = 16;

/// Replaces a vector loop.
pub fn generate(found: &VectorLoop, templates: &[Template]) {
    let mut generator = Generator { common: Common::new(found, templates), vectors: HashMap::new(), accumulators: vec![] };
    generator.start();
    chunks(found.op, LANES, |b, at, n| generator.body(b, at, n));
    generator.finish();
    found.op.erase();
}

struct Generator<'a> {
    common: Common<'a>,
    vectors: HashMap<Value, Value>,
    /// For each reduction, in order: the variable of the loop and the vector that accumulates for it.
    accumulators: Vec<(Value, Value)>,
}

fn vector(b: &Builder) -> Type {
    b.ctx.vector(LANES, b.ctx.f32())
}

fn x86(b: &Builder, row: &str, inputs: &[Value], offsets: &[Value]) -> Value {
    call(b, "vnni", row, inputs, offsets, &[vector(b)]).result(0)
}

fn set1(b: &Builder, v: Value) -> Value {
    x86(b, "_mm512_set1_ps", &[v], &[])
}

/// `add`, `max` or `min`: the word of a reduction in the names of intrinsics.
fn word(combine: &str) -> &'static str {
    match combine {
        "arith.addf" => "add",
        "arith.maxnumf" => "max",
        _ => "min",
    }
}

impl Generator<'_> {
    /// Accumulators start at zero, or at the variable's value for an extremum.
    fn start(&mut self) {
        let b = self.common.front;
        for step in &self.common.source.steps {
            if let Step::Reduce { combine, variable, .. } = step {
                let accumulator = b.alloca(&[], vector(&b), "acc");
                let first = if combine == "arith.addf" { b.float(b.ctx.f32(), 0.0) } else { b.load(*variable, &[]) };
                let first = set1(&b, first);
                b.store(first, accumulator, &[]);
                self.accumulators.push((*variable, accumulator));
            }
        }
    }

    fn body(&mut self, b: &Builder, at: Value, n: Value) {
        // What another chunk computed is not visible here.
        self.vectors.clear();
        // Whole vectors need no mask.
        let mask = (n.const_int() != Some(LANES)).then(|| {
            let mask = b.value("vector.create_mask", &[n], b.ctx.vector(LANES, b.ctx.i1()));
            if let Some(def) = mask.def() {
                def.set_attr(names::NAME, b.ctx.str_attr("mask"));
            }
            mask
        });
        let at = b.index_cast(at, self.common.source.op.body().arg(0).ty());
        let mut reductions = self.accumulators.clone().into_iter();
        for step in &self.common.source.steps {
            match step {
                Step::Load(op) => {
                    let from = self.common.element(b, *op, at);
                    let v = match mask {
                        Some(mask) => x86(b, "_mm512_maskz_loadu_ps", &[mask, op.operand(0)], &[from]),
                        None => x86(b, "_mm512_loadu_ps", &[op.operand(0)], &[from]),
                    };
                    self.vectors.insert(op.result(0), v);
                }
                Step::Store(op, value) => {
                    let v = self.vector(b, *value);
                    let to = self.common.element(b, *op, at);
                    match mask {
                        Some(mask) => call(b, "vnni", "_mm512_mask_storeu_ps", &[op.operand(1), mask, v], &[to], &[]),
                        None => call(b, "vnni", "_mm512_storeu_ps", &[op.operand(1), v], &[to], &[]),
                    };
                }
                Step::Reduce { combine, value, .. } => {
                    let v = self.vector(b, *value);
                    let (_, accumulator) = reductions.next().expect("one accumulator each");
                    let before = b.load(accumulator, &[]);
                    // An extremum is its second operand where one is no number: what was gathered stays.
                    let operands = if combine == "arith.addf" { [before, v] } else { [v, before] };
                    let after = x86(b, &format!("_mm512_{}_ps", word(combine)), &operands, &[]);
                    // Lanes behind the end keep what they have.
                    let kept = mask.map_or(after, |mask| x86(b, "_mm512_mask_blend_ps", &[mask, before, after], &[]));
                    b.store(kept, accumulator, &[]);
                }
            }
        }
    }

    fn finish(&mut self) {
        let b = Builder::before(self.common.source.op);
        let mut accumulators = self.accumulators.iter();
        for step in &self.common.source.steps {
            if let Step::Reduce { combine, .. } = step {
                let (variable, accumulator) = accumulators.next().expect("one accumulator each");
                let lanes = b.load(*accumulator, &[]);
                let row = format!("_mm512_reduce_{}_ps", word(combine));
                let part = call(&b, "vnni", &row, &[lanes], &[], &[b.ctx.f32()]).result(0);
                let value = if combine == "arith.addf" {
                    let before = b.load(*variable, &[]);
                    b.bin(combine, before, part)
                } else {
                    part
                };
                b.store(value, *variable, &[]);
            }
        }
    }

    fn vector(&mut self, b: &Builder, v: Value) -> Value {
        let v = self.common.source.resolve(v);
        if let Some(known) = self.vectors.get(&v) {
            return *known;
        }
        let made = if !self.common.source.is_vector(v) {
            let scalar = self.common.scalar(v);
            set1(&self.common.front, scalar)
        } else if let Some((row, inputs)) = self.row_on_vectors(v) {
            let inputs: Vec<Value> = inputs.into_iter().map(|i| self.vector(b, i)).collect();
            x86(b, &row, &inputs, &[])
        } else {
            self.lanes(b, v)
        };
        self.vectors.insert(v, made);
        made
    }

    /// A row all of whose parameters are vectors; scalars are spread.
    fn row_on_vectors(&self, v: Value) -> Option<(String, Vec<Value>)> {
        let op = v.def()?;
        if op.is("arith.maxnumf") || op.is("arith.minnumf") {
            // The instruction differs on NaN only, where it is its second operand: a constant is a number.
            let mut operands = op.operands();
            if operands[0].const_float().is_some() && op.attr(ORDERED).is_none() {
                operands.reverse();
            }
            return Some((format!("_mm512_{}_ps", word(&op.name())), operands));
        }
        let float = |v: Value| v.ty().is_float();
        self.common.templates.iter().find_map(|t| {
            let mut binding = t.bind(v, &float)?;
            binding.sort_by_key(|(k, _)| *k);
            (binding.len() == t.params).then(|| (t.spelling.clone(), binding.into_iter().map(|(_, v)| v).collect()))
        })
    }

    /// An operation without a row, lane by lane through memory.
    fn lanes(&mut self, b: &Builder, v: Value) -> Value {
        let op = v.def().expect("vectors are results");
        let zero = b.index(0);
        let mut arrays: HashMap<Value, Value> = HashMap::new();
        for input in self.common.lane_inputs(v) {
            let value = self.vector(b, input);
            let array = b.alloca(&[LANES], b.ctx.f32(), "lanes");
            call(b, "vnni", "_mm512_storeu_ps", &[array, value], &[zero], &[]);
            arrays.insert(input, array);
        }
        let result = b.alloca(&[LANES], b.ctx.f32(), "lanes");
        let (n, one) = (b.index(LANES), b.index(1));
        b.for_loop(zero, n, one, "e", |b, e| {
            let map: Vec<(Value, Value)> = op
                .operands()
                .into_iter()
                .map(|o| (o, self.common.lane(b, o, &|b, v| arrays.get(&v).map(|a| b.load(*a, &[e])))))
                .collect();
            let value = b.insert(op.clone_mapped(&map)).result(v.result_number());
            b.store(value, result, &[e]);
        });
        x86(b, "_mm512_loadu_ps", &[result], &[zero])
    }
}
