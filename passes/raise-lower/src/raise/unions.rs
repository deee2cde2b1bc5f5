//! `raise-unions`: tasks of a union of clusters become tasks like any others, or, where they share memory or wait for each other, the threads of a block.
//!
//! ```text
//! Union1, 4 * m tasks, no SRAM, no barrier:   taskId stays, clusterId and coreId follow from it; the launch is one of Block tasks
//! with __mlu_shared__ or __sync_cluster():    a cluster is a block, its cores are its threads, SRAM is shared memory
//! ```
//!
//! The memory core runs the kernel, too (BANG C, "Memory core"): copies between GDRAM and SRAM are its job, once a cluster, and what stands under
//! `coreId == 0x80` or `__is_mpu()`. The first core does it in its place: it is never known which of the two is first, and both wait at a barrier.
//! Refuses with: `resource-limit` (tasks that make no whole unions), `unsupported-construct` (a barrier of several clusters, what asks for the memory
//! core elsewhere than in a condition, a copy between GDRAM and SRAM that the memory core does not come by, or does elsewhere: its `coreId` and
//! `taskId` are no core's).

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value,
    builder::{Spec, empty_region},
    cluster::{CLUSTER_CORES, GDRAM, IDS, MEMORY_CORE, SRAM, SYNCS, number},
    diagnostic::Fault,
    names,
    pass::{Instance, Pass},
};

use super::loop_recovery::{if_region, replace_alloc};

/// See the module.
pub struct RaiseUnions;

impl Pass for RaiseUnions {
    const ARGUMENT: &'static str = "raise-unions";
    const SUMMARY: &'static str = "Turn the tasks of a union of clusters into Block tasks, or into the threads of blocks";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        let unions = module.find("cluster.launch").into_iter().filter(|launch| launch.int_attr("type") != Some(BLOCK));
        for launch in unions.collect::<Vec<_>>() {
            let name = launch.attr("kernel").and_then(|a| a.as_symbol()).unwrap_or_default();
            let named = |f: &Op| f.is("func.func") && f.str_attr("sym_name").as_deref() == Some(&name);
            let Some(kernel) = module.body().ops().into_iter().find(named) else { continue };
            let others = module.find("cluster.launch").into_iter().filter(|other| other.attr("kernel") == launch.attr("kernel"));
            if others.count() > 1 {
                return unsupported(launch, format!("`{name}` is launched on a union of clusters, and elsewhere, too"));
            }
            Union { launch, kernel, clusters: launch.int_attr("type").unwrap_or(BLOCK) / CLUSTER_CORES }.raise()?;
        }
        Ok(())
    }
}

/// The number of the task type Block.
const BLOCK: i64 = 1;

fn unsupported<T>(op: Op, what: String) -> Result<T> {
    Err(Diagnostic::error("unsupported-construct", what).at(op.span()))
}

struct Union {
    launch: Op,
    kernel: Op,
    clusters: i64,
}

impl Union {
    fn raise(&self) -> Result<()> {
        self.whole()?;
        let syncs = self.kernel.find("cluster.sync");
        if let Some(all) = syncs.iter().find(|op| self.clusters > 1 && waits_for(**op) == "__sync_all") {
            return unsupported(*all, "a barrier of several clusters is not supported yet: Union1 has one".into());
        }
        self.memory_core()?;
        let shares = self.kernel.find("cluster.alloc").iter().any(|op| op.int_attr("space") == Some(SRAM));
        if shares || syncs.iter().any(|op| is_joint(*op)) { self.threads() } else { self.tasks() }
    }

    /// Tasks come in whole unions (BANG C, "Task types").
    fn whole(&self) -> Result<()> {
        let all = self.clusters * CLUSTER_CORES;
        let x = self.launch.operand(0);
        let rule = format!("launches a union of {} whose tasks in x are no multiple of {all}", plural(self.clusters));
        if let Some(x) = x.const_int() {
            if x % all != 0 {
                let message = format!("{x} tasks in x make no whole unions of {}: they are {all} each", plural(self.clusters));
                return Err(
                    Diagnostic { fault: Fault::Verdict, ..Diagnostic::error("resource-limit", message) }.at(self.launch.span())
                );
            }
            return Ok(());
        }
        let b = Builder::before(self.launch);
        let rest = b.bin("arith.remui", x, b.index(all));
        let ok = b.cmpi("eq", rest, b.index(0));
        b.op("cf.assert", Spec { operands: &[ok], attrs: &[("msg", b.ctx.str_attr(&rule))], ..Spec::default() });
        Ok(())
    }

