//! Barrier fission: the threads of a block as loops between barriers.
//!
//! ```text
//! A; barrier; for (k) { B; barrier; C }      // per thread
//! // becomes, per block
//! for t { A }  for (k) { for t { B }  for t { C } }
//! ```
//!
//! * Operations that hold a barrier are executed once for the block, so their conditions must be *uniform*: equal for
//!   all threads. What is not proved uniform is refused (`barrier-divergence`), except the rest of a kernel behind an
//!   early return, where exited threads no longer count: it runs under the predicate "still live".
//! * Warp rows split the threads' code as barriers do ([`super::warp`]), but order nothing. Control flow around them that
//!   holds no barrier may depend on the thread: it runs under a predicate, too.
//! * A value that a later segment needs is computed again if it is pure, else spilled to an array over the threads.
//!   So are private variables and arrays that live in several segments.
//! * A private variable that only uniform code writes stays one variable of the block. Its writes happen after the
//!   thread loop of their segment.
//! * What threads agree on ([`super::uniformity`]) because they load it from one place of memory is loaded once for the block, where nothing is written before and all
//!   threads are live, or each thread leaves it in one variable for all.
//!
//! Inside a segment no split is put where the text has no barrier, so a missing barrier shows when the order of threads changes.
//! A loop that holds a barrier splits the threads' code at its entry and its back edge, where the text may have none: what races
//! over those edges shows in the marks alone ([`super::agents`]).

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use xpiler_ir::{Block, Builder, Diagnostic, Op, Result, Value, builder, names, rows::Rows};

use super::{
    agents,
    loop_recovery::{IdLoop, Order, if_region, nest},
    uniformity::{Uniformity, computed_from, decision, may_write, places},
};

pub(super) type Map = Vec<(Value, Value)>;

/// One kernel launch being split.
pub struct Fission {
    /// What runs once for each thread: a kernel, or a parallel loop. What is defined outside is the same for all.
    root: Op,
    pub(super) threads: Vec<IdLoop>,
    pub(super) order: Order,
    /// What the threads agree on.
    pub(super) agreed: Uniformity,
    /// Of `arrays`, those that are one variable for all threads.
    cells: HashSet<Value>,
    /// Private values that outlive a segment -> their arrays over the threads.
    pub(super) arrays: HashMap<Value, Value>,
    thread_ids: Vec<Op>,
    /// Of the predicates, those of a branch, whose threads have not exited where they do not hold; does the branch of each
    /// hold the thread's whole warp?
    pub(super) guards: HashMap<Value, Value>,
    /// The same of predicates that exited threads do not meet.
    pub(super) exits: HashMap<Value, Value>,
    /// The rows of the kernel's platform, once one is met.
    pub(super) rows: Option<Rc<Rows>>,
}

/// Does a thread wait here for others, of its block or of its warp?
pub(super) fn waits(op: Op) -> bool {
    op.is("simt.barrier") || is_warp_row(op)
}

fn is_warp_row(op: Op) -> bool {
    op.is("intrin.call") && op.attr(names::WARP).is_some()
}

/// Does an operation hold one that splits the threads' code?
pub(super) fn splits(op: Op) -> bool {
    op.walk().into_iter().any(waits)
}

fn holds_barrier(op: Op) -> bool {
    op.walk().iter().any(|o| o.is("simt.barrier"))
}

/// Operations that may be computed again anywhere.
pub(super) fn is_pure(op: Op) -> bool {
    let name = op.name();
    op.regions().is_empty()
        && (name.starts_with("arith.")
            || name.starts_with("math.")
            || name.starts_with("simt.") && (name.ends_with("_id") || name.ends_with("_dim")))
}

/// One of an array of fragments or of registers.
fn is_part(op: Op) -> bool {
    let attrs = [names::FRAGMENT, names::REGISTER];
    ["memref.subview", "memref.cast"].iter().any(|name| op.is(name))
        && op.operand(0).root().def().is_some_and(|d| attrs.iter().any(|attr| d.attr(attr).is_some()))
}

