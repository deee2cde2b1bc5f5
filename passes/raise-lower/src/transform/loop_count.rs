//! `loop-count`: a loop by a constant step counts its iterations.
//!
//! ```text
//! for k = 0 to 64 step 4 { S(k) }
//! // loop-count{loop=k} becomes
//! for k < 16 { S(4 * k) }
//! ```
//!
//! Needs: a loop from 0 to a constant. Keeps: the iterations and their order.

use xpiler_ir::{
    Diagnostic, Op, Result,
    pass::{Instance, Opt, Pass},
};

use super::named;
use crate::analysis::trips::{count_iterations, static_trips};

/// See the module.
pub struct LoopCount;

const CODE: &str = "illegal-count";

impl Pass for LoopCount {
    const ARGUMENT: &'static str = "loop-count";
    const SUMMARY: &'static str = "Count the iterations of a loop with a constant range";
    const OPTIONS: &'static [Opt] = &[Opt::Str("loop", "the loop's name", "")];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let name = options.str(0);
        let op = named::find_loop(module, &name)?;
        named::plain_step(op, CODE)?;
        if op.operand(0).const_int() != Some(0) || static_trips(op).is_none() {
            return Err(Diagnostic::error(CODE, "the loop does not run from 0 to a constant").at(op.span()));
        }
        count_iterations(op);
        named::record(module, &format!("loop-count{{loop={name}}}"), "the same iterations in the same order (by construction)");
        Ok(())
    }
}
