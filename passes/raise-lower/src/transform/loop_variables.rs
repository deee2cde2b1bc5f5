//! `loop-variables`: what a loop carries from iteration to iteration is kept in variables (LLVM: `reg2mem`).
//!
//! ```text
//! r = for i < n, acc = 0 { yield acc + a[i] }    ->    v = 0;  for i < n { v = v + a[i] }  r = v
//! ```
//!
//! Rows' bodies gather in values, text gathers in variables; transformations know one form. Keeps: the values.

use xpiler_ir::{
    Builder, Op, Result, Value,
    pass::{Instance, Pass},
};

use super::named::{Names, name_of};
use crate::analysis::shape::is_number;

/// See the module.
pub struct LoopVariables;

impl Pass for LoopVariables {
    const ARGUMENT: &'static str = "loop-variables";
    const SUMMARY: &'static str = "Keep what loops carry in variables";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        let mut taken = Names::of(module)?;
        let carries = |l: &Op| !l.results().is_empty() && l.results().iter().all(|r| r.ty().is_float() || is_number(r.ty()));
        // The outermost first: what an inner one yields may be carried by the outer one.
        for l in module.find("scf.for").into_iter().filter(carries) {
            keep_in_variables(l, &mut taken);
        }
        Ok(())
    }
}

fn keep_in_variables(l: Op, taken: &mut Names) {
    let (before, after) = (Builder::before(l), Builder::after(l));
    let inside = Builder::at_start(l.body(), l.loc());
    let end = l.body().terminator().expect("loops end in a yield");
    let at_end = Builder::before(end);
    let mut variables: Vec<Value> = vec![];
    for (i, result) in l.results().into_iter().enumerate() {
        let variable = before.alloca(&[], result.ty(), &taken.fresh("acc"));
        before.store(l.operand(3 + i), variable, &[]);
        l.body().arg(1 + i).replace_all_uses(inside.load(variable, &[]));
        variables.push(variable);
    }
    // Values of the next iteration are all computed where they are yielded; one may be another's of this iteration.
    for (i, variable) in variables.iter().enumerate() {
        at_end.store(end.operand(i), *variable, &[]);
    }
    for (result, variable) in l.results().into_iter().zip(variables) {
        result.replace_all_uses(after.load(variable, &[]));
    }
    let plain = before.for_loop(l.operand(0), l.operand(1), l.operand(2), &name_of(l), |_, _| {});
    for (name, attr) in l.attrs() {
        plain.set_attr(&name, attr);
    }
    plain.set_loc(l.loc());
    l.body().arg(0).replace_all_uses(plain.body().arg(0));
    let stop = plain.body().terminator().expect("just built");
    for op in l.body().body_ops() {
        op.move_before(stop);
    }
    l.erase();
}
