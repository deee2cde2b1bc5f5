//! `lower-to-simt`: parallel loops are bound to blocks and threads (the method's Loop Bind), the rest of the entry is host code.
//!
//! Two shapes of nests:
//! * *independent iterations*: up to three perfectly nested parallel loops become `block * size + thread` with a guard;
//! * *blocks with barriers*, as `loop-recovery` and `loop-bind` leave them: loops bound to `blockIdx.*` around segments of loops bound to
//!   `threadIdx.*`. They are bound to the same ids, with a barrier behind every segment; arrays over the threads become
//!   private variables, other arrays shared memory. Copies that `pipeline` marked need no barrier until the iteration ends; on CUDA they are
//!   asynchronous.

use xpiler_ir::{
    Block, Builder, Diagnostic, Op, Result, Value,
    builder::{self, Spec},
    names,
    pass::{Instance, Opt, Pass},
};

use super::{
    async_copies,
    outline::{Group, Kernel, lower_entry},
    vector_loops,
};
use crate::analysis::{
    linear::Linear,
    shape::{at_most, bytes, hoist, is_pure, known_outside, parallel_chain, same_number},
    trips::trips,
};

/// See the module.
pub struct LowerToSimt;

impl Pass for LowerToSimt {
    const ARGUMENT: &'static str = "lower-to-simt";
    const SUMMARY: &'static str = "Bind parallel loops to blocks and threads";
    const OPTIONS: &'static [Opt] =
        &[Opt::Str("platform", "cuda or hip", "cuda"), Opt::Int("block", "threads of a block for independent iterations", 256)];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let (platform, block) = (options.str(0), options.int(1));
        if !(1..=i64::from(i32::MAX)).contains(&block) {
            return Err(Diagnostic::error("option", format!("`block` is a number of threads, not {block}")));
        }
        vector_loops::widen(module);
        lower_entry(module, &platform, options, |b, group, outline| {
            Ok(vec![launch(b, group, outline, block, platform == "cuda")?])
        })
    }
}

fn launch(
    b: &Builder,
    group: &Group,
    outline: &mut dyn FnMut(&Group) -> Kernel,
    block: i64,
    is_cuda: bool,
) -> Result<(Op, Vec<Value>)> {
    let (dims, kernel) = if !group.parallel {
        (vec![b.index(1); 6], outline(group))
    } else if let Some(shape) = BlockShape::of(group.root()) {
        let dims = shape.dims(b)?;
        let kernel = outline(group);
        bind_blocks(kernel.func, &shape, is_cuda)?;
        (dims, kernel)
    } else {
        let chain = parallel_chain(group.root(), 3);
        let sizes = thread_counts(chain.len(), block);
        let dims = grid(b, &chain, &sizes);
        let depth = chain.len();
        let kernel = outline(group);
        bind_independent(kernel.func, depth);
        (dims, kernel)
    };
    let name = kernel.func.str_attr("sym_name").unwrap_or_default();
    let operands: Vec<Value> = dims.into_iter().chain(kernel.args.iter().copied()).collect();
    let op = b.op("simt.launch", Spec { operands: &operands, attrs: &[("kernel", b.ctx.symbol_attr(&name))], ..Spec::default() });
    Ok((op, kernel.args))
}

/// Threads in x, y, z for that many nested loops; the innermost loop is x.
fn thread_counts(loops: usize, block: i64) -> [i64; 3] {
    match loops {
        1 => [block, 1, 1],
        2 => [32.min(block), (block / 32).max(1), 1],
        _ => [32.min(block), (block / 64).max(1), if block >= 64 { 2 } else { 1 }],
    }
}