fn lookup(map: &Map, value: Value) -> Option<Value> {
    map.iter().rev().find(|(from, _)| *from == value).map(|(_, to)| *to)
}

/// The values used in `op` (nested operations included) that are defined outside of it.
fn captured(op: Op) -> Vec<Value> {
    let mut values = vec![];
    for inner in op.walk() {
        for v in inner.operands() {
            if (inner == op || v.is_outside(op)) && !values.contains(&v) {
                values.push(v);
            }
        }
    }
    values
}

impl Fission {
    /// Prepares the fission of a kernel. `threads` are the loops over z, y, x.
    pub fn new(kernel: Op, threads: Vec<IdLoop>, order: Order) -> Self {
        Self {
            root: kernel,
            threads,
            order,
            agreed: Uniformity::of(kernel),
            cells: HashSet::new(),
            arrays: HashMap::new(),
            thread_ids: kernel.find("simt.thread_id"),
            guards: HashMap::new(),
            exits: HashMap::new(),
            rows: None,
        }
    }

    /// Emits the block's loops. `map` holds what the whole block shares: parameters, block ids.
    pub fn run(mut self, b: &Builder, ops: &[Op], mut map: Map) -> Result<()> {
        // Where warps wait, the race check must know them from the first access on. Nothing is in front that this could order.
        let waits = |op: &Op| is_warp_row(*op) && op.results().is_empty() && !op.operands().iter().any(|v| v.ty().is_memref());
        if let Some(lanes) = self.root.walk().into_iter().find(waits).and_then(|op| op.int_attr(names::WARP)) {
            agents::warps(b, self.order, lanes);
        }
        self.distribute(b, ops, &mut map, &[])
    }

    pub(super) fn distribute(&mut self, b: &Builder, ops: &[Op], map: &mut Map, live: &[Value]) -> Result<()> {
        let mut rest = ops;
        while !rest.is_empty() {
            let n = rest.iter().position(|op| splits(*op)).unwrap_or(rest.len());
            let before = &rest[..n];
            match rest.get(n) {
                Some(op) => {
                    self.segment(b, before, map, live)?;
                    self.block_level(b, *op, map, live)?;
                }
                None => self.segment(b, before, map, live)?,
            }
            rest = rest.get(n + 1..).unwrap_or(&[]);
        }
        Ok(())
    }

    /// A barrier, or control flow with a barrier in it.
    fn block_level(&mut self, b: &Builder, op: Op, map: &mut Map, live: &[Value]) -> Result<()> {
        let b = &b.with_loc(op.loc());
        match op.name().as_str() {
            "simt.barrier" => {
                agents::barrier(b, self.order);
                Ok(())
            }
            "scf.for"
                if op.operand_count() == 3 && !holds_barrier(op) && op.operands().into_iter().any(|v| self.agreed.varies(v)) =>
            {
                self.divergent_for(b, op, map, live)
            }
            "scf.for" if op.operand_count() == 3 => {
                let bounds: Vec<Value> =
                    op.operands().into_iter().map(|v| self.uniform_value(b, v, map, op)).collect::<Result<_>>()?;
                let mut result = Ok(());
                let name = op.str_attr(names::NAME).unwrap_or_else(|| "i".into());
                let copy = b.for_loop(bounds[0], bounds[1], bounds[2], &name, |inner, iv| {
                    let mut map = map.clone();
                    map.push((op.body().arg(0), iv));
                    result = self.distribute(inner, &op.body().body_ops(), &mut map, live);
                });
                copy.replace_attr("unsignedCmp", op.attr("unsignedCmp"));
                // Threads share no order: what is independent in each of them is so in all together. But an array of an iteration may be one
                // of all iterations now, in front of the loop.
                if op.find("memref.alloca").is_empty() {
                    copy.replace_attr(names::PARALLEL, op.attr(names::PARALLEL));
                }
                result
            }
            "scf.if" if op.results().is_empty() => self.conditional(b, op, map, live),
            "scf.while"
                if op.operand_count() == 0
                    && op.results().is_empty()
                    && !holds_barrier(op)
                    && self.agreed.varies(decision(op)) =>
            {
                self.divergent_while(b, op, map, live)
            }
            "scf.while" if op.operand_count() == 0 && op.results().is_empty() => {
                let inner = self.while_loop(b, op, map, live)?;
                let body = op.region(1).blocks()[0].body_ops();
                self.distribute(&inner, &body, &mut map.clone(), live)
            }
            "intrin.call" => self.warp_row(b, op, map, live),
            other => {
                let message = format!("a barrier or a warp intrinsic inside `{other}` is not supported yet");
                Err(Diagnostic::error("unsupported-construct", message).at(op.span()))
            }
        }
    }

