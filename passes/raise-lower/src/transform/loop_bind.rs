//! scratch
use super::named;
use xpiler_ir::{
    Op, Result, names,
    pass::{Instance, Opt, Pass},
};
/// See the module.
pub struct LoopBind;
impl Pass for LoopBind {
    const ARGUMENT: &'static str = "loop-bind";
    const SUMMARY: &'static str = "Bind";
    const OPTIONS: &'static [Opt] = &[Opt::Str("loop", "the loop's name", ""), Opt::Str("to", "", "")];
    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let op = named::find_loop(module, &options.str(0))?;
        op.set_attr(names::BIND, module.ctx().str_attr(&options.str(1)));
        op.set_attr(names::PARALLEL, module.ctx().unit_attr());
        Ok(())
    }
}
