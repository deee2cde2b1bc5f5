//! Makes a neutral form safe to run: every access is checked, every loop burns fuel, every failed check is a trap with
//! the place in the user's text.
//!
//! * `memref.load`, `store`, `subview`, `copy`: indices against the sizes of the buffer.
//! * `scf.for`: its trip count is taken from the fuel at once; `scf.while`: some each time round.
//! * integer division by zero, shifts past the width, sizes of allocations, `cf.assert`.
//! * local arrays are poisoned where they are declared; allocations in loops become one at the entry, so that the stack
//!   does not grow; `memref.dealloc` goes away, because nothing can be wrong with memory that is never given back.
//! * for the race check, accesses of what agents share are reported to [`crate::races`];
//! * signed overflow wraps: `nsw` would let LLVM make anything of it.

pub(crate) mod watch;

pub use watch::{Agent, Watch};
use watch::{is_mark, note_levels};
use xpiler_ir::{
    Builder, Ctx, Diagnostic, Kernel, Op, Result, Span, Type, Value,
    builder::{Spec, declare},
    names,
};

/// On constants that poison local arrays (unit): the identity tier reads them as undefined values.
pub const POISON: &str = "xpiler.poison";

/// A check in the compiled code.
#[derive(Clone, Debug)]
pub struct Site {
    /// Where in the user's text.
    pub span: Option<Span>,
    /// What fails here: a text in which `{0}`, `{1}`, `{2}` stand for the recorded numbers.
    pub what: String,
    /// Of an access that may race: what runs at the same time there.
    pub agent: Agent,
}

impl Site {
    /// The finding, with the numbers that were recorded.
    pub fn message(&self, details: [i64; 3]) -> String {
        let mut text = self.what.clone();
        for (i, detail) in details.iter().enumerate() {
            text = text.replace(&format!("{{{i}}}"), &detail.to_string());
        }
        text
    }
}

/// A module that is safe to run.
pub struct Instrumented {
    /// The module.
    pub kernel: Kernel,
    /// The checks, by number.
    pub sites: Vec<Site>,
    /// With [`Watch::Branches`]: where the branches on data stand.
    pub branches: Vec<Option<Span>>,
    /// With [`Watch::Races`]: the bytes of the smallest element that is watched, if any is.
    pub granule: Option<usize>,
}

/// Arrays of more bytes than this go to the heap.
const LARGE: i64 = 16 << 10;
/// What an iteration of a loop costs whose number of iterations is not known: it is the one that may not end.
const WHILE_FUEL: i64 = 32;
/// The most elements one allocation may have.
const MOST_ELEMENTS: i64 = 1 << 32;

struct Pass {
    ctx: Ctx,
    entry: Op,
    fuel: Value,
    sites: Vec<Site>,
    watch: Watch,
    /// The buffers that are written.
    written: Vec<Value>,
    /// Those that asynchronous copies touch, which run beside the agent that issued them.
    copied: Vec<Value>,
    granule: Option<usize>,
    branches: Vec<Option<Span>>,
    /// Where the flags of branches begin (`i64`).
    flags: Option<Value>,
}