    /// An `scf.while` with the condition of `op` and an empty body; returns where the body goes.
    fn while_loop(&mut self, b: &Builder, op: Op, map: &Map, live: &[Value]) -> Result<Builder> {
        let before = op.region(0).blocks()[0];
        let condition = decision(op);
        let mut inner_map = map.clone();
        // What nobody looked up is no reason to go on.
        let is_looked_up = computed_from(condition).iter().any(|v| v.def().is_some_and(|d| !is_pure(d)));
        let somebody = (!live.is_empty() && is_looked_up).then(|| self.somebody(b, map, live)).transpose()?;
        let mut result = Ok(());
        let made = b.while_loop(
            |inner| {
                let value = self
                    .distribute(inner, &before.body_ops(), &mut inner_map, live)
                    .and_then(|()| self.uniform_value(inner, condition, &mut inner_map, op))
                    .map(|go_on| somebody.map_or(go_on, |any| inner.bin("arith.andi", go_on, inner.load(any, &[]))));
                value.unwrap_or_else(|e| {
                    result = Err(e);
                    inner.int(inner.ctx.i1(), 0)
                })
            },
            |_| {},
        );
        result?;
        let end = made.region(1).blocks()[0].terminator().expect("just built");
        Ok(Builder::before(end).with_loc(op.loc()))
    }

    /// Is a thread live?
    fn somebody(&mut self, b: &Builder, map: &Map, live: &[Value]) -> Result<Value> {
        let any = b.alloca(&[], b.ctx.i1(), "live");
        any.def().expect("just built").set_attr(names::EXCHANGE, b.ctx.unit_attr());
        b.store(b.int(b.ctx.i1(), 0), any, &[]);
        self.thread_loop(b, map, live, |_, b, _, _| {
            b.store(b.int(b.ctx.i1(), 1), any, &[]);
            Ok(())
        })?;
        Ok(any)
    }

