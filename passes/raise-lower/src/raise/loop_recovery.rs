//! `loop-recovery`: launches become loops over blocks and threads, or over tasks (the method's Loop Recovery).
//!
//! ```mlir
//! simt.launch @k grid(%g, %c1, %c1) block(%c256, %c1, %c1) args(%x : memref<?xf32>)
//! // becomes
//! scf.for %b = %c0 to %g step %c1 { scf.for %t = %c0 to %c256 step %c1 { body of @k } }
//! ```
//!
//! Keeps: one order of the threads that the programming model allows. `order=reverse` and `order=shuffled` give others; a kernel
//! whose result differs between them lacks a barrier. In shuffled order marks say who runs what ([`super::agents`]).
//! Barriers and warp rows split the thread loops ([`super::fission`], [`super::warp`]). Loops behind `#pragma omp parallel for` take the same orders.
//! Refuses with: `barrier-divergence`, `unsupported-construct`.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value, builder,
    cluster::SYNCS,
    names,
    pass::{Instance, Opt, Pass},
};

use super::{
    agents,
    fission::{self, Fission},
};
use crate::analysis::trips::product;

/// See the module.
pub struct LoopRecovery;

impl Pass for LoopRecovery {
    const ARGUMENT: &'static str = "loop-recovery";
    const SUMMARY: &'static str = "Turn launches into loops over blocks and threads, or over tasks";
    const OPTIONS: &'static [Opt] =
        &[Opt::Str("order", "the order in which threads run: forward, reverse or shuffled", "forward")];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let order = Order::parse(&options.str(0))?;
        let launches: Vec<Op> = module.walk().into_iter().filter(|op| op.is("simt.launch") || op.is("cluster.launch")).collect();
        for launch in launches {
            let name = launch.attr("kernel").and_then(|a| a.as_symbol()).unwrap_or_default();
            let kernel = module
                .body()
                .ops()
                .into_iter()
                .find(|f| f.is("func.func") && f.str_attr("sym_name").as_deref() == Some(&name))
                .ok_or_else(|| Diagnostic::error("unknown-kernel", format!("there is no kernel `{name}`")).at(launch.span()))?;
            hoist_ids(kernel);
            if launch.is("simt.launch") {
                recover_blocks(launch, kernel, order)?;
                if module.str_attr(names::PLATFORM).as_deref() == Some("bang") {
                    recover_streams(launch, order);
                }
            } else {
                recover_tasks(launch, kernel, order)?;
            }
            launch.erase();
        }
        for op in module.walk().into_iter().filter(|op| op.is("scf.for") && op.str_attr(names::BIND).as_deref() == Some("omp")) {
            recover_iterations(op, order);
        }
        recover_copies(module, order);
        agents::declare(module);
        let kernels: Vec<Op> = module.body().ops().into_iter().filter(|f| f.attr(names::KERNEL).is_some()).collect();
        for kernel in kernels {
            kernel.erase();
        }
        for alloca in module.find("memref.alloca") {
            alloca.remove_attr(names::REGISTER);
            alloca.remove_attr(names::TILE);
        }
        module.remove_attr(names::PLATFORM);
        Ok(())
    }
}

/// Moves the reads of built-in variables to the front of a kernel, where the copies below can leave them out.
fn hoist_ids(kernel: Op) {
    let is_id = |op: &Op| {
        op.is("cluster.id") || op.name().starts_with("simt.") && (op.name().ends_with("_id") || op.name().ends_with("_dim"))
    };
    for op in kernel.walk().into_iter().filter(is_id) {
        let first = kernel.body().ops()[0];
        if first != op {
            op.move_before(first);
        }
    }
}

/// A prime above every number of threads, so that its multiples meet all of them. It is not next to a multiple of any number from 7 to
/// 2048: that would be the order of the ids, or its reverse.
const SCATTER: i64 = 4_294_957_973;

/// In which order threads run one after the other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// From thread 0 up.
    Forward,
    /// From the last thread down.
    Reverse,
    /// In an order that looks random, with marks of who runs what.
    Shuffled,
}