/// Instruments a copy of a neutral form.
pub fn instrument(kernel: &Kernel, watch: Watch) -> Result<Instrumented> {
    let kernel = kernel.duplicate();
    let entry = kernel.entry().ok_or_else(|| Diagnostic::internal("a neutral form has no entry"))?;
    for op in kernel.module().walk() {
        let name = op.name();
        let mark = op.is("func.call") && op.attr("callee").and_then(|a| a.as_symbol()).is_some_and(|f| is_mark(&f));
        let known = ["func.func", "func.return", "builtin.module", "cf.assert"].contains(&name.as_str())
            || mark && watch == Watch::Races
            || ["scf.", "memref.", "arith.", "math.", "ub."].iter().any(|dialect| name.starts_with(dialect));
        if !known {
            let what = format!("`{name}` cannot be run: the form is not neutral");
            return Err(Diagnostic::error("not-neutral", what).at(op.span()));
        }
    }
    let ctx = kernel.ctx();
    let i64 = ctx.i64();
    declare(kernel.module(), "xp_trap", &[i64, i64, i64, i64], &[]);
    declare(kernel.module(), "xp_fuel", &[], &[i64]);
    declare(kernel.module(), "xp_done", &[i64], &[]);
    match watch {
        Watch::Nothing | Watch::Overflow => {}
        Watch::Branches => declare(kernel.module(), "xp_branches", &[], &[i64]),
        Watch::Extents => declare(kernel.module(), "xp_touch", &[i64, i64], &[]),
        Watch::Races => {
            declare(kernel.module(), "xp_read", &[i64; 4], &[]);
            declare(kernel.module(), "xp_write", &[i64; 5], &[]);
        }
    }
    let ops = entry.walk();
    let start = Builder::at_start(entry.body(), entry.loc());
    let tank = start.alloca(&[], i64, "xp.fuel");
    let fuel = call(&start, "xp_fuel", &[], &[i64]).result(0);
    start.store(fuel, tank, &[]);
    // Below, allocations move out of the loops that make them private.
    note_levels(&ops);
    let targets = ops.iter().filter(|op| op.is("memref.store") || op.is("memref.copy")).map(|op| op.operand(1).root());
    let written = targets.collect();
    let copied = watch::copied(&ops);
    let mut pass =
        Pass { ctx, entry, fuel: tank, sites: vec![], watch, written, copied, granule: None, branches: vec![], flags: None };
    if watch == Watch::Branches {
        pass.flags = Some(call(&start, "xp_branches", &[], &[i64]).result(0));
    }
    for op in ops {
        pass.visit(op)?;
    }
    let (sites, granule, branches) = (pass.sites, pass.granule, pass.branches);
    Ok(Instrumented { kernel, sites, branches, granule })
}

/// Calls a declared function.
pub(crate) fn call(b: &Builder, name: &str, operands: &[Value], results: &[Type]) -> Op {
    let attrs = [("callee", b.ctx.symbol_attr(name))];
    b.op("func.call", Spec { operands, results, attrs: &attrs, ..Spec::default() })
}

/// The numbers of a dense integer array attribute, read from its text; `None` for a dynamic one.
fn dense(op: Op, name: &str) -> Vec<Option<i64>> {
    let text = op.attr(name).map(|a| a.to_string()).unwrap_or_default();
    let Some((_, list)) = text.split_once(':') else { return vec![] };
    let numbers = list.trim_end_matches('>').split(',');
    numbers.map(|n| n.trim().parse().ok().filter(|n| *n != i64::MIN)).collect()
}