    fn conditional(&mut self, b: &Builder, op: Op, map: &mut Map, live: &[Value]) -> Result<()> {
        let condition = op.operand(0);
        let then: Vec<Op> = op.region(0).first().map(Block::body_ops).unwrap_or_default();
        let otherwise: Vec<Op> = op.region(1).first().map(Block::body_ops).unwrap_or_default();
        if !self.agreed.varies(condition) {
            let value = self.uniform_value(b, condition, map, op)?;
            let (then_region, then_block) = if_region(b);
            let else_region = if otherwise.is_empty() { builder::empty_region() } else { if_region(b).0 };
            let made = b.op(
                "scf.if",
                builder::Spec { operands: &[value], regions: vec![then_region, else_region], ..builder::Spec::default() },
            );
            let inner = Builder::at_end(then_block, b.loc);
            self.distribute(&inner, &then, &mut map.clone(), live)?;
            inner.op("scf.yield", builder::Spec::default());
            if let Some(block) = made.region(1).first() {
                let inner = Builder::at_end(block, b.loc);
                self.distribute(&inner, &otherwise, &mut map.clone(), live)?;
                inner.op("scf.yield", builder::Spec::default());
            }
            return Ok(());
        }
        let exits = op.attr(names::LIVE).is_some() && otherwise.is_empty();
        if !exits && holds_barrier(op) {
            return Err(divergence(op, "whether this barrier is reached depends on the thread"));
        }
        let flags = self.array(b, b.ctx.i1(), &[], "live");
        self.thread_loop(b, map, live, |this, b, map, at| {
            let value = this.materialise(b, condition, map, at)?;
            b.store(value, flags, &this.array_index(at));
            Ok(())
        })?;
        let with = |flags: Value| -> Vec<Value> { live.iter().copied().chain([flags]).collect() };
        if exits {
            if op.walk().into_iter().any(|o| is_warp_row(o) && o.operands().iter().any(|v| v.ty().is_memref())) {
                let whole = self.whole_warps(b, op, flags, map, live)?;
                self.exits.insert(flags, whole);
            }
            return self.distribute(b, &then, map, &with(flags));
        }
        let whole = self.whole_warps(b, op, flags, map, live)?;
        self.guards.insert(flags, whole);
        self.distribute(b, &then, &mut map.clone(), &with(flags))?;
        if otherwise.is_empty() {
            return Ok(());
        }
        let others = self.array(b, b.ctx.i1(), &[], "live");
        self.thread_loop(b, map, live, |this, b, _, at| {
            let at = this.array_index(at);
            b.store(b.bin("arith.xori", b.load(flags, &at), b.int(b.ctx.i1(), 1)), others, &at);
            Ok(())
        })?;
        let whole = self.whole_warps(b, op, others, map, live)?;
        self.guards.insert(others, whole);
        self.distribute(b, &otherwise, &mut map.clone(), &with(others))
    }

    /// A run of operations without barriers: one nest over the threads, then the writes of uniform variables.
    fn segment(&mut self, b: &Builder, ops: &[Op], map: &mut Map, live: &[Value]) -> Result<()> {
        let inside = |user: Op| ops.iter().any(|op| user.is_inside(*op));
        let mut local = vec![];
        let early = self.loaded_once(b, ops, map, live)?;
        for op in ops {
            match op.name().as_str() {
                "memref.load" if early.contains(&op.result(0)) => {}
                "simt.alloc_shared" => {
                    let name = op.str_attr(names::NAME).unwrap_or_else(|| "shared".into());
                    map.push((op.result(0), b.alloca_of(op.result(0).ty(), &[], &name)));
                }
                "memref.alloca" => {
                    let value = op.result(0);
                    if op.attr(names::FRAGMENT).is_some() {
                        let array = self.warps_array(b, *op);
                        self.arrays.insert(value, array);
                    } else if self.agreed.is_of_block(value) {
                        let name = op.str_attr(names::NAME).unwrap_or_else(|| "v".into());
                        map.push((value, b.alloca_of(value.ty(), &[], &name)));
                    } else if value.users().into_iter().all(inside) {
                        local.push(*op);
                    } else {
                        let shape = value.ty().static_shape().unwrap_or_default();
                        let name = op.str_attr(names::NAME).unwrap_or_else(|| "v".into());
                        let array = self.array(b, value.ty().element(), &shape, &name);
                        self.arrays.insert(value, array);
                    }
                }
                _ if is_pure(*op) || is_part(*op) => {}
                "memref.store" if self.agreed.is_of_block(op.operand(1)) => {}
                _ => local.push(*op),
            }
        }
        // What a uniform variable gets is stored behind the threads.
        let stays = |user: Op| inside(user) && !(user.is("memref.store") && self.agreed.is_of_block(user.operand(1)));
        let spilled: Vec<Value> =
            local.iter().flat_map(|op| op.results()).filter(|v| !v.ty().is_memref() && escapes(*v, &stays)).collect();
        for value in &spilled {
            if value.def().is_some_and(|d| self.agreed.reads_variable(d)) {
                continue;
            }
            let array =
                if self.agreed.varies(*value) { self.array(b, value.ty(), &[], "spill") } else { self.cell(b, value.ty(), live) };
            self.arrays.insert(*value, array);
        }
        self.threads_part(b, &local, map, live)?;
        self.uniform_part(b, ops, map)
    }

