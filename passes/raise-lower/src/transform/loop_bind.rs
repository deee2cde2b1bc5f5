//! `loop-bind{loop=i to=blockIdx.x}`: a loop is to run on a parallel variable. `lower-to-*` makes it so.
//!
//! ```text
//! for i { S(i) }
//! // becomes
//! parallel for i on blockIdx.x { S(i) }
//! ```
//!
//! Needs: independent iterations; no loop around or inside it runs on the same variable. Keeps: everything; the loop is marked.
//! `to=vector`: what consecutive elements are made of is loaded and stored by one access of a thread each, where that is aligned (`lower/vector_loops.rs`).
//! `to=none` undoes a binding: the source's launch is not the target's.

use xpiler_ir::{
    Diagnostic, Op, Result, names,
    pass::{Instance, Opt, Pass},
};

use super::named::{find_loop, name_of, plain_step, record};
use crate::{
    analysis::{dependence, shape::is_parallel},
    lower::vector_loops::VECTOR,
};

/// See the module.
pub struct LoopBind;

const CODE: &str = "illegal-bind";

/// What a loop can run on.
const TARGETS: [&str; 9] =
    ["blockIdx.x", "blockIdx.y", "blockIdx.z", "threadIdx.x", "threadIdx.y", "threadIdx.z", "taskId", "omp", VECTOR];

impl Pass for LoopBind {
    const ARGUMENT: &'static str = "loop-bind";
    const SUMMARY: &'static str = "Bind a loop to a parallel variable";
    const OPTIONS: &'static [Opt] = &[
        Opt::Str("loop", "the loop", ""),
        Opt::Str("to", "blockIdx.{x,y,z}, threadIdx.{x,y,z}, taskId, omp or vector; none undoes it", ""),
    ];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let (name, to) = (options.str(0), options.str(1));
        let op = find_loop(module, &name)?;
        if to == "none" {
            op.remove_attr(names::BIND);
            return Ok(());
        }
        if !TARGETS.contains(&to.as_str()) {
            let message = format!("a loop is bound to one of {}, not to `{to}`", TARGETS.join(", "));
            return Err(Diagnostic::error(CODE, message).at(op.span()));
        }
        plain_step(op, CODE)?;
        let bound = |other: &Op| *other != op && other.str_attr(names::BIND).as_deref() == Some(&to);
        if let Some(other) = op.ancestors().find(bound).or_else(|| op.walk().into_iter().find(bound)) {
            let message = format!("`{name}` and `{}` nest; one of them runs on `{to}` already", name_of(other));
            return Err(Diagnostic::error(CODE, message).at(other.span()));
        }
        let claim = if is_parallel(op) {
            "iterations are independent (parallel)"
        } else if let Some(offending) = dependence::conflict(op, op) {
            let message = format!(
                "iterations of `{name}` are not known to be independent: `{}` may touch what another does",
                offending.name()
            );
            return Err(Diagnostic::error(CODE, message)
                .at(offending.span().or(op.span()))
                .label(format!("in another iteration of `{name}`")));
        } else {
            "iterations are independent (dependence)"
        };
        op.set_attr(names::PARALLEL, op.ctx().unit_attr());
        op.set_attr(names::BIND, op.ctx().str_attr(&to));
        record(module, &format!("loop-bind{{loop={name} to={to}}}"), claim);
        Ok(())
    }
}