impl Pass {
    fn site(&mut self, b: &Builder, op: Op, what: String) -> Value {
        self.sites.push(Site { span: op.span(), what, agent: Agent::default() });
        b.int(self.ctx.i64(), self.sites.len() as i64 - 1)
    }
    /// Traps unless `ok` holds.
    fn guard(&mut self, b: &Builder, op: Op, ok: Value, what: String, details: &[Value]) {
        let i64 = self.ctx.i64();
        let always = b.int(self.ctx.i1(), 1);
        let bad = b.bin("arith.xori", ok, always);
        let site = self.site(b, op, what);
        b.if_then(bad, |b| {
            let mut operands = vec![site];
            for i in 0..3 {
                operands.push(match details.get(i) {
                    Some(v) => Self::wide(b, *v, false),
                    None => b.int(i64, 0),
                });
            }
            call(b, "xp_trap", &operands, &[]);
        });
    }
    /// The value as an `i64`.
    fn wide(b: &Builder, v: Value, unsigned: bool) -> Value {
        let i64 = b.ctx.i64();
        if v.ty().is_index() {
            b.index_cast(v, i64)
        } else if v.ty().bits() < 64 {
            b.value(if unsigned { "arith.extui" } else { "arith.extsi" }, &[v], i64)
        } else {
            v
        }
    }
    /// The name of a buffer in the text.
    fn name(&self, buffer: Value) -> String {
        let buffer = buffer.root();
        let named = match (buffer.as_block_arg(), buffer.def()) {
            (Some((_, i)), _) => argument_attr(self.entry, i, names::NAME).and_then(|a| a.as_str()),
            (_, Some(op)) => op.str_attr(names::NAME),
            _ => None,
        };
        named.unwrap_or_else(|| "a buffer".into())
    }
    /// Size `i` of a buffer.
    fn size(b: &Builder, buffer: Value, i: usize) -> Value {
        match buffer.ty().shape()[i] {
            Some(n) => b.index(n),
            None => b.value("memref.dim", &[buffer, b.index(i as i64)], b.ctx.index()),
        }
    }
    /// Checks an access `buffer[indices]`.
    fn access(&mut self, op: Op, verb: &str, buffer: Value, indices: &[Value]) {
        let b = Builder::before(op);
        for (i, index) in indices.iter().enumerate() {
            let fits = |n: i64| index.const_int().is_some_and(|c| (0..n).contains(&c));
            if buffer.ty().shape()[i].is_some_and(fits) {
                continue;
            }
            let size = Self::size(&b, buffer, i);
            let ok = b.cmpi("ult", *index, size);
            let dimension = if indices.len() > 1 { format!(" in dimension {i}") } else { String::new() };
            let what = format!("{verb} `{}` out of bounds: index {{0}} of {{1}} elements{dimension}", self.name(buffer));
            self.guard(&b, op, ok, what, &[*index, size]);
        }
        // Views are recorded where they are made.
        if let [index] = indices
            && buffer.as_block_arg().is_some()
        {
            self.touch(&b, buffer, *index);
        }
    }
    fn burn(&mut self, b: &Builder, op: Op, amount: Value) {
        let left = b.bin("arith.subi", b.load(self.fuel, &[]), amount);
        b.store(left, self.fuel, &[]);
        let ok = b.cmpi("sge", left, b.int(self.ctx.i64(), 0));
        self.guard(b, op, ok, "has a loop that does not end: it was left after very many iterations".into(), &[]);
    }
    /// A loop nest over all elements of a buffer.
    fn each_element(b: &Builder, buffer: Value, dimension: usize, indices: &mut Vec<Value>, body: &dyn Fn(&Builder, &[Value])) {
        if dimension == buffer.ty().shape().len() {
            body(b, indices);
            return;
        }
        let size = Self::size(b, buffer, dimension);
        b.for_loop(b.index(0), size, b.index(1), "xp.element", |b, i| {
            indices.push(i);
            Self::each_element(b, buffer, dimension + 1, indices, body);
            indices.pop();
        });
    }
    /// Fills a fresh buffer with what must not be read.
    fn poison(&self, b: &Builder, buffer: Value) {
        let element = buffer.ty().element();
        let unit = self.ctx.unit_attr();
        // What decides on it gives other results in another order, in which it is another number.
        let first = matches!(self.watch, Watch::Branches | Watch::Extents);
        let value = if element.is_float() {
            // One has the bits 0xFFAA_AAAA as a float: what looks at them sees others in another order.
            let nan = if first { f64::from_bits(0xFFFA_AAAA_AAAA_AAAA) } else { f64::NAN };
            let nan = self.ctx.float_attr(element, nan);
            b.value_with("arith.constant", &[], element, &[("value", nan), (POISON, unit)])
        } else {
            let bits = element.bits();
            let pattern = if first { 0x4BCB_CBCB_CBCB_CBCB_u64 as i64 } else { 0 };
            let pattern = if bits >= 64 { pattern } else { pattern << (64 - bits) >> (64 - bits) };
            b.int(element, pattern)
        };
        Self::each_element(b, buffer, 0, &mut vec![], &|b, indices| {
            b.store(value, buffer, indices);
        });
    }