/// The launch dimensions that cover the chain: grid x, y, z, block x, y, z.
fn grid(b: &Builder, chain: &[Op], sizes: &[i64; 3]) -> Vec<Value> {
    let mut dims = vec![b.index(1); 3];
    for (i, op) in chain.iter().rev().enumerate() {
        let index = b.ctx.index();
        let bound = |k: usize| {
            let v = hoist(op.operand(k), chain[0], b);
            b.index_cast(v, index)
        };
        let (lower, upper, step) = (bound(0), bound(1), bound(2));
        let span = if lower.const_int() == Some(0) { upper } else { b.nsw("arith.subi", upper, lower) };
        let per_block = match step.const_int() {
            Some(s) => b.index(s * sizes[i]),
            None => {
                let n = b.index(sizes[i]);
                b.nsw("arith.muli", step, n)
            }
        };
        dims[i] = match (span.const_int(), per_block.const_int()) {
            (Some(s), Some(p)) => b.index((s + p - 1) / p),
            _ => {
                let round = match per_block.const_int() {
                    Some(p) => b.index(p - 1),
                    None => {
                        let one = b.index(1);
                        b.nsw("arith.subi", per_block, one)
                    }
                };
                let up = b.nsw("arith.addi", span, round);
                b.bin("arith.divsi", up, per_block)
            }
        };
    }
    dims.extend(sizes.iter().map(|s| b.index(*s)));
    dims
}

/// The first loop of a kernel.
fn root_loop(kernel: Op) -> Op {
    kernel.body().ops().into_iter().find(|op| op.is("scf.for")).expect("a parallel group starts with its loop")
}

/// `%dim` of the ids of loop `i` counted from the innermost.
fn id(b: &Builder, op: &str, dim: usize) -> Value {
    b.value_with(op, &[], b.ctx.i32(), &[("dim", b.ctx.int_attr(b.ctx.i32(), dim as i64))])
}

fn bind_independent(kernel: Op, depth: usize) {
    let chain = parallel_chain(root_loop(kernel), depth);
    let root = chain[0];
    let b = Builder::before(root);
    let mut ivs = vec![];
    for (i, op) in chain.iter().enumerate() {
        let dim = chain.len() - 1 - i;
        let (block, size, thread) = (id(&b, "simt.block_id", dim), id(&b, "simt.block_dim", dim), id(&b, "simt.thread_id", dim));
        let start = b.nsw("arith.muli", block, size);
        let index = b.nsw("arith.addi", start, thread);
        let plain = op.operand(2).const_int() == Some(1) && op.operand(0).const_int() == Some(0);
        let name = op.attr(names::NAME);
        if plain && let (Some(def), Some(name)) = (index.def(), name) {
            def.set_attr(names::NAME, name);
        }
        ivs.push((*op, index));
    }
    // Bounds and pure operations between the loops stand in front of what uses them.
    let mut guard: Option<Value> = None;
    for (op, index) in &ivs {
        let ty = op.operand(0).ty();
        let mut iv = b.index_cast(*index, ty);
        if op.operand(2).const_int() != Some(1) {
            iv = b.nsw("arith.muli", iv, op.operand(2));
        }
        if op.operand(0).const_int() != Some(0) {
            iv = b.nsw("arith.addi", op.operand(0), iv);
        }
        let below = b.cmpi("slt", iv, op.operand(1));
        guard = Some(guard.map_or(below, |g| b.bin("arith.andi", g, below)));
        op.body().arg(0).replace_all_uses(iv);
        for pure in op.body().body_ops() {
            if !chain.contains(&pure) && op != chain.last().expect("not empty") {
                pure.move_before(root);
            }
        }
        if let Some(inner) = chain.iter().skip_while(|c| *c != op).nth(1) {
            inner.move_before(root);
            // The inner loop stands in front of the root now; later code is built in front of it too.
        }
    }
    let last = *chain.last().expect("not empty");
    let body = last.body().body_ops();
    let at = Builder::before(root);
    let made = at.if_then(guard.expect("not empty"), |_| {});
    made.set_attr(names::LIVE, at.ctx.unit_attr());
    let end = made.region(0).blocks()[0].terminator().expect("just built");
    for op in body {
        op.move_before(end);
    }
    for op in chain.into_iter().rev() {
        op.erase();
    }
}

/// Blocks with barriers: the loops over block ids and the thread counts.
struct BlockShape {
    root: Op,
    depth: usize,
    /// The numbers of threads in x, y, z where there is a loop over them.
    threads: [Option<Count>; 3],
}

/// A number of threads.
#[derive(Clone, Copy)]
enum Count {
    /// All loops over the threads have this many iterations.
    Same(Value),
    /// The longest loop has that many; threads behind the end of a shorter one do nothing there.
    Most(i64),
}

