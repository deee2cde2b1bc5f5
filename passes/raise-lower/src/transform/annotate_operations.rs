//! `annotate-operations`: every nest at the top of the entry says what it computes (the method's annotation).
//!
//! ```mlir
//! scf.for %i = .. { scf.for %j = .. { .. } } {xpiler.operation = "operation(matmul)", xpiler.parallel}
//! ```

use xpiler_ir::{
    Op, Result, names,
    pass::{Instance, Pass},
};

use crate::{
    analysis::operation,
    lower::outline::{entry_of, top_block},
};

/// See the module.
pub struct AnnotateOperations;

impl Pass for AnnotateOperations {
    const ARGUMENT: &'static str = "annotate-operations";
    const SUMMARY: &'static str = "Say what every nest computes";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        for root in top_block(entry_of(module)?).body_ops().into_iter().filter(|op| op.is("scf.for")) {
            let kind = operation::of(root).kind;
            root.set_attr(names::OPERATION, module.ctx().str_attr(&format!("operation({kind})")));
        }
        Ok(())
    }
}