    fn visit(&mut self, op: Op) -> Result<()> {
        let name = op.name();
        if self.watch == Watch::Overflow && op.attr("overflowFlags").is_some_and(|f| f.to_string().contains("nsw")) {
            self.no_overflow(op);
        }
        if op.attr("overflowFlags").is_some()
            && let Some(none) = self.ctx.parse_attr("#arith.overflow<none>")
        {
            op.set_attr("overflowFlags", none);
        }
        match name.as_str() {
            "memref.load" => {
                self.access(op, "reads", op.operand(0), &op.operands()[1..]);
                self.report(op, op, op.operand(0), &op.operands()[1..]);
            }
            "memref.store" => {
                self.access(op, "writes", op.operand(1), &op.operands()[2..]);
                self.report(op, op, op.operand(1), &op.operands()[2..]);
            }
            "memref.subview" => self.subview(op)?,
            "memref.copy" => self.copy(op),
            "memref.alloc" | "memref.alloca" => self.allocation(op),
            "memref.dealloc" => op.erase(),
            "scf.if" | "arith.select" => self.branch(op),
            "scf.for" => self.for_loop(op),
            "scf.while" => {
                let b = Builder::at_start(op.region(0).blocks()[0], op.loc());
                let amount = b.int(self.ctx.i64(), WHILE_FUEL);
                self.burn(&b, op, amount);
            }
            "scf.parallel" | "scf.forall" => {
                return Err(Diagnostic::error("not-neutral", format!("`{name}` is not sequential")).at(op.span()));
            }
            "arith.divsi" | "arith.remsi" | "arith.floordivsi" | "arith.ceildivsi" | "arith.divui" | "arith.remui"
            | "arith.ceildivui" => self.division(op),
            "arith.shli" | "arith.shrsi" | "arith.shrui" if op.operand(1).const_int().is_none() => {
                let b = Builder::before(op);
                let width = b.int(op.operand(1).ty(), i64::from(op.operand(0).ty().bits()));
                let ok = b.cmpi("ult", op.operand(1), width);
                self.guard(&b, op, ok, "shifts by {0} bits".into(), &[op.operand(1)]);
            }
            "cf.assert" => {
                let message = op.str_attr("msg").unwrap_or_else(|| "an assertion failed".into());
                self.guard(&Builder::before(op), op, op.operand(0), message, &[]);
                op.erase();
            }
            "func.return" => {
                let b = Builder::before(op);
                call(&b, "xp_done", &[b.load(self.fuel, &[])], &[]);
            }
            _ => {}
        }
        Ok(())
    }

    fn subview(&mut self, op: Op) -> Result<()> {
        let (offsets, sizes, strides) = (dense(op, "static_offsets"), dense(op, "static_sizes"), dense(op, "static_strides"));
        if strides.iter().any(|s| *s != Some(1)) {
            return Err(Diagnostic::error("not-neutral", "a view with a stride cannot be run").at(op.span()));
        }
        let b = Builder::before(op);
        let (source, operands) = (op.operand(0), op.operands());
        let mut dynamic = operands[1..].iter().copied();
        let mut take = |list: &[Option<i64>]| -> Vec<Value> {
            list.iter().map(|n| n.map_or_else(|| dynamic.next().unwrap_or_else(|| b.index(0)), |n| b.index(n))).collect()
        };
        let (offsets, sizes) = (take(&offsets), take(&sizes));
        for (i, (offset, size)) in offsets.iter().zip(&sizes).enumerate() {
            let whole = Self::size(&b, source, i);
            let rest = b.bin("arith.subi", whole, *offset);
            let starts = b.cmpi("ule", *offset, whole);
            let ends = b.cmpi("ule", *size, rest);
            let ok = b.bin("arith.andi", starts, ends);
            let what = format!("`{}` out of bounds: {{1}} elements from {{0}} on, of {{2}}", self.name(source));
            self.guard(&b, op, ok, what, &[*offset, *size, whole]);
            if sizes.len() == 1 {
                let last = b.bin("arith.subi", b.bin("arith.addi", *offset, *size), b.index(1));
                self.touch(&b, source, last);
            }
        }
        Ok(())
    }

    fn copy(&mut self, op: Op) {
        let b = Builder::before(op);
        let (source, target) = (op.operand(0), op.operand(1));
        for i in 0..source.ty().shape().len() {
            let (m, n) = (Self::size(&b, source, i), Self::size(&b, target, i));
            let ok = b.cmpi("eq", m, n);
            let what = format!("copies {{0}} elements of `{}` to {{1}} of `{}`", self.name(source), self.name(target));
            self.guard(&b, op, ok, what, &[m, n]);
        }
        let made = std::cell::RefCell::new(vec![]);
        Self::each_element(&b, source, 0, &mut vec![], &|b, indices| {
            let value = b.load(source, indices);
            let store = b.store(value, target, indices);
            made.borrow_mut().extend([(value.def(), source, indices.to_vec()), (Some(store), target, indices.to_vec())]);
        });
        for (at, buffer, indices) in made.into_inner() {
            if let Some(at) = at {
                self.report(op, at, buffer, &indices);
            }
        }
        op.erase();
    }