    /// The branches that ask whether this is the memory core, each with the answer that its first region stands for.
    fn asked(&self) -> Result<Vec<(Op, bool)>> {
        let mut guarded = vec![];
        for id in self.kernel.find("cluster.id").into_iter().filter(|op| id_of(*op) == "coreId") {
            for user in id.result(0).users() {
                let other = user.operands().into_iter().find(|v| *v != id.result(0)).and_then(Value::const_int);
                if !user.is("arith.cmpi") || other != Some(MEMORY_CORE) {
                    continue;
                }
                let asks = match user.int_attr("predicate") {
                    Some(0) => true,
                    Some(1) => false,
                    _ => return unsupported(user, "the memory core has a number, but no order: compare with == or !=".into()),
                };
                // `!__is_mpu()`
                let negation =
                    |op: &Op| op.is("arith.xori") && op.operands().iter().any(|v| matches!(v.const_int(), Some(1 | -1)));
                let (negations, branches): (Vec<Op>, Vec<Op>) = user.result(0).users().into_iter().partition(negation);
                let negated = negations.iter().flat_map(|n| n.result(0).users()).map(|branch| (branch, !asks));
                for (branch, asks) in branches.into_iter().map(|branch| (branch, asks)).chain(negated) {
                    if !branch.is("scf.if") || !branch.results().is_empty() {
                        return unsupported(
                            branch,
                            "whether this is the memory core is supported as the condition of an `if` alone".into(),
                        );
                    }
                    guarded.push((branch, asks));
                }
            }
        }
        Ok(guarded)
    }
    /// Does an operation stand where only the cores that compute come by?
    fn is_for_cores(&self, op: Op, guarded: &[(Op, bool)]) -> bool {
        let mut inner = op;
        for outer in op.ancestors().take_while(|outer| *outer != self.kernel) {
            if let Some((_, asks)) = guarded.iter().find(|(branch, _)| *branch == outer) {
                let theirs =
                    outer.regions().get(usize::from(!asks)).is_some_and(|r| r.blocks().iter().any(|b| inner.block() == Some(*b)));
                if !theirs {
                    return true;
                }
            }
            inner = outer;
        }
        false
    }
    /// What the memory core does becomes the first core's.
    fn memory_core(&self) -> Result<()> {
        let guarded = self.asked()?;
        for copy in self.kernel.find("cluster.copy").into_iter().filter(|copy| is_job(*copy)) {
            self.reached(copy, &guarded)?;
        }
        for sync in self.kernel.find("cluster.sync").into_iter().filter(|sync| is_joint(*sync)) {
            if self.is_for_cores(sync, &guarded) {
                return unsupported(sync, "the memory core waits at this barrier, too, and does not come by".into());
            }
        }
        let mut theirs = vec![];
        for (branch, asks) in guarded {
            let regions = branch.regions();
            let blocks = |i: usize| regions.get(i).and_then(|r| r.blocks().first().copied());
            let (memory, cores) = if asks { (blocks(0), blocks(1)) } else { (blocks(1), blocks(0)) };
            if let Some(memory) = memory {
                let first = first(branch);
                for op in memory.body_ops() {
                    op.move_before(first);
                    theirs.push(op);
                }
            }
            if let Some(cores) = cores {
                for op in cores.body_ops() {
                    op.move_before(branch);
                }
            }
            branch.erase();
        }
        for copy in self.kernel.find("cluster.copy") {
            if is_job(copy) && !theirs.iter().any(|op| *op == copy || copy.is_inside(*op)) {
                let first = first(copy);
                copy.move_before(first);
            }
        }
        Ok(())
    }
    /// Does the memory core come by a copy of its own, and do there what a core would?
    fn reached(&self, copy: Op, guarded: &[(Op, bool)]) -> Result<()> {
        let why = "copies between GDRAM and SRAM are the memory core's";
        if self.is_for_cores(copy, guarded) {
            return unsupported(copy, format!("{why}, which does not come here: this is what the others do"));
        }
        let around = copy.ancestors().take_while(|op| *op != self.kernel);
        let mut conditions = around.filter(|op| !guarded.iter().any(|(branch, _)| branch == op));
        if conditions.any(|op| op.operands().into_iter().any(|v| tells_cores_apart(v, &mut vec![]))) {
            let here = "which does not come here as a core does: its `coreId` is 0x80, and its `taskId` no task's";
            return unsupported(copy, format!("{why}, {here}"));
        }
        if copy.operands().into_iter().any(|v| tells_cores_apart(v, &mut vec![])) {
            let what = "whose `coreId` is 0x80, and whose `taskId` is no task's: what it copies must not depend on them";
            return unsupported(copy, format!("{why}, {what}"));
        }
        Ok(())
    }

