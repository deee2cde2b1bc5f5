//! `drop-roundings`: what is rounded to `tf32` and widened again stays as it was.
//!
//! ```text
//! extf(truncf(x : f32) : tf32)  ->  x
//! ```
//!
//! No language has numbers of this type outside of its matrix units: rows that round bring it back. Keeps: the value but for the rounding, so that
//! the result is no less exact.

use xpiler_ir::{
    Op, Result,
    pass::{Instance, Pass},
};

/// See the module.
pub struct DropRoundings;

impl Pass for DropRoundings {
    const ARGUMENT: &'static str = "drop-roundings";
    const SUMMARY: &'static str = "Leave out roundings to tf32";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        for rounding in roundings(module) {
            let value = rounding.operand(0);
            for widened in rounding.result(0).users() {
                if widened.is("arith.extf") && widened.result(0).ty() == value.ty() {
                    widened.result(0).replace_all_uses(value);
                    widened.erase();
                }
            }
            if rounding.result(0).users().is_empty() {
                rounding.erase();
            }
        }
        Ok(())
    }
}

/// The roundings to `tf32` in an operation.
pub fn roundings(op: Op) -> Vec<Op> {
    let tf32 = op.ctx().tf32();
    op.find("arith.truncf").into_iter().filter(|o| o.result(0).ty() == tf32).collect()
}