    fn allocation(&mut self, op: Op) {
        let buffer = op.result(0);
        let b = Builder::before(op);
        for size in op.operands() {
            let most = b.index(MOST_ELEMENTS);
            let ok = b.cmpi("ule", size, most);
            let what = format!("allocates {{0}} elements for `{}`", self.name(buffer));
            self.guard(&b, op, ok, what, &[size]);
        }
        let after = Builder::after(op);
        let shape = buffer.ty().static_shape();
        let buffer = match shape {
            // One array at the entry serves every time its declaration is met: it is poisoned again each time.
            Some(shape) => {
                let first = self.entry.body().ops()[0];
                let bytes = shape.iter().product::<i64>().saturating_mul(32);
                if op.is("memref.alloca") && bytes > LARGE {
                    let segments = self.ctx.i32_array_attr(&[0, 0]);
                    let heap =
                        Builder::before(first).value_with("memref.alloc", &[], buffer.ty(), &[("operandSegmentSizes", segments)]);
                    self.replace(op, heap);
                    heap
                } else {
                    op.move_before(first);
                    buffer
                }
            }
            None if op.is("memref.alloca") => {
                let sizes = op.operands();
                let segments = self.ctx.i32_array_attr(&[sizes.len() as i32, 0]);
                let heap = b.value_with("memref.alloc", &sizes, buffer.ty(), &[("operandSegmentSizes", segments)]);
                if let Some(end) = op.block().and_then(|block| block.terminator()) {
                    Builder::before(end).op("memref.dealloc", Spec { operands: &[heap], ..Spec::default() });
                }
                self.replace(op, heap);
                heap
            }
            None => {
                // What is allocated in a loop is given back at the end of its block, when nothing can use it any more.
                if op.block() != Some(self.entry.body())
                    && let Some(end) = op.block().and_then(|block| block.terminator())
                {
                    Builder::before(end).op("memref.dealloc", Spec { operands: &[buffer], ..Spec::default() });
                }
                buffer
            }
        };
        self.poison(&after, buffer);
    }

    /// Puts an array on the heap in the place of one: it is watched as that was.
    fn replace(&mut self, alloca: Op, heap: Value) {
        for name in [names::NAME, names::ASYNC, names::EXCHANGE, watch::LEVEL] {
            heap.def().into_iter().for_each(|def| def.replace_attr(name, alloca.attr(name)));
        }
        let old = alloca.result(0);
        for watched in [&mut self.written, &mut self.copied] {
            watched.iter_mut().filter(|b| **b == old).for_each(|b| *b = heap);
        }
        old.replace_all_uses(heap);
        alloca.erase();
    }

    fn for_loop(&mut self, op: Op) {
        let b = Builder::before(op);
        let unsigned = op.attr("unsignedCmp").is_some();
        let [lower, upper, step] = [0, 1, 2].map(|i| Self::wide(&b, op.operand(i), unsigned));
        let i64 = self.ctx.i64();
        let (zero, one) = (b.int(i64, 0), b.int(i64, 1));
        if op.operand(2).const_int().is_none_or(|s| s <= 0) {
            let ok = b.cmpi("sgt", step, zero);
            self.guard(&b, op, ok, "has a loop that does not end: its step is {0}".into(), &[step]);
        }
        let span = b.bin("arith.subi", upper, lower);
        let rounded = b.bin("arith.addi", span, b.bin("arith.subi", step, one));
        let trips = b.bin("arith.divsi", rounded, step);
        let trips = b.select(b.cmpi("sgt", span, zero), b.bin("arith.addi", trips, one), one);
        self.burn(&b, op, trips);
    }

    fn division(&mut self, op: Op) {
        let divisor = op.operand(1);
        if divisor.const_int().is_some_and(|c| c != 0 && c != -1) {
            return;
        }
        let b = Builder::before(op);
        let ty = divisor.ty();
        let nonzero = b.cmpi("ne", divisor, b.int(ty, 0));
        self.guard(&b, op, nonzero, "divides by zero".into(), &[op.operand(0)]);
        if op.name().ends_with("si") {
            let least = if ty.bits() >= 64 { i64::MIN } else { -(1 << (ty.bits() - 1)) };
            let no_least = b.cmpi("ne", op.operand(0), b.int(ty, least));
            let no_minus = b.cmpi("ne", divisor, b.int(ty, -1));
            let ok = b.bin("arith.ori", no_least, no_minus);
            self.guard(&b, op, ok, "overflows: {0} / -1".into(), &[op.operand(0)]);
        }
    }
}