impl Count {
    /// The number that suits all of these loops.
    fn of(loops: &[Op]) -> Option<Self> {
        let first = loops.first()?;
        let plain = |op: &Op| op.operand(0).const_int() == Some(0) && op.operand(2).const_int() == Some(1);
        if loops.iter().all(|op| plain(op) && same_number(op.operand(1), first.operand(1))) {
            return Some(Self::Same(first.operand(1)));
        }
        loops.iter().map(|op| longest(*op)).try_fold(0, |most, n| Some(n?.max(most))).map(Self::Most)
    }
}

/// The most iterations that a loop from 0 can have.
pub(super) fn longest(op: Op) -> Option<i64> {
    let (step, most) = (op.operand(2).const_int().filter(|s| *s > 0)?, at_most(op.operand(1))?);
    (op.operand(0).const_int() == Some(0)).then_some((most + step - 1) / step)
}

/// The parallel variable that a loop is bound to, as its number in `variables`.
fn bound_to(op: Op, variables: [&str; 3]) -> Option<usize> {
    let bind = op.str_attr(names::BIND).filter(|_| op.is("scf.for"))?;
    variables.iter().position(|v| *v == bind)
}

fn thread_dim(op: Op) -> Option<usize> {
    bound_to(op, ["threadIdx.x", "threadIdx.y", "threadIdx.z"])
}

fn block_dim(op: Op) -> Option<usize> {
    bound_to(op, ["blockIdx.x", "blockIdx.y", "blockIdx.z"])
}

impl BlockShape {
    fn of(root: Op) -> Option<Self> {
        let mut threads = [None; 3];
        for (d, threads) in threads.iter_mut().enumerate() {
            let loops: Vec<Op> = root.walk().into_iter().filter(|op| thread_dim(*op) == Some(d)).collect();
            *threads = Count::of(&loops);
            if threads.is_none() && !loops.is_empty() {
                return None;
            }
        }
        if threads.iter().all(Option::is_none) {
            return None;
        }
        let chain = parallel_chain(root, 3);
        let depth = chain.iter().take_while(|op| block_dim(**op).is_some()).count();
        // A single block has no loop over blocks: its thread loops stand at the top.
        (depth > 0).then_some(Self { root, depth, threads })
    }

    fn dims(&self, b: &Builder) -> Result<Vec<Value>> {
        let mut dims = vec![b.index(1); 6];
        for op in parallel_chain(self.root, self.depth) {
            dims[block_dim(op).expect("checked")] = trips(b, op, self.root, b.ctx.index());
        }
        for (d, count) in self.threads.iter().enumerate() {
            dims[3 + d] = match count {
                None => continue,
                Some(Count::Most(n)) => b.index(*n),
                Some(Count::Same(n)) if !known_outside(*n, self.root) => {
                    return Err(Diagnostic::error("unsupported-construct", "the number of threads changes inside the kernel")
                        .at(self.root.span()));
                }
                Some(Count::Same(n)) => n.const_int().map_or_else(|| hoist(*n, self.root, b), |c| b.index(c)),
            };
        }
        Ok(dims)
    }
}

fn bind_blocks(kernel: Op, shape: &BlockShape, is_cuda: bool) -> Result<()> {
    let chain = parallel_chain(root_loop(kernel), shape.depth);
    let root = chain[0];
    let b = Builder::before(root);
    let allocas: Vec<Op> = root.find("memref.alloca");
    for op in allocas {
        place_array(op)?;
    }
    for op in &chain {
        let block = id(&b, "simt.block_id", block_dim(*op).expect("checked"));
        let mut iv = b.index_cast(block, op.operand(0).ty());
        if op.operand(2).const_int() != Some(1) {
            iv = b.nsw("arith.muli", iv, op.operand(2));
        }
        if op.operand(0).const_int() != Some(0) {
            iv = b.nsw("arith.addi", op.operand(0), iv);
        }
        op.body().arg(0).replace_all_uses(iv);
    }
    let thread_ids: Vec<Option<Value>> = (0..3)
        .map(|d| {
            shape.threads[d].map(|_| {
                let thread = id(&b, "simt.thread_id", d);
                b.index_cast(thread, b.ctx.index())
            })
        })
        .collect();
    let last = *chain.last().expect("not empty");
    bind_segments(last.body(), &thread_ids, &shape.threads, is_cuda);
    for op in &chain {
        for inner in op.body().body_ops() {
            if !chain.contains(&inner) {
                inner.move_before(root);
            }
        }
    }
    root.erase();
    // The end of the kernel is a barrier anyway.
    let ops = kernel.body().body_ops();
    if let Some(last) = ops.last().filter(|op| op.is("simt.barrier")) {
        last.erase();
    }
    drop_barriers(kernel.body());
    Ok(())
}

