//! `unique-names`: every loop and every buffer of the entry has a name of its own, by which passes address it.
//!
//! ```text
//! for k { }  for k { }  for { }
//! // becomes
//! for k { }  for k.1 { }  for i { }
//! ```
//!
//! Keeps: everything else. In the order of the text, so that equal forms get equal names.

use xpiler_ir::{
    Op, Result, names,
    pass::{Instance, Pass},
};

use super::named::{Names, is_buffer, is_loop};

/// See the module.
pub struct UniqueNames;

impl Pass for UniqueNames {
    const ARGUMENT: &'static str = "unique-names";
    const SUMMARY: &'static str = "Give every loop and buffer of the entry a name of its own";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        for entry in module.body().ops().into_iter().filter(|f| f.attr(names::ENTRY).is_some()) {
            let mut taken = Names::of_parameters(entry);
            for op in entry.walk() {
                let default = if is_loop(op) {
                    "i"
                } else if is_buffer(op) {
                    "buffer"
                } else {
                    continue;
                };
                let name = op.str_attr(names::NAME).filter(|n| !n.is_empty()).unwrap_or_else(|| default.into());
                op.set_attr(names::NAME, op.ctx().str_attr(&taken.fresh(&name)));
            }
        }
        Ok(())
    }
}