    /// Nobody waits for anybody: the ids follow from the task's number.
    fn tasks(&self) -> Result<()> {
        for op in self.kernel.find("cluster.id") {
            let b = Builder::before(op);
            let x = || id(&b, "taskIdX");
            let int = |v: i64| b.int(b.ctx.i32(), v);
            let value = match id_of(op) {
                "clusterId" => b.bin("arith.remui", b.bin("arith.divui", x(), int(CLUSTER_CORES)), int(self.clusters)),
                "coreId" => b.bin("arith.remui", x(), int(CLUSTER_CORES)),
                "clusterDim" => int(self.clusters),
                "coreDim" => int(CLUSTER_CORES),
                _ => continue,
            };
            op.result(0).replace_all_uses(value);
            op.erase();
        }
        let ctx = self.launch.ctx();
        self.launch.set_attr("type", ctx.int_attr(ctx.i32(), BLOCK));
        Ok(())
    }

    /// A cluster is a block.
    fn threads(&self) -> Result<()> {
        let ctx = self.launch.ctx();
        let i32 = ctx.i32();
        for op in self.kernel.find("cluster.id") {
            let b = Builder::before(op);
            let id = |name: &str, dim: i64| b.value_with(name, &[], i32, &[("dim", ctx.int_attr(i32, dim))]);
            let int = |v: i64| b.int(i32, v);
            let x =
                || b.bin("arith.addi", b.bin("arith.muli", id("simt.block_id", 0), int(CLUSTER_CORES)), id("simt.thread_id", 0));
            let all = |dim: i64| {
                if dim == 0 { b.bin("arith.muli", id("simt.grid_dim", 0), int(CLUSTER_CORES)) } else { id("simt.grid_dim", dim) }
            };
            let value = match id_of(op) {
                "taskId" => {
                    let zy = b.bin("arith.addi", b.bin("arith.muli", id("simt.block_id", 2), all(1)), id("simt.block_id", 1));
                    b.bin("arith.addi", b.bin("arith.muli", zy, all(0)), x())
                }
                "taskIdX" => x(),
                "taskIdY" => id("simt.block_id", 1),
                "taskIdZ" => id("simt.block_id", 2),
                "taskDim" => b.bin("arith.muli", b.bin("arith.muli", all(0), all(1)), all(2)),
                "taskDimX" => all(0),
                "taskDimY" => all(1),
                "taskDimZ" => all(2),
                "clusterId" => b.bin("arith.remui", id("simt.block_id", 0), int(self.clusters)),
                "clusterDim" => int(self.clusters),
                "coreId" => id("simt.thread_id", 0),
                _ => int(CLUSTER_CORES),
            };
            op.result(0).replace_all_uses(value);
            op.erase();
        }
        for op in self.kernel.find("cluster.alloc") {
            if op.int_attr("space") == Some(SRAM) {
                let name: Vec<(&str, xpiler_ir::Attr)> = op.attr(names::NAME).map(|n| (names::NAME, n)).into_iter().collect();
                let shared = Builder::before(op).value_with("simt.alloc_shared", &[], op.result(0).ty(), &name);
                op.result(0).replace_all_uses(shared);
                op.erase();
            } else {
                replace_alloc(op);
            }
        }
        for op in self.kernel.find("cluster.sync").into_iter().filter(|op| is_joint(*op)) {
            Builder::before(op).op("simt.barrier", Spec::default());
            op.erase();
        }
        let b = Builder::before(self.launch).with_loc(self.launch.loc());
        let operands = self.launch.operands();
        let clusters = b.bin("arith.divui", operands[0], b.index(CLUSTER_CORES));
        let one = b.index(1);
        let mut all = vec![clusters, operands[1], operands[2], b.index(CLUSTER_CORES), one, one];
        all.extend(&operands[3..]);
        let kernel = self.launch.attr("kernel").expect("launches name a kernel");
        b.op("simt.launch", Spec { operands: &all, attrs: &[("kernel", kernel)], ..Spec::default() });
        self.launch.erase();
        Ok(())
    }
}