/// What threads touch that others can see: the buffer and whether it is written.
fn shared_accesses(op: Op) -> Vec<(Value, bool)> {
    let mut found = vec![];
    for inner in op.walk() {
        let touched = match inner.name().as_str() {
            "memref.load" | "vector.load" => vec![(inner.operand(0), false)],
            "memref.store" | "vector.store" => vec![(inner.operand(1), true)],
            // A row may write to what it is given.
            "intrin.call" => inner.operands().into_iter().filter(|v| v.ty().is_memref()).map(|v| (v, true)).collect(),
            _ => continue,
        };
        for access in touched {
            if is_seen_by_others(access.0) && !found.contains(&access) {
                found.push(access);
            }
        }
    }
    found
}

/// Erases the barriers of a block that no two threads need: nothing in front of them, since the last barrier, meets what follows until the
/// next one. Code with barriers inside counts as a whole.
fn drop_barriers(block: Block) {
    let ops = block.body_ops();
    // A loop's body runs again: what is behind its last barrier meets what is in front of its first.
    let repeats = block.parent_op().is_some_and(|p| p.is("scf.for") || p.is("scf.while"));
    let last = ops.iter().rposition(|op| op.is("simt.barrier"));
    let mut before: Vec<(Value, bool)> =
        if repeats { ops.iter().skip(last.map_or(0, |l| l + 1)).flat_map(|op| shared_accesses(*op)).collect() } else { vec![] };
    for (i, op) in ops.iter().enumerate() {
        if !op.is("simt.barrier") {
            before.extend(shared_accesses(*op));
            for region in op.regions() {
                region.blocks().into_iter().for_each(drop_barriers);
            }
            continue;
        }
        let mut after: Vec<(Value, bool)> = vec![];
        let mut rest = ops[i + 1..].iter();
        let closed = rest.by_ref().any(|next| {
            let is_barrier = next.is("simt.barrier");
            if !is_barrier {
                after.extend(shared_accesses(*next));
            }
            is_barrier
        });
        let meet = before.iter().any(|(x, wx)| after.iter().any(|(y, wy)| x == y && (*wx || *wy)));
        // Behind the last barrier of a loop's body comes its start; behind that of a branch, what nobody looked at.
        let open = !closed && block.parent_op().is_some_and(|p| !p.is("func.func"));
        if !meet && (!open || before.is_empty()) {
            op.erase();
        } else {
            before.clear();
        }
    }
}

/// Replaces the thread loops of block-level code by their bodies, a barrier behind each that is not for the next iteration.
fn bind_segments(block: Block, thread_ids: &[Option<Value>], counts: &[Option<Count>], is_cuda: bool) {
    for op in block.body_ops() {
        if thread_dim(op).is_some() {
            let after = Builder::after(op);
            if op.attr(names::ASYNC).is_none() {
                after.op("simt.barrier", Spec::default());
            } else if is_cuda && async_copies::begin(op) {
                async_copies::commit(&after);
            }
            bind_segment(op, thread_ids, counts);
        } else if only_stores(op) {
            one_thread(op, thread_ids);
        } else if op.walk().iter().any(|o| thread_dim(*o).is_some()) {
            let ahead = op.is("scf.for") && !async_copies::ahead(op).is_empty();
            for inner in op.regions().into_iter().flat_map(xpiler_ir::Region::blocks) {
                bind_segments(inner, thread_ids, counts, is_cuda);
            }
            if ahead {
                wait_at_end(op);
            }
        } else if shared_accesses(op).iter().any(|(buffer, writes)| !writes && is_written(*buffer)) {
            // What all threads read, none of them may change before.
            Builder::after(op).op("simt.barrier", Spec::default());
        }
    }
}

