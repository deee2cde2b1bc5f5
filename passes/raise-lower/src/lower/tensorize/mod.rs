//! `tensorize`: loops over consecutive elements become vector intrinsics (the method's Tensorize).
//!
//! ```text
//! for (c = 0; c < n; ++c) y[c] = x[c] * s;
//! // platform=bang: for each tile, __memcpy to NRAM, __bang_mul_scalar, __memcpy back
//! // platform=vnni: for each 16 elements, _mm512_maskz_loadu_ps, _mm512_mul_ps, _mm512_mask_storeu_ps
//! ```
//!
//! Elementwise code and reductions with `+`, `max`, `min` qualify ([`streams`]); which intrinsic computes what is read off the
//! rows ([`template`]); nests of two loops that add products to lanes become dot products ([`lanes`]),
//! loops over the bytes of an integer, too ([`dots`]); an operation without a row runs lane by lane on the vectors' memory. Loops that do not qualify stay.

use std::collections::HashMap;

use xpiler_ir::{
    Builder, Op, Permission, Result, Value,
    builder::Spec,
    machine, names,
    pass::{Instance, Opt, Pass},
    rows,
};

use self::{streams::VectorLoop, template::Template};
use super::outline::{entry_of, top_block};
use crate::analysis::{
    egraph::Target,
    shape::{at_most, is_pure},
};

pub mod avx512;
pub mod dots;
pub mod lanes;
pub mod nram;
mod registers;
pub mod simplify;
pub mod streams;
pub mod template;
pub mod tensor;
pub mod tiles;
pub mod warps;

/// See the module.
pub struct Tensorize;

impl Pass for Tensorize {
    const ARGUMENT: &'static str = "tensorize";
    const SUMMARY: &'static str = "Replace loops over consecutive elements by vector intrinsics";
    const OPTIONS: &'static [Opt] = &[
        Opt::Str("platform", "bang, vnni, cuda or hip", "bang"),
        Opt::Str("arch", "the machine (empty: the platform's default)", ""),
        Opt::Str("allow", "what rows may compute less exactly: tf32", ""),
    ];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let (platform, arch) = (options.str(0), options.str(1));
        let (arch, machine) = machine::load(&platform, Some(arch.as_str()).filter(|a| !a.is_empty()))?;
        let table = rows::load(module.ctx(), &platform)?;
        let templates = template::templates(&table, &arch);
        let entry = entry_of(module)?;
        if platform == "cuda" || platform == "hip" {
            let warps = warps::Warps::new(&table, &platform, &arch, &Permission::read(&options.str(2))?);
            top_block(entry).body_ops().into_iter().for_each(|top| warps.generate(top));
            dots::generate(entry, &dots::dot_rows(&table, &arch), &platform);
            return Ok(());
        }
        simplify::convert_branches(entry);
        // A branch's variable and its condition's are one load now.
        options.run_nested("any(cse)", entry)?;
        simplify::normalise(entry);
        // Conditions that became extrema are dead; they would look like uses.
        options.run_nested("any(cse)", entry)?;
        let is_bang = platform == "bang";
        let capacity = [machine.usable("nram"), machine.usable("wram")];
        let tensors = tensor::Tensors::new(&table, &arch, &templates, capacity);
        let target = template::target(&templates, !is_bang);
        if !is_bang {
            let tile_rows = tiles::tile_rows(&table, &arch);
            top_block(entry).body_ops().into_iter().for_each(|top| tiles::generate(top, &tile_rows));
            lanes::generate(entry, &lanes::lane_rows(&table, &arch));
        }
        let tops: Vec<Op> = top_block(entry).body_ops();
        for top in tops {
            if is_bang && top.is("scf.for") {
                tensors.generate(top);
            }
            let loops: Vec<Op> = top.find("scf.for").into_iter().filter(|op| worthwhile(*op)).collect();
            let prepared: Vec<VectorLoop> = loops.into_iter().filter_map(|op| prepare(op, is_bang, &target)).collect();
            if is_bang {
                nram::generate(top, &prepared, &templates, machine.usable("nram"));
            } else {
                for found in &prepared {
                    avx512::generate(found, &templates);
                }
            }
        }
        Ok(())
    }
}

