//! scratch
use std::collections::BTreeSet;
use xpiler_ir::{
    Op, Result, names,
    pass::{Instance, Pass},
};
/// See the module.
pub struct UniqueNames;
impl Pass for UniqueNames {
    const ARGUMENT: &'static str = "unique-names";
    const SUMMARY: &'static str = "Make names unique";
    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for op in module.walk() {
            if !["scf.for", "memref.alloca", "memref.alloc"].iter().any(|n| op.is(n)) {
                continue;
            }
            let name = op.str_attr(names::NAME).unwrap_or_else(|| "i".into());
            let mut new = name.clone();
            let mut n = 1;
            while !seen.insert(new.clone()) {
                new = format!("{name}.{n}");
                n += 1;
            }
            op.set_attr(names::NAME, op.ctx().str_attr(&new));
        }
        Ok(())
    }
}
