//! `lower-to-simt`: parallel loops are bound to blocks and threads (the method's Loop Bind), the rest of the entry is host code.
//!
//! Two shapes of nests:
//! * *independent iterations*: up to three perfectly nested parallel loops become `block * size + thread` with a guard;
//! * *blocks with barriers*, as `loop-recovery` leaves them: loops bound to `blockIdx.*` around segments of loops bound to
//!   `threadIdx.*`. They are bound to the same ids, with a barrier behind every segment; arrays over the threads become
//!   private variables, other arrays shared memory.

use xpiler_ir::{
    Block, Builder, Diagnostic, Op, Result, Value,
    builder::{self, Spec},
    names,
    pass::{Instance, Opt, Pass},
};

use super::outline::{Group, Kernel, lower_entry};
use crate::analysis::shape::{hoist, known_outside, parallel_chain, same_number};

/// See the module.
pub struct LowerToSimt;

impl Pass for LowerToSimt {
    const ARGUMENT: &'static str = "lower-to-simt";
    const SUMMARY: &'static str = "Bind parallel loops to blocks and threads";
    const OPTIONS: &'static [Opt] =
        &[Opt::Str("platform", "cuda or hip", "cuda"), Opt::Int("block", "threads of a block for independent iterations", 256)];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let (platform, block) = (options.str(0), options.int(1));
        lower_entry(module, &platform, options, |b, group, outline| Ok(vec![launch(b, group, outline, block)?]))
    }
}

fn launch(b: &Builder, group: &Group, outline: &mut dyn FnMut(&Group) -> Kernel, block: i64) -> Result<(Op, Vec<Value>)> {
    let (dims, kernel) = if !group.parallel {
        (vec![b.index(1); 6], outline(group))
    } else if let Some(shape) = BlockShape::of(group.root()) {
        let dims = shape.dims(b)?;
        let kernel = outline(group);
        bind_blocks(kernel.func, &shape)?;
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
    threads: [Option<Value>; 3],
}

fn thread_dim(op: Op) -> Option<usize> {
    let variable = op.str_attr(names::BIND).filter(|_| op.is("scf.for"))?;
    ["threadIdx.x", "threadIdx.y", "threadIdx.z"].iter().position(|n| *n == variable)
}

fn block_dim(op: Op) -> Option<usize> {
    let variable = op.str_attr(names::BIND).filter(|_| op.is("scf.for"))?;
    ["blockIdx.x", "blockIdx.y", "blockIdx.z"].iter().position(|n| *n == variable)
}

impl BlockShape {
    fn of(root: Op) -> Option<Self> {
        let mut threads = [None; 3];
        for op in root.walk() {
            if let Some(d) = thread_dim(op) {
                let n = op.operand(1);
                match threads[d] {
                    None => threads[d] = Some(n),
                    Some(known) if same_number(known, n) => {}
                    Some(_) => return None,
                }
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
            dims[block_dim(op).expect("checked")] = hoist(op.operand(1), self.root, b);
        }
        for (d, n) in self.threads.iter().enumerate() {
            if let Some(n) = n {
                if !known_outside(*n, self.root) {
                    return Err(Diagnostic::error("unsupported-construct", "the number of threads changes inside the kernel")
                        .at(self.root.span()));
                }
                dims[3 + d] = match n.const_int() {
                    Some(c) => b.index(c),
                    None => *n,
                };
            }
        }
        Ok(dims)
    }
}

fn bind_blocks(kernel: Op, shape: &BlockShape) -> Result<()> {
    let chain = parallel_chain(root_loop(kernel), shape.depth);
    let root = chain[0];
    let b = Builder::before(root);
    let allocas: Vec<Op> = root.find("memref.alloca");
    for op in allocas {
        place_array(op)?;
    }
    for op in &chain {
        let block = id(&b, "simt.block_id", block_dim(*op).expect("checked"));
        let iv = b.index_cast(block, op.operand(0).ty());
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
    bind_segments(last.body(), &thread_ids);
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
    Ok(())
}

/// Replaces the thread loops of block-level code by their bodies, a barrier behind each.
fn bind_segments(block: Block, thread_ids: &[Option<Value>]) {
    for op in block.body_ops() {
        if thread_dim(op).is_some() {
            let anchor = op;
            let mut inner = op;
            loop {
                let d = thread_dim(inner).expect("a thread loop");
                inner.body().arg(0).replace_all_uses(thread_ids[d].expect("every thread loop has its id"));
                let body = inner.body().body_ops();
                match body.as_slice() {
                    [only] if thread_dim(*only).is_some() => inner = *only,
                    _ => break,
                }
            }
            for moved in inner.body().body_ops() {
                moved.move_before(anchor);
            }
            Builder::before(anchor).op("simt.barrier", Spec::default());
            anchor.erase();
        } else {
            for region in op.regions() {
                for inner in region.blocks() {
                    if op.walk().iter().any(|o| thread_dim(*o).is_some()) {
                        bind_segments(inner, thread_ids);
                    }
                }
            }
        }
    }
}

/// The thread loops around an operation: their induction variables, z first.
fn thread_ivs(op: Op) -> Vec<Value> {
    let mut ivs: Vec<(usize, Value)> = op.ancestors().filter_map(|a| thread_dim(a).map(|d| (d, a.body().arg(0)))).collect();
    ivs.sort_by_key(|(d, _)| std::cmp::Reverse(*d));
    ivs.into_iter().map(|(_, v)| v).collect()
}

/// An array of a block: over the threads it becomes private, else shared. Arrays inside thread loops are private already.
fn place_array(alloca: Op) -> Result<()> {
    let array = alloca.result(0);
    if !thread_ivs(alloca).is_empty() || array.ty().shape().is_empty() {
        return Ok(());
    }
    let name = alloca.str_attr(names::NAME).unwrap_or_else(|| "v".into());
    let accesses: Vec<(Op, usize)> = array.users().into_iter().map(|u| (u, if u.is("memref.load") { 1 } else { 2 })).collect();
    let private = leading_ids(&accesses);
    if let Some(count) = private {
        let shape: Vec<Option<i64>> = array.ty().shape().into_iter().skip(count).collect();
        let Some(shape) = shape.into_iter().collect::<Option<Vec<i64>>>() else {
            return Err(Diagnostic::error("unsupported-construct", "a private array has no static size").at(alloca.span()));
        };
        let b = Builder::before(alloca);
        let variable = b.alloca(&shape, array.ty().element(), &name);
        for (op, first) in accesses {
            let at = Builder::before(op);
            let indices: Vec<Value> = op.operands().into_iter().skip(first + count).collect();
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
    array.replace_all_uses(shared.result(0));
    alloca.erase();
    Ok(())
}

/// If every access starts with the ids of its thread: how many leading dimensions they are.
fn leading_ids(accesses: &[(Op, usize)]) -> Option<usize> {
    let mut count = None;
    for (op, first) in accesses {
        if !(op.is("memref.load") || op.is("memref.store")) {
            return None;
        }
        let ivs = thread_ivs(*op);
        let starts = op.operands()[*first..].starts_with(&ivs);
        if ivs.is_empty() || !starts || count.is_some_and(|n| n != ivs.len()) {
            return None;
        }
        count = Some(ivs.len());
    }
    count
}