/// An attribute of argument `i` of a function.
pub(crate) fn argument_attr(function: Op, i: usize, name: &str) -> Option<xpiler_ir::Attr> {
    function.attr("arg_attrs")?.as_array()?.get(i)?.dict_get(name)
}

#[cfg(test)]
mod tests {
    use xpiler_ir::context::new_context;

    use super::*;

    fn instrumented(body: &str) -> Result<Instrumented> {
        let (ctx, sink) = new_context();
        let text = format!(
            "func.func @f(%x: memref<?xf32> {{xpiler.name = \"x\"}}, %n: index) attributes {{xpiler.entry}} {{
               %c0 = arith.constant 0 : index
               %c1 = arith.constant 1 : index
               {body}
               return
             }}"
        );
        let kernel = Kernel::parse(ctx, &sink, "k.mlir", &text).unwrap_or_else(|d| panic!("{d}"));
        let result = instrument(&kernel, Watch::Nothing);
        if let Ok(i) = &result {
            assert!(i.kernel.module().verify(), "{:?}", i.kernel);
        }
        result
    }
    fn sites(body: &str) -> Vec<String> {
        instrumented(body).map(|i| i.sites.into_iter().map(|s| s.what).collect()).unwrap_or_default()
    }

    #[test]
    fn accesses_are_checked_unless_they_are_constant() {
        let dynamic = sites("%v = memref.load %x[%n] : memref<?xf32>");
        assert_eq!(dynamic, ["reads `x` out of bounds: index {0} of {1} elements"]);
        let constant = "%t = memref.alloca() : memref<2x3xf32>\n%v = memref.load %t[%c1, %c0] : memref<2x3xf32>";
        assert!(sites(constant).is_empty());
        assert_eq!(sites(&constant.replace("%c1, %c0", "%c1, %n")).len(), 1);
    }

    #[test]
    fn loops_burn_fuel_and_dynamic_steps_are_checked() {
        assert_eq!(sites("scf.for %i = %c0 to %n step %c1 { }").len(), 1);
        assert_eq!(sites("scf.for %i = %c0 to %n step %n { }").len(), 2);
    }

    #[test]
    fn arrays_of_loops_move_to_the_entry_and_are_poisoned_each_time() {
        let i = instrumented(
            "scf.for %i = %c0 to %n step %c1 {
               %t = memref.alloca() : memref<4xf32>
               %large = memref.alloca() : memref<100000xf32>
             }",
        )
        .unwrap_or_else(|d| panic!("{d}"));
        let entry = i.kernel.entry().expect("an entry");
        let outer = entry.body();
        assert!(entry.find("memref.alloca").iter().chain(&entry.find("memref.alloc")).all(|op| op.block() == Some(outer)));
        assert_eq!((entry.find("memref.alloca").len(), entry.find("memref.alloc").len()), (2, 1));
        let body = entry.find("scf.for").into_iter().find(|op| op.block() == Some(outer)).expect("the loop").body();
        assert_eq!(body.ops().iter().filter(|op| op.is("scf.for")).count(), 2, "one loop that poisons each array");
    }

    #[test]
    fn signed_overflow_wraps() {
        let i = instrumented("%s = arith.addi %n, %n overflow<nsw> : index").unwrap_or_else(|d| panic!("{d}"));
        assert!(!i.kernel.print().contains("nsw"));
    }

    #[test]
    fn signed_overflow_is_watched_where_that_is_asked_for() {
        let (ctx, sink) = new_context();
        let text = "func.func @f(%n: i32) attributes {xpiler.entry} {
          %s = arith.addi %n, %n overflow<nsw> : i32
          %t = arith.addi %n, %n : i32
          return
        }";
        let kernel = Kernel::parse(ctx, &sink, "k.mlir", text).unwrap_or_else(|d| panic!("{d}"));
        let i = instrument(&kernel, Watch::Overflow).unwrap_or_else(|d| panic!("{d}"));
        assert!(i.kernel.module().verify());
        assert_eq!(i.sites.iter().map(|s| s.what.as_str()).collect::<Vec<_>>(), ["overflows"]);
    }

    #[test]
    fn strided_views_are_refused() {
        let strided = "%v = memref.subview %x[%c0][%n][2] : memref<?xf32> to memref<?xf32, strided<[2], offset: ?>>";
        assert!(instrumented(strided).is_err());
    }
}
