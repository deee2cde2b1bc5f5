//! `loop-recovery`: launches become loops over blocks and threads, or over tasks (the method's Loop Recovery).
//!
//! ```mlir
//! simt.launch @k grid(%g, %c1, %c1) block(%c256, %c1, %c1) args(%x : memref<?xf32>)
//! // becomes
//! scf.for %b = %c0 to %g step %c1 { scf.for %t = %c0 to %c256 step %c1 { body of @k } }
//! ```
//!
//! Keeps: one order of the threads that the programming model allows. `order=reverse` gives another one; a kernel whose
//! result differs between the two lacks a barrier. Barriers split the thread loops ([`super::fission`]).
//! Refuses with: `barrier-divergence`, `unsupported-construct`.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value, builder, names,
    pass::{Instance, Opt, Pass},
};

use super::fission::Fission;

/// See the module.
pub struct LoopRecovery;

impl Pass for LoopRecovery {
    const ARGUMENT: &'static str = "loop-recovery";
    const SUMMARY: &'static str = "Turn launches into loops over blocks and threads, or over tasks";
    const OPTIONS: &'static [Opt] = &[Opt::Str("order", "the order in which threads run: forward or reverse", "forward")];

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
            } else {
                recover_tasks(launch, kernel, order)?;
            }
            launch.erase();
        }
        let kernels: Vec<Op> = module.body().ops().into_iter().filter(|f| f.attr(names::KERNEL).is_some()).collect();
        for kernel in kernels {
            kernel.erase();
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

/// In which order threads run one after the other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// From thread 0 up.
    Forward,
    /// From the last thread down.
    Reverse,
}

impl Order {
    fn parse(text: &str) -> Result<Self> {
        match text {
            "forward" => Ok(Self::Forward),
            "reverse" => Ok(Self::Reverse),
            _ => Err(Diagnostic::error("option", format!("order is `forward` or `reverse`, not `{text}`"))),
        }
    }
}

/// A loop over one hardware id.
#[derive(Clone)]
pub struct IdLoop {
    /// The loop's name, `threadIdx.x`.
    pub name: String,
    /// The number of ids, `index`.
    pub dim: Value,
    /// What the number does not exceed, if it is not a constant itself.
    pub at_most: Option<i64>,
}

impl IdLoop {
    /// A loop over `dim` ids.
    pub fn new(name: &str, dim: Value) -> Self {
        Self { name: name.into(), dim, at_most: dim.const_int() }
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
            let id = match order {
                Order::Forward => iv,
                Order::Reverse => {
                    let last = inner.bin("arith.subi", first.dim, one);
                    inner.bin("arith.subi", last, iv)
                }
            };
            ids.push(id);
            result = go(inner, rest, order, ids, body);
            ids.pop();
        });
        op.set_attr(names::PARALLEL, b.ctx.unit_attr());
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
    let block_loop = |d: usize| IdLoop::new(BLOCK_IDS[d], grid[d]);
    let thread_loop = |d: usize| IdLoop::new(THREAD_IDS[d], block[d]);
    let body = kernel.body().body_ops();
    let synchronises = !kernel.find("simt.barrier").is_empty();
    if !synchronises && kernel.find("simt.alloc_shared").is_empty() {
        // No thread waits for another: z, y and x stay together, so that block * size + thread fuses into one loop.
        let loops = [block_loop(2), thread_loop(2), block_loop(1), thread_loop(1), block_loop(0), thread_loop(0)];
        return nest(&b, &loops, order, &mut |b, at| {
            let mut map = map.clone();
            ids("simt.block_id", b, &[at[4], at[2], at[0]], &mut map);
            ids("simt.thread_id", b, &[at[5], at[3], at[1]], &mut map);
            clone_into(b, &body, &mut map);
            Ok(())
        });
    }
    nest(&b, &[block_loop(2), block_loop(1), block_loop(0)], order, &mut |b, at| {
        let mut map = map.clone();
        ids("simt.block_id", b, &[at[2], at[1], at[0]], &mut map);
        let threads = vec![thread_loop(2), thread_loop(1), thread_loop(0)];
        Fission::new(kernel, threads, order).run(b, &body, map)
    })
}

const TASK_IDS: [&str; 3] = ["taskIdX", "taskIdY", "taskIdZ"];

fn recover_tasks(launch: Op, kernel: Op, order: Order) -> Result<()> {
    let unsupported = |op: Op, what: &str| Err(Diagnostic::error("unsupported-construct", what).at(op.span()));
    if launch.int_attr("type") != Some(1) {
        return unsupported(launch, "only Block tasks are supported yet, not tasks of a union of clusters");
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
    let loops = [2, 1, 0].map(|d: usize| IdLoop::new(TASK_IDS[d], dims[d]));
    nest(&b, &loops, order, &mut |b, at| {
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
        let mut body = kernel.body().body_ops();
        body.retain(|op| !op.is("cluster.sync"));
        clone_into(b, &body, &mut map);
        Ok(())
    })?;
    // What is left of the copies: on-chip arrays are arrays of the task, syncs order nothing that is not ordered already.
    let entry = launch.ancestors().find(|op| op.is("func.func")).expect("launches are in functions");
    for op in entry.walk() {
        if op.is("cluster.alloc") {
            replace_alloc(op);
        } else if op.is("cluster.sync") {
            op.erase();
        }
    }
    Ok(())
}

fn product(b: &Builder, x: Value, y: Value) -> Value {
    match (x.const_int(), y.const_int()) {
        (Some(1), _) => y,
        (_, Some(1)) => x,
        _ => b.bin("arith.muli", x, y),
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
    op.result(0).replace_all_uses(alloca);
    op.erase();
}

/// A region builder that other files share: an empty `scf.if` body.
pub(crate) fn if_region(b: &Builder) -> (xpiler_ir::Region, xpiler_ir::Block) {
    builder::new_region(&[], b.loc)
}