impl Order {
    fn parse(text: &str) -> Result<Self> {
        match text {
            "forward" => Ok(Self::Forward),
            "reverse" => Ok(Self::Reverse),
            "shuffled" => Ok(Self::Shuffled),
            _ => Err(Diagnostic::error("option", format!("order is `forward`, `reverse` or `shuffled`, not `{text}`"))),
        }
    }

    /// Which of `n` runs as number `i`, both of type `index`.
    fn at(self, b: &Builder, i: Value, n: Value) -> Value {
        match self {
            Self::Forward => i,
            Self::Reverse => {
                let last = b.bin("arith.subi", n, b.index(1));
                b.bin("arith.subi", last, i)
            }
            Self::Shuffled => {
                let scattered = b.bin("arith.muli", i, b.index(SCATTER));
                b.bin("arith.remui", b.bin("arith.addi", scattered, b.index(1)), n)
            }
        }
    }
}

/// A loop over one hardware id.
#[derive(Clone)]
pub struct IdLoop {
    /// The loop's name.
    pub name: String,
    /// The parallel variable that it runs on, `threadIdx.x`.
    pub bind: Option<&'static str>,
    /// The number of ids, `index`.
    pub dim: Value,
    /// What the number does not exceed, if it is not a constant itself.
    pub at_most: Option<i64>,
}

impl IdLoop {
    /// A loop over `dim` ids.
    pub fn new(name: &str, dim: Value) -> Self {
        Self { name: name.into(), bind: None, dim, at_most: dim.const_int() }
    }
    /// A loop over the values of a parallel variable, which it is named after.
    pub fn over(variable: &'static str, dim: Value) -> Self {
        Self { bind: Some(variable), ..Self::new(variable, dim) }
    }
}

/// Builds a nest of parallel loops, outermost first, and calls `body` with the ids. A loop with one iteration is not built.
pub fn nest(b: &Builder, loops: &[IdLoop], order: Order, body: &mut dyn FnMut(&Builder, &[Value]) -> Result<()>) -> Result<()> {
    fn go(
        b: &Builder,
        loops: &[IdLoop],
        order: Order,
        ids: &mut Vec<Value>,
        body: &mut dyn FnMut(&Builder, &[Value]) -> Result<()>,
    ) -> Result<()> {
        let Some((first, rest)) = loops.split_first() else { return body(b, ids) };
        if first.dim.const_int() == Some(1) {
            ids.push(b.index(0));
            go(b, rest, order, ids, body)?;
            ids.pop();
            return Ok(());
        }
        let mut result = Ok(());
        let (zero, one) = (b.index(0), b.index(1));
        let op = b.for_loop(zero, first.dim, one, &first.name, |inner, iv| {
            ids.push(order.at(inner, iv, first.dim));
            result = go(inner, rest, order, ids, body);
            ids.pop();
        });
        op.set_attr(names::PARALLEL, b.ctx.unit_attr());
        op.replace_attr(names::BIND, first.bind.map(|v| b.ctx.str_attr(v)));
        result
    }
    go(b, loops, order, &mut vec![], body)
}

/// Copies operations to the builder under a mapping, which grows by their results. What is mapped already is left out.
pub fn clone_into(b: &Builder, ops: &[Op], map: &mut Vec<(Value, Value)>) {
    for op in ops {
        let known = |v: &Value| map.iter().any(|(from, _)| from == v);
        if !op.results().is_empty() && op.results().iter().all(known) {
            continue;
        }
        let copy = b.insert(op.clone_mapped(map));
        map.extend(op.results().into_iter().zip(copy.results()));
    }
}

const BLOCK_IDS: [&str; 3] = ["blockIdx.x", "blockIdx.y", "blockIdx.z"];
const THREAD_IDS: [&str; 3] = ["threadIdx.x", "threadIdx.y", "threadIdx.z"];