    /// One variable for what all threads agree on. Where none of them may be live, it has a value all the same: one by which nothing is divided by zero.
    fn cell(&mut self, b: &Builder, ty: xpiler_ir::Type, live: &[Value]) -> Value {
        let cell = b.alloca(&[], ty, "spill");
        cell.def().expect("just built").set_attr(names::EXCHANGE, b.ctx.unit_attr());
        if !live.is_empty() {
            b.store(if ty.is_float() { b.float(ty, 1.0) } else { b.int(ty, 1) }, cell, &[]);
        }
        self.cells.insert(cell);
        cell
    }

    /// Loads once for the block what all threads agree on, where nothing is written before that might be the same memory. Returns what was loaded. The race check looks at
    /// the loads of each thread.
    fn loaded_once(&mut self, b: &Builder, ops: &[Op], map: &mut Map, live: &[Value]) -> Result<Vec<Value>> {
        let mut loaded = vec![];
        if self.order == Order::Shuffled || !live.is_empty() {
            return Ok(loaded);
        }
        let is_early =
            |v: Value, loaded: &[Value]| v.def().is_none_or(|d| is_pure(d) || !ops.contains(&d)) || loaded.contains(&v);
        for (n, op) in ops.iter().enumerate().filter(|(_, op)| op.is("memref.load")) {
            let (memory, value) = (op.operand(0), op.result(0));
            let made_here = memory.root().def().is_some_and(|d| ops.contains(&d));
            let comes_first = !made_here && ops[..n].iter().all(|before| !may_write(*before, memory.root()));
            let places_known = places(*op).into_iter().flat_map(computed_from).all(|v| is_early(v, &loaded));
            if self.agreed.is_private(memory) || self.agreed.varies(value) || !comes_first || !places_known {
                continue;
            }
            for operand in op.operands() {
                self.materialise(b, operand, map, &[])?;
            }
            let copy = b.with_loc(op.loc()).insert(op.clone_mapped(map));
            map.push((value, copy.result(0)));
            loaded.push(value);
        }
        Ok(loaded)
    }

    /// One nest over the live threads, if there is anything for them to do.
    fn threads_part(&mut self, b: &Builder, local: &[Op], map: &Map, live: &[Value]) -> Result<()> {
        if local.iter().all(|op| op.is("memref.alloca") || self.agreed.reads_variable(*op)) {
            return Ok(());
        }
        self.thread_loop(b, map, live, |this, b, map, at| {
            for op in local {
                this.copy(&b.with_loc(op.loc()), *op, map, at)?;
            }
            Ok(())
        })
    }

    /// Uniform code in its order. A load that later segments use is taken here, before its variable changes again.
    fn uniform_part(&mut self, b: &Builder, ops: &[Op], map: &mut Map) -> Result<()> {
        let inside = |user: Op| ops.iter().any(|op| user.is_inside(*op));
        let mut local_map = map.clone();
        for op in ops {
            if self.agreed.reads_variable(*op) {
                let variable = lookup(map, op.operand(0)).expect("the alloca came first");
                let value = b.load(variable, &[]);
                local_map.push((op.result(0), value));
                if escapes(op.result(0), &inside) {
                    map.push((op.result(0), value));
                }
            } else if op.is("memref.store") && self.agreed.is_of_block(op.operand(1)) {
                let value = self.materialise(b, op.operand(0), &mut local_map, &[])?;
                let variable = lookup(map, op.operand(1)).expect("the alloca came first");
                b.store(value, variable, &[]);
            }
        }
        Ok(())
    }