/// The word of a built-in variable.
fn id_of(op: Op) -> &'static str {
    op.int_attr("id").and_then(|id| IDS.get(usize::try_from(id).ok()?)).copied().unwrap_or_default()
}

/// Reads a built-in variable.
fn id(b: &Builder, word: &str) -> Value {
    b.value_with("cluster.id", &[], b.ctx.i32(), &[("id", b.ctx.int_attr(b.ctx.i32(), number(word)))])
}

/// The word of a synchronisation.
fn waits_for(op: Op) -> &'static str {
    op.int_attr("barrier").and_then(|b| SYNCS.get(usize::try_from(b).ok()?)).copied().unwrap_or_default()
}

/// Do the cores of a cluster meet there?
fn is_joint(sync: Op) -> bool {
    ["__sync_cluster", "__sync_all"].contains(&waits_for(sync))
}

fn plural(clusters: i64) -> String {
    if clusters == 1 { "one cluster".into() } else { format!("{clusters} clusters") }
}

/// An `if` for the first core in front of an operation: the end of its body.
fn first(op: Op) -> Op {
    let b = Builder::before(op);
    let is_first = b.cmpi("eq", id(&b, "coreId"), b.int(b.ctx.i32(), 0));
    let (region, block) = if_region(&b);
    Builder::at_end(block, op.loc()).op("scf.yield", Spec::default());
    b.op("scf.if", Spec { operands: &[is_first], regions: vec![region, empty_region()], ..Spec::default() });
    block.terminator().expect("it was just made")
}

/// A copy that the memory core does.
fn is_job(copy: Op) -> bool {
    let between = ["from", "to"].map(|name| copy.int_attr(name).unwrap_or(-1));
    between.iter().all(|s| [GDRAM, SRAM].contains(s)) && between.contains(&SRAM)
}

/// Is a value, as far as it is computed here, another one on each core?
fn tells_cores_apart(value: Value, seen: &mut Vec<Value>) -> bool {
    if seen.contains(&value) {
        return false;
    }
    seen.push(value);
    let Some(op) = value.def() else {
        let outer = value.as_block_arg().and_then(|(block, _)| block.parent_op());
        return outer
            .filter(|op| !op.is("func.func"))
            .is_some_and(|op| op.operands().into_iter().any(|v| tells_cores_apart(v, seen)));
    };
    if op.is("cluster.id") {
        return ["taskId", "taskIdX", "coreId"].contains(&id_of(op));
    }
    // What a variable holds was stored there, under some conditions.
    let stores = if op.is("memref.alloca") { value.users() } else { vec![] };
    let stores = stores.into_iter().filter(|user| user.is("memref.store"));
    let stored = stores.flat_map(|store| {
        let around = store.ancestors().take_while(|a| !a.is("func.func")).flat_map(|a| a.operands());
        [store.operand(0)].into_iter().chain(around).collect::<Vec<_>>()
    });
    op.operands().into_iter().chain(stored).any(|v| tells_cores_apart(v, seen))
}