fn recover_blocks(launch: Op, kernel: Op, order: Order) -> Result<()> {
    let b = Builder::before(launch).with_loc(kernel.loc());
    let operands = launch.operands();
    let (grid, block, args) = (&operands[0..3], &operands[3..6], &operands[6..]);
    let mut map: Vec<(Value, Value)> = kernel.body().args().into_iter().zip(args.iter().copied()).collect();
    let i32 = b.ctx.i32();
    for op in kernel.walk() {
        let dim = op.int_attr("dim").unwrap_or(0) as usize;
        let value = match op.name().as_str() {
            "simt.block_dim" => block[dim],
            "simt.grid_dim" => grid[dim],
            _ => continue,
        };
        map.push((op.result(0), b.index_cast(value, i32)));
    }
    let ids = |name: &str, b: &Builder, values: &[Value], map: &mut Vec<(Value, Value)>| {
        for op in kernel.find(name) {
            let dim = op.int_attr("dim").unwrap_or(0) as usize;
            map.push((op.result(0), b.index_cast(values[dim], i32)));
        }
    };
    let block_loop = |d: usize| IdLoop::over(BLOCK_IDS[d], grid[d]);
    let thread_loop = |d: usize| IdLoop::over(THREAD_IDS[d], block[d]);
    let body = kernel.body().body_ops();
    let synchronises = kernel.walk().into_iter().any(fission::waits);
    if !synchronises && kernel.find("simt.alloc_shared").is_empty() {
        // No thread waits for another: z, y and x stay together, so that block * size + thread fuses into one loop.
        let loops = [block_loop(2), thread_loop(2), block_loop(1), thread_loop(1), block_loop(0), thread_loop(0)];
        agents::launch(&b, order);
        nest(&b, &loops, order, &mut |b, at| {
            agents::block(b, order, &[at[0], at[2], at[4]], &[grid[2], grid[1], grid[0]]);
            agents::thread(b, order, &[at[1], at[3], at[5]], &[block[2], block[1], block[0]]);
            let mut map = map.clone();
            ids("simt.block_id", b, &[at[4], at[2], at[0]], &mut map);
            ids("simt.thread_id", b, &[at[5], at[3], at[1]], &mut map);
            clone_into(b, &body, &mut map);
            Ok(())
        })?;
        agents::launch(&b, order);
        return Ok(());
    }
    agents::launch(&b, order);
    nest(&b, &[block_loop(2), block_loop(1), block_loop(0)], order, &mut |b, at| {
        agents::block(b, order, at, &[grid[2], grid[1], grid[0]]);
        let mut map = map.clone();
        ids("simt.block_id", b, &[at[2], at[1], at[0]], &mut map);
        let threads = vec![thread_loop(2), thread_loop(1), thread_loop(0)];
        Fission::new(kernel, threads, order).run(b, &body, map)
    })?;
    agents::launch(&b, order);
    Ok(())
}

/// What is left of the asynchronous copies of threads: they happen where they are issued, with marks of when they may.
fn recover_copies(module: Op, order: Order) {
    let kernels: Vec<Op> = module.body().ops().into_iter().filter(|f| f.attr(names::KERNEL).is_some()).collect();
    for op in module.walk().into_iter().filter(|op| !kernels.iter().any(|kernel| op.is_inside(*kernel))) {
        if op.is("scf.for") && op.attr(names::ASYNC).is_some() {
            agents::copy(op, order);
            op.remove_attr(names::ASYNC);
        } else if let Some(what) = op.str_attr(names::COPIES) {
            let b = Builder::before(op);
            match op.operands()[..] {
                [newest] if what == "wait" => agents::wait(&b, order, newest),
                _ => agents::commit(&b, order),
            }
            op.erase();
        }
    }
}

/// Does a loop gather nothing, and write to no variable that stands outside of it?
fn writes_only_its_own(op: Op) -> bool {
    let own = |buffer: Value| buffer.root().def().is_none_or(|d| d.is_inside(op));
    let written = op.walk().into_iter().filter_map(|o| match o.name().as_str() {
        "memref.store" | "memref.copy" => Some(o.operand(1)),
        _ => None,
    });
    op.results().is_empty() && op.attr(names::REDUCTION).is_none() && written.into_iter().all(own)
}

