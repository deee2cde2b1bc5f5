//! A rule for GPUs: iterations that work on arrays of their own, as tasks do on what they stage, become blocks, whose threads share each loop over elements.

use std::cmp::Reverse;

use xpiler_ir::{Op, Result, machine::Machine, names};
use xpiler_passes::{
    analysis::{
        shape::{bytes, is_parallel, parallel_chain},
        trips::static_trips,
    },
    lower::simt::{is_shared, shared_bytes},
};

use super::{does_not_apply, gives_up, simt};
use crate::plan::{Plan, name};

/// Threads of a block.
const THREADS: i64 = 256;
/// Bytes of arrays that a thread may have for itself: registers.
pub const OWN: i64 = 1024;

/// A task becomes a block. Its arrays are shared, or lie in the device's memory where that is too small.
///
/// ```text
/// for t < T { x[8192]; for e < n { x[e] = a[n * t + e] }  for e < n { x[e] = x[e] * x[e] }  .. }
/// // becomes
/// for t < T [blockIdx.x] { x[8192]; for e.i < 256 [threadIdx.x] { for e.o < n by 256 { x[e.o + e.i] = .. } }  .. }
/// ```
pub fn blocks(plan: &mut Plan, root: &str, machine: &Machine) -> Result<()> {
    let op = plan.loop_named(root).ok_or_else(|| gives_up("the loop is gone"))?;
    let outer = if is_parallel(op) { parallel_chain(op, 3) } else { vec![] };
    let Some(task) = outer.last().copied() else { return Err(does_not_apply("iterations depend on each other", op)) };
    if op.find("scf.for").iter().any(|l| *l != op && !outer.contains(l) && l.attr(names::BIND).is_some()) {
        return Err(does_not_apply("loops inside run on something already", op));
    }
    if arrays(task).into_iter().map(bytes).sum::<i64>() <= OWN {
        return Err(does_not_apply("an iteration's arrays fit into a thread's registers", op));
    }
    let outer: Vec<String> = outer.into_iter().map(name).collect();
    let task = name(task);
    simt::unbind(plan, &outer)?;
    let nests = |plan: &Plan| plan.loop_named(&task).map(Nests::of).unwrap_or_default();
    for gathering in nests(plan).sequential {
        // Where it refuses, every thread goes along for itself.
        let _ = plan.step(format!("loop-reduce{{loop={gathering} lanes={THREADS}}}"));
    }
    plan.steps(&["canonicalize", "cse", "mark-parallel", "unique-names"])?;
    let parallel = nests(plan).parallel;
    if parallel.is_empty() {
        return Err(gives_up("no loop inside is parallel"));
    }
    for nest in parallel {
        share(plan, nest)?;
    }
    simt::bind_blocks(plan, &outer)?;
    plan.steps(&["canonicalize", "cse"])?;
    let taken = |plan: &Plan| plan.loop_named(root).map_or(0, shared_bytes);
    if taken(plan) > machine.usable("shared") {
        plan.step("overlay{space=shared}")?;
    }
    // The largest go first.
    while taken(plan) > machine.usable("shared") {
        let of_block = plan.loop_named(root).map(arrays).unwrap_or_default().into_iter().filter(|a| is_shared(*a));
        let largest = of_block.min_by_key(|a| Reverse(bytes(*a))).ok_or_else(|| gives_up("there is no array to move"))?;
        plan.step(format!("workspace{{buffers={} loops={}}}", name(largest), outer.join(",")))?;
    }
    Ok(())
}

fn arrays(of: Op) -> Vec<Op> {
    of.find("memref.alloca").into_iter().filter(|a| !a.result(0).ty().shape().is_empty()).collect()
}

/// The loops of a block.
#[derive(Default)]
struct Nests {
    /// Nests that threads share, outermost loop first: those with no other parallel loop inside, or with enough iterations.
    parallel: Vec<Vec<String>>,
    /// Loops outside of these that have none inside.
    sequential: Vec<String>,
}

impl Nests {
    fn of(block: Op) -> Self {
        let mut this = Self::default();
        this.visit(block);
        this
    }

    fn visit(&mut self, of: Op) {
        for op in of.regions().into_iter().flat_map(xpiler_ir::Region::blocks).flat_map(xpiler_ir::Block::body_ops) {
            let nest = if is_parallel(op) { parallel_chain(op, usize::MAX) } else { vec![] };
            let inner = nest.last().copied().unwrap_or(op);
            let trips = nest.iter().map(|l| static_trips(*l)).try_fold(1, |n: i64, t| Some(n.saturating_mul(t?)));
            let has_inner = inner.find("scf.for").into_iter().any(|l| l != inner && is_parallel(l));
            if !nest.is_empty() && (!has_inner || trips.is_some_and(|n| n >= THREADS)) {
                self.parallel.push(nest.into_iter().map(name).collect());
            } else if op.is("scf.for") && !has_inner {
                self.sequential.push(name(op));
            } else {
                self.visit(inner);
            }
        }
    }
}

/// Gives the iterations of a nest to the threads, neighbours to neighbours.
fn share(plan: &mut Plan, nest: Vec<String>) -> Result<()> {
    let all = nest.join(".");
    let fused = nest.len() > 1 && plan.step(format!("loop-fuse{{loops={}}}", nest.join(","))).is_ok();
    let l = if fused { all } else { nest.into_iter().next_back().unwrap_or_default() };
    let op = plan.loop_named(&l).ok_or_else(|| gives_up("the loop is gone"))?;
    let trips = static_trips(op);
    if trips.is_some_and(|n| n <= THREADS) {
        return plan.step(format!("loop-bind{{loop={l} to=threadIdx.x}}"));
    }
    plan.step(format!("loop-split{{loop={l} factor={THREADS} guard=true}}"))?;
    plan.step(format!("loop-reorder{{loops={l}.i,{l}.o}}"))?;
    plan.step(format!("loop-bind{{loop={l}.i to=threadIdx.x}}"))
}
