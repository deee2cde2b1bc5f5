//! What is watched while a module runs, beyond what makes the run safe.

use xpiler_ir::{Builder, Op, Type, Value, builder::Spec, names};

use super::{Pass, Site, call};

/// On allocations in parallel loops (integer): how many of them stand around it.
pub(super) const LEVEL: &str = "xpiler.level";

/// Added to the number of a thread whose asynchronous copy it was.
pub(crate) const COPY: u32 = 1 << 31;

/// What runs in parallel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Agent {
    /// Threads of blocks.
    #[default]
    Thread,
    /// Tasks.
    Task,
    /// Iterations of a loop.
    Iteration,
}

impl Agent {
    /// The name of one.
    pub fn name(self, block: u32, thread: u32) -> String {
        match self {
            Self::Thread if thread >= COPY => format!("an asynchronous copy of thread {} of block {block}", thread - COPY),
            Self::Thread => format!("thread {thread} of block {block}"),
            Self::Task if thread == 1 => format!("an asynchronous copy of task {block}"),
            Self::Task => format!("task {block}"),
            Self::Iteration if thread != 0 => format!("iteration {block}, {thread}"),
            Self::Iteration => format!("iteration {block}"),
        }
    }
}

/// What is watched beyond what makes a run safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// Nothing.
    Nothing,
    /// Which sides of branches on data are taken.
    Branches,
    /// The largest index into each parameter, reported through `xp_touch`.
    Extents,
    /// Accesses of what agents share; the form was raised in shuffled order.
    Races,
    /// Signed arithmetic that overflows where the text's language says that it must not.
    Overflow,
}

/// The buffers that asynchronous copies touch: what stands between two marks of a copy, or of two agents of a task.
pub(super) fn copied(ops: &[Op]) -> Vec<Value> {
    let mut found: Vec<Value> = vec![];
    for mark in [names::MARK_COPY, names::MARK_STREAM] {
        let is_it = |op: &Op| is_call_of(*op, mark);
        let mut begun: Vec<Op> = vec![];
        for begin in ops.iter().copied().filter(is_it) {
            if begun.contains(&begin) {
                continue;
            }
            let mut between = vec![];
            let mut next = begin.next();
            while let Some(op) = next.filter(|op| !is_it(op)) {
                between.push(op);
                next = op.next();
            }
            // Each begins once and ends once in its block.
            let Some(end) = next else { continue };
            begun.push(end);
            let touches = between.into_iter().flat_map(Op::walk);
            found.extend(touches.filter_map(|op| match op.name().as_str() {
                "memref.load" => Some(op.operand(0).root()),
                "memref.store" => Some(op.operand(1).root()),
                _ => None,
            }));
        }
    }
    found
}

/// Notes how many parallel loops stand around each allocation.
pub(super) fn note_levels(ops: &[Op]) {
    for op in ops.iter().filter(|op| op.is("memref.alloca") || op.is("memref.alloc")) {
        let level = parallel_loops(*op).count() as i64;
        if level > 0 {
            op.set_attr(LEVEL, op.ctx().int_attr(op.ctx().i64(), level));
        }
    }
}

/// Does a value depend on what is in a buffer of the caller?
fn depends_on_data(value: Value, seen: &mut Vec<Value>) -> bool {
    if seen.contains(&value) {
        return false;
    }
    seen.push(value);
    let Some(op) = value.def() else { return false };
    if op.is("memref.load") {
        let buffer = op.operand(0).root();
        if buffer.def().is_none() {
            return true;
        }
        let stores = buffer.users().into_iter().filter(|u| u.is("memref.store") && u.operand(1) == buffer);
        return stores.map(|s| s.operand(0)).any(|v| depends_on_data(v, seen));
    }
    op.operands().into_iter().filter(|v| !v.ty().is_memref()).any(|v| depends_on_data(v, seen))
}

/// Is it that mark?
fn is_call_of(op: Op, mark: &str) -> bool {
    op.is("func.call") && op.attr("callee").and_then(|a| a.as_symbol()).is_some_and(|f| f == mark)
}

/// Is the function a mark of a form in shuffled order?
pub(super) fn is_mark(function: &str) -> bool {
    names::MARKS.iter().any(|(name, _)| *name == function)
}

/// The parallel loops around an operation, innermost first.
fn parallel_loops(op: Op) -> impl Iterator<Item = Op> {
    op.ancestors().filter(|a| a.attr(names::PARALLEL).is_some())
}

/// How many parallel loops stood around the allocation of a buffer.
fn level(buffer: Value) -> i64 {
    buffer.def().and_then(|d| d.int_attr(LEVEL)).unwrap_or(0)
}