/// A loop whose iterations the text lets run in parallel.
fn recover_iterations(op: Op, order: Order) {
    // What watches for races names what runs by it, whatever the loop is called.
    if order != Order::Shuffled {
        op.remove_attr(names::BIND);
    }
    if order == Order::Forward {
        if writes_only_its_own(op) {
            // The text says so, and the race check stands behind it.
            op.set_attr(names::PARALLEL, op.ctx().unit_attr());
        }
        return;
    }
    let b = Builder::before(op);
    let (lower, upper, step, iv) = (op.operand(0), op.operand(1), op.operand(2), op.body().arg(0));
    let ty = iv.ty();
    let index = |b: &Builder, v: Value| if v.ty().is_index() { v } else { b.index_cast(v, b.ctx.index()) };
    // The number of iterations, where there are any.
    let span = b.bin("arith.subi", upper, lower);
    let rounded = b.bin("arith.addi", span, b.bin("arith.subi", step, constant(&b, ty, 1)));
    let n = index(&b, b.bin("arith.divsi", rounded, step));
    // Iterations of a loop in a parallel loop are threads of its iterations.
    let outermost = op.ancestors().all(|a| a.attr(names::PARALLEL).is_none());
    for b in [&b, &Builder::after(op)] {
        if outermost {
            agents::launch(b, order);
        } else {
            agents::barrier(b, order);
        }
    }
    let first = op.body().ops()[0];
    let users = iv.users();
    let b = Builder::before(first);
    let number = index(&b, b.bin("arith.divsi", b.bin("arith.subi", iv, lower), step));
    let number = order.at(&b, number, n);
    if outermost {
        agents::block(&b, order, &[number], &[n]);
    } else {
        agents::thread(&b, order, &[number], &[n]);
    }
    let back = if ty.is_index() { number } else { b.index_cast(number, ty) };
    let other = b.bin("arith.addi", lower, b.bin("arith.muli", back, step));
    for user in users {
        user.replace_operand(iv, other);
    }
    op.set_attr(names::PARALLEL, op.ctx().unit_attr());
}

fn constant(b: &Builder, ty: xpiler_ir::Type, value: i64) -> Value {
    if ty.is_index() { b.index(value) } else { b.int(ty, value) }
}

/// The streams of a task, as [`names::MARK_STREAM`] counts them.
const COMPUTE: i64 = 0;
const COPIES: i64 = 1;
const WAITED_COPY: i64 = 2;

/// A stream of the task does this.
fn beside(op: Op, order: Order, stream: i64) {
    agents::stream(&Builder::before(op), order, stream);
    agents::stream(&Builder::after(op), order, COMPUTE);
}

const TASK_IDS: [&str; 3] = ["taskIdX", "taskIdY", "taskIdZ"];

fn recover_tasks(launch: Op, kernel: Op, order: Order) -> Result<()> {
    let unsupported = |op: Op, what: &str| Err(Diagnostic::error("unsupported-construct", what).at(op.span()));
    if launch.int_attr("type") != Some(1) {
        return unsupported(launch, "tasks of a union of clusters: `raise-unions` goes before this");
    }
    for op in kernel.find("cluster.sync") {
        if op.int_attr("barrier").unwrap_or(0) >= 4 {
            return unsupported(op, "a Block task has no cluster to synchronise with: this never returns");
        }
    }
    let b = Builder::before(launch).with_loc(kernel.loc());
    let operands = launch.operands();
    let (dims, args) = (&operands[0..3], &operands[3..]);
    let map: Vec<(Value, Value)> = kernel.body().args().into_iter().zip(args.iter().copied()).collect();
    let i32 = b.ctx.i32();
    // A line of tasks is numbered by x alone.
    let line = dims[1].const_int() == Some(1) && dims[2].const_int() == Some(1);
    let variable = |d: usize| if line { "taskId" } else { TASK_IDS[d] };
    let loops = [2, 1, 0].map(|d: usize| IdLoop { bind: Some(variable(d)), ..IdLoop::new(TASK_IDS[d], dims[d]) });
    agents::launch(&b, order);
    nest(&b, &loops, order, &mut |b, at| {
        agents::block(b, order, at, &[dims[2], dims[1], dims[0]]);
        let (x, y, z) = (at[2], at[1], at[0]);
        let mut map = map.clone();
        for op in kernel.find("cluster.id") {
            let id = op.int_attr("id").unwrap_or(0);
            let value = match id {
                0 => linear_task(b, [x, y, z], dims),
                1 => x,
                2 => y,
                3 => z,
                4 => {
                    let plane = product(b, dims[0], dims[1]);
                    product(b, plane, dims[2])
                }
                5..=7 => dims[id as usize - 5],
                9 => b.index(0),
                _ => return unsupported(op, "which core runs a Block task is up to the driver: this id has no value"),
            };
            map.push((op.result(0), b.index_cast(value, i32)));
        }
        let body = kernel.body().body_ops();
        clone_into(b, &body, &mut map);
        Ok(())
    })?;
    agents::launch(&b, order);
    recover_streams(launch, order);
    Ok(())
}