/// Loops with a few iterations cost more as vectors.
fn worthwhile(op: Op) -> bool {
    const FEWEST: i64 = 16;
    match (op.operand(0).const_int(), op.operand(1).const_int()) {
        (Some(lower), Some(upper)) => upper - lower >= FEWEST,
        _ => true,
    }
}

/// Analyses a loop, brings its body into the target's terms, and analyses again.
fn prepare(op: Op, is_bang: bool, target: &Target) -> Option<VectorLoop> {
    let first = streams::analyse(op)?;
    // In the order of the text, so that uses are, too.
    for load in op.walk().into_iter().flat_map(Op::results).filter(|v| first.forwarded.contains_key(v)) {
        load.replace_all_uses(first.resolve(load));
    }
    if is_bang && !nram::reachable(&first) {
        return None;
    }
    simplify::cheapest(&first, target);
    drop(first);
    for inner in op.body().body_ops().into_iter().rev() {
        if (is_pure(inner) || inner.is("memref.load")) && inner.results().iter().all(|r| r.users().is_empty()) {
            inner.erase();
        }
    }
    streams::analyse(op)
}

/// What both generators share: scalars in front of the loop, addresses inside.
pub(crate) struct Common<'a> {
    /// The loop.
    pub source: &'a VectorLoop,
    /// The rows to choose from.
    pub templates: &'a [Template],
    /// In front of the loop.
    pub front: Builder,
    scalars: HashMap<Value, Value>,
}

impl<'a> Common<'a> {
    fn new(source: &'a VectorLoop, templates: &'a [Template]) -> Self {
        Self { source, templates, front: Builder::before(source.op), scalars: HashMap::new() }
    }

    /// A value that is the same in all iterations, computed in front of the loop.
    pub fn scalar(&mut self, v: Value) -> Value {
        let v = self.source.resolve(v);
        if v.is_outside(self.source.op) {
            return v;
        }
        if let Some(known) = self.scalars.get(&v) {
            return *known;
        }
        let op = v.def().expect("block arguments of the loop are its induction variable");
        let map: Vec<(Value, Value)> = op.operands().into_iter().map(|o| (o, self.scalar(o))).collect();
        let copy = self.front.insert(op.clone_mapped(&map));
        let value = copy.result(v.result_number());
        self.scalars.insert(v, value);
        value
    }

    /// The element that a load or store touches in iteration `at` (of the induction variable's type), counted from the buffer's start.
    pub fn element(&self, b: &Builder, access: Op, at: Value) -> Value {
        let first = if access.is("memref.load") { 1 } else { 2 };
        let shape = access.operand(first - 1).ty().shape();
        let mut flat: Option<Value> = None;
        for (k, index) in access.operands().into_iter().skip(first).enumerate() {
            let index = self.address(b, index, at);
            flat = Some(match flat {
                None => index,
                Some(outer) => {
                    let n = b.index(shape[k].expect("arrays have static sizes"));
                    let scaled = b.nsw("arith.muli", outer, n);
                    b.nsw("arith.addi", scaled, index)
                }
            });
        }
        flat.expect("an access of a buffer has an index")
    }

    /// An index of the loop's body at the iteration `at`.
    fn address(&self, b: &Builder, index: Value, at: Value) -> Value {
        if index == self.source.op.body().arg(0) {
            return at;
        }
        if index.is_outside(self.source.op) {
            return index;
        }
        let op = index.def().expect("checked by the analysis");
        let map: Vec<(Value, Value)> = op.operands().into_iter().map(|o| (o, self.address(b, o, at))).collect();
        b.insert(op.clone_mapped(&map)).result(index.result_number())
    }

    /// The row that computes a vector value, with what its parameters stand for.
    pub fn row(&self, v: Value) -> Option<(&'a Template, template::Binding)> {
        let is_vector = |v: Value| self.source.is_vector(v);
        self.templates.iter().find_map(|t| Some((t, t.bind(v, &is_vector)?)))
    }

