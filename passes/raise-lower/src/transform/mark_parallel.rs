//! `mark-parallel`: loops whose iterations are independent get the attribute `xpiler.parallel`.
//!
//! Loops over threads, blocks and tasks carry it from `loop-recovery`: the programming model says so.

use xpiler_ir::{
    Op, Result, names,
    pass::{Instance, Pass},
};

use crate::analysis::dependence;

/// See the module.
pub struct MarkParallel;

impl Pass for MarkParallel {
    const ARGUMENT: &'static str = "mark-parallel";
    const SUMMARY: &'static str = "Mark the loops whose iterations are independent";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        for op in module.find("scf.for") {
            if op.attr(names::PARALLEL).is_none() && dependence::is_independent(op) {
                op.set_attr(names::PARALLEL, op.ctx().unit_attr());
            }
        }
        Ok(())
    }
}