/// What is left of the copies of tasks.
fn recover_streams(launch: Op, order: Order) {
    // On-chip arrays are arrays of the task, syncs order nothing that is not ordered already.
    let entry = launch.ancestors().find(|op| op.is("func.func")).expect("launches are in functions");
    let ops = entry.walk();
    let overlaps = ops.iter().any(|op| op.is("scf.for") && op.attr(names::ASYNC).is_some());
    for op in ops {
        if op.is("cluster.alloc") {
            replace_alloc(op);
        } else if op.is("cluster.sync") {
            // `__sync_move` waits only for copies between on-chip memories of a cluster, which a Block task does not have.
            let waits = op.int_attr("barrier").and_then(|b| SYNCS.get(b as usize)).copied();
            let b = Builder::before(op);
            match waits {
                Some("__sync_move") => {}
                Some("__sync_compute") => agents::drain(&b, order, COMPUTE),
                Some("__sync_io") => agents::drain(&b, order, COPIES),
                _ => agents::barrier(&b, order),
            }
            op.erase();
        } else if op.is("scf.for") && op.attr(names::ASYNC).is_some() {
            // From its issue to the next sync, a copy runs beside the task.
            beside(op, order, COPIES);
            op.remove_attr(names::ASYNC);
        } else if op.is("scf.for") && op.attr(names::WAITED).is_some() {
            if overlaps {
                beside(op, order, WAITED_COPY);
            }
            op.remove_attr(names::WAITED);
        }
    }
}

/// `taskId = taskIdZ * taskDimY * taskDimX + taskIdY * taskDimX + taskIdX`.
fn linear_task(b: &Builder, [x, y, z]: [Value; 3], dims: &[Value]) -> Value {
    if dims[1].const_int() == Some(1) && dims[2].const_int() == Some(1) {
        return x;
    }
    let zy = product(b, z, dims[1]);
    let zy = b.bin("arith.addi", zy, y);
    let zyx = product(b, zy, dims[0]);
    b.bin("arith.addi", zyx, x)
}

/// Replaces an on-chip allocation by a `memref.alloca` of the same type and name.
pub fn replace_alloc(op: Op) {
    let name = op.str_attr(names::NAME).unwrap_or_else(|| "buffer".into());
    let alloca = Builder::before(op).alloca_of(op.result(0).ty(), &[], &name);
    if let (Some(made), Some(flag)) = (alloca.def(), op.attr(names::ASYNC)) {
        made.set_attr(names::ASYNC, flag);
    }
    op.result(0).replace_all_uses(alloca);
    op.erase();
}

/// A region builder that other files share: an empty `scf.if` body.
pub(crate) fn if_region(b: &Builder) -> (xpiler_ir::Region, xpiler_ir::Block) {
    builder::new_region(&[], b.loc)
}

#[cfg(test)]
mod tests {
    use super::SCATTER;

    #[test]
    fn shuffled_order_meets_all_threads_and_is_no_other_order() {
        for n in [2_i64, 3, 6, 7, 32, 33, 64, 100, 128, 256, 1000, 1024] {
            let order: Vec<i64> = (0..n).map(|i| (i * SCATTER + 1) % n).collect();
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..n).collect::<Vec<_>>());
            assert!(order.windows(2).any(|w| w[1] != w[0] + 1), "{n} forward");
            assert!(n < 8 || order.windows(2).filter(|w| w[1] == w[0] - 1).count() * 2 < order.len(), "{n} reverse");
        }
    }
}
