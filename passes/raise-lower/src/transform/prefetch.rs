//! `prefetch`: while a loop computes, what it reads a few iterations later is brought into the cache (the method's Pipeline, where it is the hardware that
//! copies).
//!
//! ```text
//! for k < K { for r < 8 { C[r] += A[r * K + k] * B[k * N + ..] } }
//! // prefetch{loop=k buffer=B distance=2} becomes
//! for k < K { for r < 8 { memref.prefetch B[(k + 2) * N + ..]; C[r] += A[r * K + k] * B[k * N + ..] } }
//! ```
//!
//! One hint a cache line: places less than a line from one that is fetched already are left out. A hint has no meaning, and may name what is not there:
//! the last iterations fetch behind the end of the buffer. For C with AVX-512 it is `_mm_prefetch`; other platforms have none.
//! Needs: reads of the buffer whose places move with the loop and can be computed ahead, from the iterations of loops and what is known outside.
//! Keeps: everything. Belongs at the end of a schedule: other transformations do not know what a hint is.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value,
    builder::Spec,
    machine,
    pass::{Instance, Opt, Pass},
};

use super::named;
use crate::analysis::{
    linear::Linear,
    shape::{divides, is_pure},
};

/// See the module.
pub struct Prefetch;

const CODE: &str = "illegal-prefetch";
/// The platform that has the hint.
const PLATFORM: &str = "vnni";
/// Of `memref.prefetch`: into all levels of the cache.
const NEAREST: i64 = 3;
/// Iterations that something is fetched ahead of, at most.
const MOST: i64 = 1024;

impl Pass for Prefetch {
    const ARGUMENT: &'static str = "prefetch";
    const SUMMARY: &'static str = "Bring what a loop reads later into the cache";
    const OPTIONS: &'static [Opt] = &[
        Opt::Str("loop", "the loop whose later iterations read", ""),
        Opt::Str("buffer", "what they read", ""),
        Opt::Int("distance", "how many iterations later", 1),
    ];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let (name, buffer_name, distance) = (options.str(0), options.str(1), options.int(2));
        let (at, buffer) = (named::find_loop(module, &name)?, named::find_buffer(module, &buffer_name)?);
        let refuse = |message: String| Diagnostic::error(CODE, message).at(at.span());
        let step = named::plain_step(at, CODE)?;
        if !(1..=MOST).contains(&distance) {
            return Err(refuse(format!("the distance is {distance}; 1 to {MOST} iterations are needed")));
        }
        let reads: Vec<Read> = at.walk().into_iter().filter_map(|op| Read::of(op, buffer)).collect();
        // A row counts the elements of an array of arrays in one number.
        if let Some(read) = reads.iter().find(|read| read.place.len() != buffer.ty().shape().len()) {
            let message = format!("a row reads `{buffer_name}`, an array of arrays: hints are for elements by their indices");
            return Err(Diagnostic::error(CODE, message).at(read.op.span()));
        }
        if reads.is_empty() {
            return Err(refuse(format!("the loop `{name}` does not read `{buffer_name}`")));
        }
        let ahead = Ahead { at, by: distance * step };
        // All are looked at before the first is changed.
        reads.iter().try_for_each(|read| ahead.check(read))?;
        let line = machine::load(PLATFORM, None)?.1.cache_line * 8 / i64::from(buffer.ty().element().bits());
        let mut fetched: Vec<&Read> = vec![];
        for read in &reads {
            if !fetched.iter().any(|other| other.is_near(read, line)) {
                ahead.fetch(read, buffer);
                fetched.push(read);
            }
        }
        let step = format!("prefetch{{loop={name} buffer={buffer_name} distance={distance}}}");
        named::record(module, &step, "hints have no meaning (by construction)");
        Ok(())
    }
}

/// A read of the buffer.
struct Read {
    op: Op,
    /// The index of the first element, in each dimension.
    place: Vec<Value>,
}