    /// The value of one lane inside a loop over lanes: vectors through `load`, conditions computed again.
    pub fn lane(&mut self, b: &Builder, v: Value, load: &dyn Fn(&Builder, Value) -> Option<Value>) -> Value {
        let v = self.source.resolve(v);
        if !self.source.is_vector(v) {
            return self.scalar(v);
        }
        if let Some(loaded) = load(b, v) {
            return loaded;
        }
        let op = v.def().expect("vectors are results");
        let map: Vec<(Value, Value)> = op.operands().into_iter().map(|o| (o, self.lane(b, o, load))).collect();
        b.insert(op.clone_mapped(&map)).result(v.result_number())
    }

    /// The vectors of floats that an operation without a row needs: its operands, seen through conditions.
    pub fn lane_inputs(&self, v: Value) -> Vec<Value> {
        let op = v.def().expect("vectors are results");
        let mut inputs = vec![];
        for o in op.operands() {
            let o = self.source.resolve(o);
            if !self.source.is_vector(o) {
                continue;
            }
            if o.ty().is_float() { inputs.push(o) } else { inputs.extend(self.lane_inputs(o)) }
        }
        inputs
    }
}

/// `intrin.call`. Memref operands point to the element in `offsets`.
pub(crate) fn call(
    b: &Builder,
    platform: &str,
    row: &str,
    inputs: &[Value],
    offsets: &[Value],
    results: &[xpiler_ir::Type],
) -> Op {
    let operands: Vec<Value> = inputs.iter().chain(offsets).copied().collect();
    b.op(
        "intrin.call",
        Spec {
            operands: &operands,
            results,
            attrs: &[
                ("platform", b.ctx.str_attr(platform)),
                ("row", b.ctx.str_attr(row)),
                ("operandSegmentSizes", b.ctx.i32_array_attr(&[inputs.len() as i32, offsets.len() as i32])),
            ],
            ..Spec::default()
        },
    )
}

/// A loop by `step` over the range of `source`, of index type; the body gets the first iteration of each chunk, as `index`,
/// and how many there are: a constant where the chunk is whole. A range that is known to fit in one chunk needs no loop.
pub(crate) fn chunks(source: Op, step: i64, mut body: impl FnMut(&Builder, Value, Value)) {
    let b = Builder::before(source);
    let index = b.ctx.index();
    let (lower, upper) = (b.index_cast(source.operand(0), index), b.index_cast(source.operand(1), index));
    if let (Some(0), Some(longest)) = (lower.const_int(), at_most(upper))
        && longest <= step
    {
        if upper.const_int().is_some() {
            return body(&b, lower, upper);
        }
        let some = b.cmpi("sgt", upper, lower);
        b.if_then(some, |b| body(b, lower, upper));
        return;
    }
    let name = source.str_attr(names::NAME).unwrap_or_else(|| "i".into());
    if let (Some(l), Some(u)) = (lower.const_int(), upper.const_int()) {
        // Whole chunks, then the rest.
        let (whole, by) = (b.index(l + (u - l).max(0) / step * step), b.index(step));
        let made = b.for_loop(lower, whole, by, &name, |b, at| body(b, at, by));
        made.replace_attr(names::PARALLEL, source.attr(names::PARALLEL));
        let rest = (u - l).max(0) % step;
        if rest > 0 {
            let rest = b.index(rest);
            body(&b, whole, rest);
        }
        return;
    }
    let step = b.index(step);
    let made = b.for_loop(lower, upper, step, &name, |b, at| {
        let left = b.nsw("arith.subi", upper, at);
        let n = b.bin("arith.minsi", left, step);
        if let Some(def) = n.def() {
            def.set_attr(names::NAME, b.ctx.str_attr("len"));
        }
        body(b, at, n);
    });
    made.replace_attr(names::PARALLEL, source.attr(names::PARALLEL));
}