/// What an iteration of a loop copies for the next one is there when it ends.
fn wait_at_end(of: Op) {
    let end = of.body().terminator().expect("loops end in a yield");
    let barrier = of.body().body_ops().last().copied().filter(|last| last.is("simt.barrier"));
    let barrier = barrier.unwrap_or_else(|| Builder::before(end).op("simt.barrier", Spec::default()));
    async_copies::wait(of, barrier);
}

/// Is it memory that other threads see?
fn is_seen_by_others(buffer: Value) -> bool {
    !buffer.root().def().is_some_and(|d| d.is("memref.alloca"))
}

/// Does something in the kernel write to the memory?
fn is_written(buffer: Value) -> bool {
    let writes = |user: &Op| match user.name().as_str() {
        "memref.load" | "vector.load" => false,
        "memref.store" | "vector.store" => user.operand(1) == buffer,
        _ => true,
    };
    buffer.users().iter().any(writes)
}

/// Does all that an operation of a block leaves behind end up in memory that others see, and is nothing in it for its threads?
fn only_stores(op: Op) -> bool {
    let inside = op.walk();
    let stores = inside.iter().filter(|o| o.is("memref.store") || o.is("vector.store"));
    let mut left = stores.map(|s| s.operand(1)).filter(|buffer| buffer.root().is_outside(op)).peekable();
    let of_one = |o: &Op| thread_dim(*o).is_none() && !o.is("intrin.call");
    left.peek().is_some() && left.all(is_seen_by_others) && op.results().is_empty() && inside.iter().all(of_one)
}

/// What a block stores once is stored by its first thread.
fn one_thread(store: Op, thread_ids: &[Option<Value>]) {
    let b = Builder::before(store);
    let first = thread_ids.iter().flatten().map(|id| {
        let zero = b.index(0);
        b.cmpi("eq", *id, zero)
    });
    let Some(first) = first.reduce(|x, y| b.bin("arith.andi", x, y)) else { return };
    let made = b.if_then(first, |_| {});
    b.op("simt.barrier", Spec::default());
    store.move_before(made.region(0).blocks()[0].terminator().expect("just built"));
}

/// Is what a thread loop does to be done by one thread: does it store what others see, and is no matter of a warp or of a loop inside?
fn is_for_one(l: Op) -> bool {
    let inside = l.walk();
    let stores = inside.iter().any(|op| op.is("memref.store") && is_seen_by_others(op.operand(1)));
    let of_many = |op: &Op| op.attr(names::WARP).is_some() || op.is("simt.barrier") || *op != l && thread_dim(*op).is_some();
    stores && !inside.iter().any(of_many)
}

/// Replaces a nest of thread loops by its body, for those threads that have an iteration.
fn bind_segment(nest: Op, thread_ids: &[Option<Value>], counts: &[Option<Count>]) {
    let b = Builder::before(nest);
    let mut inner = nest;
    let mut takes_part: Option<Value> = None;
    let mut bound = [false; 3];
    loop {
        let d = thread_dim(inner).expect("a thread loop");
        bound[d] = true;
        let (upper, step) = (inner.operand(1), inner.operand(2));
        let mut iv = b.index_cast(thread_ids[d].expect("every thread loop has its id"), upper.ty());
        if step.const_int() != Some(1) {
            iv = b.nsw("arith.muli", iv, step);
        }
        if let Some(Count::Most(n)) = counts[d]
            && (upper.const_int().is_none() || longest(inner) != Some(n))
        {
            let below = b.cmpi("slt", iv, upper);
            takes_part = Some(takes_part.map_or(below, |t| b.bin("arith.andi", t, below)));
        }
        inner.body().arg(0).replace_all_uses(iv);
        // Values between the loops are known to all threads.
        let body = inner.body().body_ops();
        let Some(next) = body.iter().copied().find(|op| thread_dim(*op).is_some()) else { break };
        if body.iter().any(|op| *op != next && !is_pure(*op)) {
            break;
        }
        body.into_iter().filter(|op| *op != next).for_each(|op| op.move_before(nest));
        inner = next;
    }
    if is_for_one(inner) {
        // Threads that differ in other dimensions would do the same beside each other.
        let others = (0..3).filter(|d| !bound[*d]).filter_map(|d| thread_ids[d]);
        for id in others {
            let zero = b.index(0);
            let first = b.cmpi("eq", id, zero);
            takes_part = Some(takes_part.map_or(first, |t| b.bin("arith.andi", t, first)));
        }
    }
    let into = takes_part.map_or(nest, |condition| {
        let made = b.if_then(condition, |_| {});
        made.region(0).blocks()[0].terminator().expect("just built")
    });
    for moved in inner.body().body_ops() {
        moved.move_before(into);
    }
    nest.erase();
}