    /// A nest over the threads that are still live.
    pub(super) fn thread_loop(
        &mut self,
        b: &Builder,
        map: &Map,
        live: &[Value],
        mut body: impl FnMut(&mut Self, &Builder, &mut Map, &[Value]) -> Result<()>,
    ) -> Result<()> {
        let (threads, order) = (self.threads.clone(), self.order);
        nest(b, &threads, order, &mut |b, at| {
            let mut map = map.clone();
            let inner = self.enter_thread(b, at, live, &mut map);
            body(self, &inner, &mut map, at)
        })
    }

    /// Where the code of the thread at `at` goes, which runs if the predicates hold; its ids come into the map.
    pub(super) fn enter_thread(&self, b: &Builder, at: &[Value], live: &[Value], map: &mut Map) -> Builder {
        let dims: Vec<Value> = self.threads.iter().map(|t| t.dim).collect();
        agents::thread(b, self.order, at, &dims);
        let mut inner = *b;
        for flags in live {
            let alive = inner.load(*flags, &self.array_index(at));
            inner = enter_if(&inner, alive);
        }
        for id in &self.thread_ids {
            let d = id.int_attr("dim").unwrap_or(0) as usize;
            map.push((id.result(0), inner.index_cast(at[2 - d], b.ctx.i32())));
        }
        inner
    }

    /// The operations that read the thread's ids.
    pub(super) fn thread_ids(&self) -> &[Op] {
        &self.thread_ids
    }

    /// Copies one operation into a thread loop.
    fn copy(&mut self, b: &Builder, op: Op, map: &mut Map, at: &[Value]) -> Result<()> {
        for value in captured(op) {
            if !self.arrays.contains_key(&value) || !value.ty().is_memref() {
                self.materialise(b, value, map, at)?;
            } else {
                map.push((value, self.arrays[&value]));
            }
        }
        let copy = b.insert(op.clone_mapped(map));
        self.index_arrays(copy, at)?;
        // `copy` may have been rebuilt: take the operation that stands last.
        let results = last_before(b, copy, op);
        for (old, new) in op.results().into_iter().zip(results) {
            map.push((old, new));
            if !old.ty().is_memref()
                && let Some(array) = self.arrays.get(&old)
            {
                b.store(new, *array, &self.place(*array, at));
            }
        }
        Ok(())
    }

    /// Puts the thread's ids in front of the indices of every access to an array over the threads.
    fn index_arrays(&self, copy: Op, at: &[Value]) -> Result<()> {
        let arrays: Vec<Value> = self.arrays.values().copied().collect();
        for op in copy.walk() {
            let position = match op.name().as_str() {
                "memref.load" => 0,
                "memref.store" => 1,
                _ => {
                    if op.operands().iter().any(|v| arrays.contains(v)) {
                        return Err(Diagnostic::error(
                            "unsupported-construct",
                            "a pointer into a private array that lives across a barrier is not supported yet",
                        )
                        .at(op.span()));
                    }
                    continue;
                }
            };
            if !arrays.contains(&op.operand(position)) {
                continue;
            }
            let b = Builder::before(op);
            let indices: Vec<Value> =
                self.array_index(at).into_iter().chain(op.operands().into_iter().skip(position + 1)).collect();
            if position == 0 {
                let value = b.load(op.operand(0), &indices);
                op.result(0).replace_all_uses(value);
            } else {
                b.store(op.operand(0), op.operand(1), &indices);
            }
            op.erase();
        }
        Ok(())
    }