impl Read {
    fn of(op: Op, buffer: Value) -> Option<Self> {
        let operands = op.operands();
        let place = match op.name().as_str() {
            "memref.load" if operands[0] == buffer => operands[1..].to_vec(),
            // Rows have their pointers' places behind their operands.
            "intrin.call" if !op.results().is_empty() => {
                let pointers: Vec<usize> = (0..operands.len()).filter(|i| operands[*i].ty().is_memref()).collect();
                let number = pointers.iter().position(|i| operands[*i] == buffer)?;
                vec![operands[operands.len() - pointers.len() + number]]
            }
            _ => return None,
        };
        Some(Self { op, place })
    }

    /// Is the other read's place on the same line, or the next one, whenever both are reached?
    fn is_near(&self, other: &Self, line: i64) -> bool {
        let Some(((a, outer), (b, others))) = self.place.split_last().zip(other.place.split_last()) else { return true };
        let same = outer.iter().zip(others).all(|(a, b)| Linear::of(*a) == Linear::of(*b));
        let apart = Linear::of(*b).minus(&Linear::of(*a)).as_constant();
        same && self.op.block() == other.op.block() && apart.is_some_and(|n| n.abs() < line)
    }
}

/// A loop some iterations later.
struct Ahead {
    at: Op,
    /// What its induction variable is larger by.
    by: i64,
}

impl Ahead {
    fn check(&self, read: &Read) -> Result<()> {
        let refuse = |message: &str| Err(Diagnostic::error(CODE, message).at(read.op.span()));
        if !read.place.iter().all(|v| self.is_known(*v)) {
            return refuse("where it reads later depends on what the loop computes");
        }
        if !read.place.iter().any(|v| self.moves(*v)) {
            return refuse("it reads the same element in all iterations of the loop");
        }
        Ok(())
    }

    /// Can the value be computed ahead: from iterations and what is known outside, dividing by nothing that changes?
    fn is_known(&self, v: Value) -> bool {
        if v.is_outside(self.at) {
            return true;
        }
        match v.def() {
            Some(def) => {
                let safe = !divides(def) || def.operand(1).is_outside(self.at);
                safe && is_pure(def) && def.operands().into_iter().all(|o| self.is_known(o))
            }
            // The iterations of a loop inside are the same ones in a later iteration of this one.
            None => v.as_block_arg().and_then(|(block, _)| block.parent_op()).is_some_and(|inner| {
                let counts = inner.is("scf.for") && v == inner.body().arg(0);
                inner == self.at || counts && !self.moves(inner.operand(0)) && self.is_known(inner.operand(0))
            }),
        }
    }

    /// Does the value change with the loop?
    fn moves(&self, v: Value) -> bool {
        let iv = self.at.body().arg(0);
        v == iv || !v.is_outside(self.at) && v.def().is_some_and(|d| d.operands().into_iter().any(|o| self.moves(o)))
    }

    fn fetch(&self, read: &Read, buffer: Value) {
        let b = Builder::before(read.op);
        let place = read.place.iter().map(|v| self.later(*v, &b));
        let operands: Vec<Value> = std::iter::once(buffer).chain(place).collect();
        let flag = |yes: bool| b.ctx.int_attr(b.ctx.int(1), i64::from(yes));
        let locality = b.ctx.int_attr(b.ctx.int(32), NEAREST);
        let attrs = [("isWrite", flag(false)), ("localityHint", locality), ("isDataCache", flag(true))];
        b.op("memref.prefetch", Spec { operands: &operands, attrs: &attrs, ..Spec::default() });
    }

    /// The value some iterations later.
    fn later(&self, v: Value, b: &Builder) -> Value {
        match v.def() {
            _ if !self.moves(v) => v,
            Some(def) => {
                let map: Vec<(Value, Value)> = def.operands().into_iter().map(|o| (o, self.later(o, b))).collect();
                b.insert(def.clone_mapped(&map)).result(v.result_number())
            }
            None => {
                let by = if v.ty().is_index() { b.index(self.by) } else { b.int(v.ty(), self.by) };
                b.nsw("arith.addi", v, by)
            }
        }
    }
}
