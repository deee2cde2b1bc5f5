//! The passes of xpiler, each one file and one `xpiler-opt` pass.
//!
//! * [`raise`]: platform form -> neutral form: launches become loops, intrinsics their meaning, host copies go.
//! * [`transform`]: neutral form -> neutral form.
//! * [`lower`]: neutral form -> platform form of a target.
//! * [`analysis`]: what passes ask: linear index expressions, dependences.

pub mod analysis;
pub mod lower;
pub mod raise;
pub mod transform;

use xpiler_ir::{
    Kernel, Op,
    pass::{register, register_pipeline, register_upstream},
};

/// The passes that raise any platform form; `ORDER` is replaced by the thread order.
const RAISE: &str = "cse,raise-unions,forward-copies,canonicalize,cse,check-layouts,detensorize,cse,scalarize-vectors,loop-recovery{order=ORDER},\
                     fold-memref-alias-ops,affine-expand-index-ops,lower-affine,canonicalize,cse,unique-names";

/// The pipeline that raises a platform form, threads in `forward`, `reverse` or `shuffled` order.
pub fn raise_pipeline(order: &str) -> String {
    RAISE.replace("ORDER", order)
}

/// Removes what a source's form asserts about itself: that its vectors are aligned, its bytes are whole elements, and the like. Verification checks it,
/// and no schedule must keep it.
pub fn drop_assertions(kernel: &Kernel) {
    for assertion in kernel.module().find("cf.assert") {
        let mut left = assertion.operands();
        assertion.erase();
        // What was computed for it alone goes, too.
        while let Some(value) = left.pop() {
            let idle = |op: &Op| analysis::shape::is_pure(*op) && op.results().iter().all(|r| r.users().is_empty());
            if let Some(op) = value.def().filter(idle) {
                let operands = op.operands();
                op.erase();
                for operand in operands {
                    if !left.contains(&operand) {
                        left.push(operand);
                    }
                }
            }
        }
    }
}

/// Registers MLIR's passes, all of these and the named pipelines. May be called more than once.
pub fn register_all() {
    register_upstream();
    register(raise::detensorize::Detensorize);
    register(raise::scalarize_vectors::ScalarizeVectors);
    register(raise::limits::CheckLimits);
    register(raise::spaces::CheckSpaces);
    register(raise::layouts::CheckLayouts);
    register(raise::host_memory::CheckHost);
    register(raise::loop_recovery::LoopRecovery);
    register(raise::unions::RaiseUnions);
    register(raise::copies::ForwardCopies);
    register(transform::unique_names::UniqueNames);
    register(transform::loop_split::LoopSplit);
    register(transform::loop_reorder::LoopReorder);
    register(transform::loop_bind::LoopBind);
    register(transform::loop_contraction::LoopContraction);
    register(transform::loop_fuse::LoopFuse);
    register(transform::loop_bounds::LoopBounds);
    register(transform::loop_expansion::LoopExpansion);
    register(transform::loop_distribute::LoopDistribute);
    register(transform::loop_merge::LoopMerge);
    register(transform::loop_outward::LoopOutward);
    register(transform::loop_unsplit::LoopUnsplit);
    register(transform::mark_parallel::MarkParallel);
    register(transform::annotate_operations::AnnotateOperations);
    register(transform::cache::Cache);
    register(transform::uncache::Uncache);
    register(transform::flatten_arrays::FlattenArrays);
    register(transform::rename_arrays::RenameArrays);
    register(transform::scalar_replacement::ScalarReplacement);
    register(transform::workspace::Workspace);
    register(transform::loop_variables::LoopVariables);
    register(transform::guard_sums::GuardSums);
    register(transform::forward_variables::ForwardVariables);
    register(transform::merge_variables::MergeVariables);
    register(transform::pipeline::Pipeline);
    register(transform::prefetch::Prefetch);
    register(transform::pack::Pack);
    register(transform::loop_pad::LoopPad);
    register(transform::drop_roundings::DropRoundings);
    register(transform::select_branches::SelectBranches);
    register(transform::loop_reduce::LoopReduce);
    register(transform::loop_peel::LoopPeel);
    register(transform::loop_unroll::LoopUnroll);
    register(transform::loop_reroll::LoopReroll);
    register(transform::loop_tail::LoopTail);
    register(transform::loop_count::LoopCount);
    register(lower::tensorize::Tensorize);
    register(lower::promote_vectors::PromoteVectors);
    register(lower::share_vectors::ShareVectors);
    register(lower::shuffle_trees::ShuffleTrees);
    register(lower::overlay::Overlay);
    register(lower::simt::LowerToSimt);
    register(lower::cluster::LowerToCluster);
    register(lower::x86::LowerToX86);
    for (name, summary) in [
        ("raise-cuda", "CUDA C -> neutral form"),
        ("raise-hip", "HIP -> neutral form"),
        ("raise-bang", "BANG C -> neutral form"),
        ("raise-vnni", "C with AVX-512 -> neutral form"),
    ] {
        register_pipeline(name, summary, &raise_pipeline("forward"));
    }
}