    /// The value for the thread at `at`.
    pub(super) fn materialise(&mut self, b: &Builder, value: Value, map: &mut Map, at: &[Value]) -> Result<Value> {
        if let Some(known) = lookup(map, value) {
            return Ok(known);
        }
        if value.is_outside(self.root) {
            return Ok(value);
        }
        if let Some(array) = self.arrays.get(&value).copied() {
            let loaded = b.load(array, &self.place(array, at));
            map.push((value, loaded));
            return Ok(loaded);
        }
        let op = value.def().ok_or_else(|| Diagnostic::internal("a block argument was not mapped by fission"))?;
        let is_view = value.root() != value && !self.arrays.contains_key(&value.root());
        if !is_pure(op) && !is_view && !self.agreed.reads_variable(op) {
            return Err(Diagnostic::internal(format!("`{}` is not available in this segment", op.name())).at(op.span()));
        }
        for operand in op.operands() {
            self.materialise(b, operand, map, at)?;
        }
        let copy = b.insert(op.clone_mapped(map));
        map.extend(op.results().into_iter().zip(copy.results()));
        Ok(copy.result(value.result_number()))
    }

    /// The value that all threads agree on, computed once for the block.
    pub(super) fn uniform_value(&mut self, b: &Builder, value: Value, map: &mut Map, what: Op) -> Result<Value> {
        if self.agreed.varies(value) {
            let message = match () {
                () if is_warp_row(what) => "this operand of a warp intrinsic may depend on the thread",
                () if holds_barrier(what) => "how often this barrier is reached may depend on the thread",
                () => "how often this warp intrinsic is reached may depend on the thread",
            };
            return Err(divergence(what, message));
        }
        // Loads of uniform variables are taken again at each place: the variable changes.
        let mut local = map.clone();
        self.materialise(b, value, &mut local, &[])
    }

    /// The ids that index arrays over the threads: those of dimensions with more than one thread.
    pub(super) fn array_index(&self, at: &[Value]) -> Vec<Value> {
        at.iter().zip(&self.threads).filter(|(_, t)| t.dim.const_int() != Some(1)).map(|(v, _)| *v).collect()
    }

    /// Where the thread's element of one of `arrays` is.
    fn place(&self, array: Value, at: &[Value]) -> Vec<Value> {
        if self.cells.contains(&array) { vec![] } else { self.array_index(at) }
    }

    /// An array with one element, or one array of `shape`, for each thread.
    pub(super) fn array(&self, b: &Builder, element: xpiler_ir::Type, shape: &[i64], name: &str) -> Value {
        let threads = || self.threads.iter().filter(|t| t.dim.const_int() != Some(1));
        let dims: Vec<Option<i64>> = threads().map(|t| t.at_most).chain(shape.iter().map(|d| Some(*d))).collect();
        let sizes: Vec<Value> = threads().filter(|t| t.at_most.is_none()).map(|t| t.dim).collect();
        b.alloca_of(b.ctx.memref(&dims, element), &sizes, name)
    }
}

/// Does a value reach, directly or through pure operations, a use outside of its segment?
fn escapes(value: Value, inside: &dyn Fn(Op) -> bool) -> bool {
    let computes = |user: Op| is_pure(user) || is_part(user);
    value
        .users()
        .into_iter()
        .any(|user| !inside(user) || computes(user) && user.results().into_iter().any(|v| escapes(v, inside)))
}

/// Builds an `scf.if`; where its body goes.
pub(super) fn enter_if(b: &Builder, condition: Value) -> Builder {
    let made = b.if_then(condition, |_| {});
    let end = made.region(0).first().and_then(Block::terminator).expect("just built");
    Builder::before(end).with_loc(b.loc)
}

fn divergence(op: Op, message: &str) -> Diagnostic {
    Diagnostic::error("barrier-divergence", message)
        .at(op.span())
        .help("a barrier must be reached by all threads of the block or by none")
}

/// The results of the operation that took the place of `copy`, which may have been rebuilt.
fn last_before(b: &Builder, copy: Op, original: Op) -> Vec<Value> {
    if original.results().is_empty() {
        return vec![];
    }
    if original.is("memref.load") { b.previous().expect("a load was just built").results() } else { copy.results() }
}