impl Pass {
    pub(super) fn touch(&self, b: &Builder, buffer: Value, index: Value) {
        if self.watch != Watch::Extents {
            return;
        }
        if let Some((block, i)) = buffer.root().as_block_arg()
            && block == self.entry.body()
        {
            let index = Self::wide(b, index, false);
            call(b, "xp_touch", &[b.int(self.ctx.i64(), i as i64), index], &[]);
        }
    }
    /// What runs in parallel where an operation stands, if it reaches the buffer from several agents.
    pub(super) fn sharers(&self, op: Op, buffer: Value) -> Option<Agent> {
        let buffer = buffer.root();
        let copied = self.copied.contains(&buffer) || buffer.def().is_some_and(|d| d.attr(names::ASYNC).is_some());
        let loop_ = parallel_loops(op).last();
        if loop_.is_none() && !copied {
            return None;
        }
        if buffer.def().is_some_and(|d| d.attr(names::EXCHANGE).is_some()) {
            return None;
        }
        // What the innermost of the loops makes is private to its iterations.
        let reduced = parallel_loops(op).filter_map(|l| l.str_attr(names::REDUCTION)).any(|all| {
            let name = self.name(buffer);
            all.split(',').any(|reduced| reduced == name)
        });
        let private = reduced || !copied && parallel_loops(op).count() as i64 == level(buffer);
        (!private && self.written.contains(&buffer)).then(|| {
            let Some(loop_) = loop_ else {
                // Only one agent runs, and its copies.
                let of_threads = self.entry.walk().into_iter().any(|op| is_call_of(op, names::MARK_COPY));
                return if of_threads { Agent::Thread } else { Agent::Task };
            };
            let name = loop_.str_attr(names::NAME).unwrap_or_default();
            match () {
                () if loop_.str_attr(names::BIND).as_deref() == Some("omp") => Agent::Iteration,
                () if name.starts_with("block") || name.starts_with("thread") => Agent::Thread,
                () if name.starts_with("taskId") => Agent::Task,
                () => Agent::Iteration,
            }
        })
    }
    /// Reports an access of what agents share: a read in front of `at`, a write behind it.
    pub(super) fn report(&mut self, op: Op, at: Op, buffer: Value, indices: &[Value]) {
        if self.watch != Watch::Races {
            return;
        }
        let Some(agent) = self.sharers(op, buffer) else { return };
        let write = at.is("memref.store");
        let b = if write { Builder::after(at) } else { Builder::before(at) };
        let verb = if write { "writes" } else { "reads" };
        let what = format!("{verb} `{}[{{0}}]`", self.name(buffer));
        self.sites.push(Site { span: op.span(), what, agent });
        let number = self.sites.len() as i64 - 1;
        let i64 = self.ctx.i64();
        let element = buffer.ty().element();
        let bytes = i64::from(element.bits().div_ceil(8));
        self.granule = Some(self.granule.unwrap_or(16).min(bytes as usize));
        // The place of the element among those of the root.
        let rank = indices.len();
        let (index, ctx) = (self.ctx.index(), self.ctx);
        let mut place = b.index(0);
        if buffer.def().is_some_and(|d| d.is("memref.subview") || d.is("memref.reinterpret_cast")) {
            let base = ctx.memref(&[], element);
            let results: Vec<Type> = [base].into_iter().chain(vec![index; 1 + 2 * rank]).collect();
            let view =
                b.op("memref.extract_strided_metadata", Spec { operands: &[buffer], results: &results, ..Spec::default() });
            place = view.result(1);
            for (i, at) in indices.iter().enumerate() {
                place = b.bin("arith.addi", place, b.bin("arith.muli", *at, view.result(2 + rank + i)));
            }
        } else {
            for (i, at) in indices.iter().enumerate() {
                let size = Self::size(&b, buffer, i);
                place = b.bin("arith.addi", b.bin("arith.muli", place, size), *at);
            }
        }
        let start = b.value("memref.extract_aligned_pointer_as_index", &[buffer], index);
        let address = b.bin("arith.addi", start, b.bin("arith.muli", place, b.index(bytes)));
        let shared = i64::from(level(buffer.root()) > 0);
        let (address, place) = (Self::wide(&b, address, false), Self::wide(&b, place, false));
        let mut operands = vec![address, place, b.int(i64, number), b.int(i64, shared)];
        if write {
            operands.push(b.int(i64, bytes));
        }
        call(&b, if write { "xp_write" } else { "xp_read" }, &operands, &[]);
    }
    /// Notes which side of a branch on data is taken.
    pub(super) fn branch(&mut self, op: Op) {
        let Some(flags) = self.flags else { return };
        let condition = op.operand(0);
        if !condition.ty().is_int() || !depends_on_data(condition, &mut vec![]) {
            return;
        }
        let b = Builder::before(op);
        let i64 = self.ctx.i64();
        let first = b.int(i64, 2 * self.branches.len() as i64);
        let side = b.value("arith.extui", &[condition], i64);
        let address = b.bin("arith.addi", flags, b.bin("arith.addi", first, side));
        let Some(pointer) = self.ctx.parse_type("!llvm.ptr") else { return };
        let pointer = b.value("llvm.inttoptr", &[address], pointer);
        b.op("llvm.store", Spec { operands: &[b.int(self.ctx.int(8), 1), pointer], ..Spec::default() });
        self.branches.push(op.span());
    }
    /// Traps where the result is another number than in wider arithmetic.
    pub(super) fn no_overflow(&mut self, op: Op) {
        let ty = op.result(0).ty();
        if !ty.is_int() || ty.bits() > 64 || !["arith.addi", "arith.subi", "arith.muli"].contains(&op.name().as_str()) {
            return;
        }
        let b = Builder::after(op);
        let wide = self.ctx.int(2 * ty.bits());
        let extend = |v: Value| b.value("arith.extsi", &[v], wide);
        let exact = b.bin(&op.name(), extend(op.operand(0)), extend(op.operand(1)));
        let ok = b.cmpi("eq", exact, extend(op.result(0)));
        self.guard(&b, op, ok, "overflows".into(), &[]);
    }
}
