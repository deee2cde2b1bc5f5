//! `lower-to-x86`: the outermost parallel loops run on OpenMP threads (the method's Loop Bind), for C with AVX-512.

use xpiler_ir::{
    Op, Result, names,
    pass::{Instance, Pass},
};

use super::outline::{entry_of, top_block};
use crate::analysis::shape::is_parallel;

/// See the module.
pub struct LowerToX86;

impl Pass for LowerToX86 {
    const ARGUMENT: &'static str = "lower-to-x86";
    const SUMMARY: &'static str = "Bind the outermost parallel loops to OpenMP threads";

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let entry = entry_of(module)?;
        let ctx = module.ctx();
        // What the source's loops ran on means nothing here.
        for loop_ in entry.find("scf.for") {
            loop_.remove_attr(names::BIND);
        }
        for loop_ in top_block(entry).body_ops().into_iter().filter(|op| is_parallel(*op)) {
            loop_.set_attr(names::BIND, ctx.str_attr("omp"));
        }
        for op in entry.find("memref.alloc") {
            op.remove_attr(names::DEVICE);
        }
        options.run_nested("any(canonicalize,cse)", entry)?;
        super::outline::refuse_others(entry);
        module.set_attr(names::PLATFORM, ctx.str_attr("vnni"));
        Ok(())
    }
}