/// The thread loops around an operation.
fn thread_loops(op: Op) -> Vec<Op> {
    op.ancestors().filter(|a| thread_dim(*a).is_some()).collect()
}

/// Where an array of a block is.
enum Place {
    /// Each thread has one as it is.
    Own,
    /// Each thread has its part.
    Private(Vec<Private>),
    Shared,
}

impl Place {
    fn of(alloca: Op) -> Self {
        let array = alloca.result(0);
        // Fragments are the warps' own, registers the threads'.
        let is_own = [names::FRAGMENT, names::REGISTER].iter().any(|name| alloca.attr(name).is_some());
        if !thread_loops(alloca).is_empty() || is_own {
            return Self::Own;
        }
        // A variable that a thread assigns to, and not all of them alike, is one for all.
        let of_threads = || array.users().into_iter().any(|u| u.is("memref.store") && !thread_loops(u).is_empty());
        if array.ty().shape().is_empty() {
            return if of_threads() { Self::Shared } else { Self::Own };
        }
        if alloca.str_attr(names::SPACE).as_deref() == Some("shared") {
            return Self::Shared;
        }
        // What all threads compute alike, each has for itself.
        if array.users().into_iter().all(|u| thread_loops(u).is_empty()) {
            return Self::Own;
        }
        private_shape(array).map_or(Self::Shared, Self::Private)
    }
}

/// Do the threads of a block share the array?
pub fn is_shared(alloca: Op) -> bool {
    matches!(Place::of(alloca), Place::Shared)
}

/// Bytes of the arrays that the threads of a block share.
pub fn shared_bytes(block: Op) -> i64 {
    block.find("memref.alloca").into_iter().filter(|a| is_shared(*a)).map(bytes).sum()
}

/// An array of a block: over the threads it becomes private, else shared. Arrays inside thread loops are private already.
fn place_array(alloca: Op) -> Result<()> {
    let array = alloca.result(0);
    let name = alloca.str_attr(names::NAME).unwrap_or_else(|| "v".into());
    let place = Place::of(alloca);
    if matches!(place, Place::Own) {
        return Ok(());
    }
    if let Place::Private(shape) = place {
        let Some(sizes) = shape.iter().filter(|d| !d.is_thread).map(|d| d.size).collect::<Option<Vec<i64>>>() else {
            return Err(Diagnostic::error("unsupported-construct", "a private array has no static size").at(alloca.span()));
        };
        let b = Builder::before(alloca);
        let variable = b.alloca(&sizes, array.ty().element(), &name);
        for op in array.users() {
            let at = Builder::before(op);
            let first = usize::from(op.is("memref.store")) + 1;
            let indices: Vec<Value> = op
                .operands()
                .into_iter()
                .skip(first)
                .zip(&shape)
                .filter(|(_, d)| !d.is_thread)
                .map(|(v, d)| d.own(&at, op, v))
                .collect();
            if op.is("memref.load") {
                let v = at.load(variable, &indices);
                op.result(0).replace_all_uses(v);
            } else {
                at.store(op.operand(0), variable, &indices);
            }
            op.erase();
        }
        alloca.erase();
        return Ok(());
    }
    if array.ty().static_shape().is_none() {
        return Err(
            Diagnostic::error("unsupported-construct", format!("the shared array `{name}` has no static size")).at(alloca.span())
        );
    }
    let shared = builder::create(
        "simt.alloc_shared",
        alloca.loc(),
        Spec { results: &[array.ty()], attrs: &[(names::NAME, alloca.ctx().str_attr(&name))], ..Spec::default() },
    );
    Builder::before(alloca).insert(shared);
    for name in [names::ALIGN, names::CTYPE] {
        shared.replace_attr(name, alloca.attr(name));
    }
    array.replace_all_uses(shared.result(0));
    alloca.erase();
    Ok(())
}

/// A dimension of an array over the threads.
struct Private {
    /// Nothing but the thread's id: it goes.
    is_thread: bool,
    /// What one thread has of it.
    size: Option<i64>,
    /// Elements from one thread to the next, where threads share the dimension: `4 * thread + r`.
    stride: Option<i64>,
}

impl Private {
    /// The index in the thread's own array.
    fn own(&self, b: &Builder, access: Op, index: Value) -> Value {
        if self.stride.is_none() {
            return index;
        }
        let (moves, offset) = decompose(index, access).expect("checked by `private_shape`");
        let own = moves.iter().filter(|(l, _)| thread_dim(*l).is_none());
        let term = |(l, c): &(Op, i64)| Linear::leaf(l.body().arg(0)).times(&Linear::constant(*c));
        own.map(term).fold(Linear::constant(offset), |sum, t| sum.plus(&t)).build(b)
    }
}

/// How the dimensions of an array divide among the threads, if every thread has elements of its own: in every access, for every
/// dimension of the block, one index is `c * thread + r` with the same `c` and `0 <= r < c`.
fn private_shape(array: Value) -> Option<Vec<Private>> {
    let sizes = array.ty().shape();
    let mut strides: Vec<Option<(usize, i64)>> = vec![None; sizes.len()];
    let mut known: Option<Vec<usize>> = None;
    for op in array.users() {
        let first = match op.name().as_str() {
            "memref.load" => 1,
            "memref.store" => 2,
            _ => return None,
        };
        let loops = thread_loops(op);
        let mut dims: Vec<usize> = loops.iter().filter_map(|l| thread_dim(*l)).collect();
        dims.sort_unstable();
        // Threads of all dimensions take part in every access.
        if dims.is_empty() || known.as_ref().is_some_and(|k| *k != dims) {
            return None;
        }
        known = Some(dims);
        for (k, index) in op.operands().into_iter().skip(first).enumerate() {
            let (moves, offset) = decompose(index, op)?;
            let Some((l, c)) = moves.iter().find(|(l, _)| thread_dim(*l).is_some()) else { continue };
            let stride = c * l.operand(2).const_int()?;
            // What the other loops add stays within the thread's elements.
            let others = moves.iter().filter(|(o, _)| o != l).map(|(o, c)| Some(c * (at_most(o.operand(1))? - 1)));
            let most: i64 = others.sum::<Option<i64>>()?;
            let own = Some((thread_dim(*l)?, stride));
            if offset < 0 || offset + most >= stride || strides[k].is_some_and(|s| Some(s) != own) {
                return None;
            }
            strides[k] = own;
        }
        // Each dimension of the block tells elements apart.
        let told: Vec<usize> = strides.iter().flatten().map(|(d, _)| *d).collect();
        if loops.iter().any(|l| told.iter().filter(|d| Some(**d) == thread_dim(*l)).count() != 1) {
            return None;
        }
    }
    known?;
    let shape = sizes.into_iter().zip(strides).map(|(size, stride)| match stride {
        Some((_, 1)) => Private { is_thread: true, size: Some(1), stride: Some(1) },
        Some((_, c)) => Private { is_thread: false, size: Some(c), stride: Some(c) },
        None => Private { is_thread: false, size, stride: None },
    });
    Some(shape.collect())
}

/// An index as a sum over the loops around an access, and a number: loops from 0, factors that are positive numbers.
fn decompose(index: Value, access: Op) -> Option<(Vec<(Op, i64)>, i64)> {
    let mut rest = Linear::of(index);
    let mut moves = vec![];
    // Bounds of inner loops depend on outer ones: they go first.
    for l in access.ancestors().filter(|a| a.is("scf.for")) {
        let (c, left) = rest.split(l.body().arg(0))?;
        let c = c.as_constant()?;
        if c < 0 || c > 0 && l.operand(0).const_int() != Some(0) {
            return None;
        }
        if c > 0 {
            moves.push((l, c));
        }
        rest = left;
    }
    Some((moves, rest.as_constant()?))
}
