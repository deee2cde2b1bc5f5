//! `workspace{buffers=a,b loops=t}`: arrays of each iteration become parts of one array in the device's memory (the method's Cache, the other way round).
//!
//! ```text
//! for t < T { a[4096]; .. a[i] .. }
//! // becomes
//! w[T * 4096];  for t < T { .. w[t * 4096 + i] .. }
//! ```
//!
//! What a task of one machine keeps on its chip may be more than a block of another one has there. Needs: a perfect nest at the top of the entry, loops from
//! 0 by 1 with bounds that are known outside, independent iterations, arrays of a constant size that are not each iteration's of a parallel loop inside. Keeps: the values; what is in an array when an iteration begins is not looked at.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result, Value,
    builder::Spec,
    names,
    pass::{Instance, Opt, Pass},
};

use super::{
    flat_places::{move_to, shape_of_places},
    loop_reorder::perfect_nest,
    named::{find_buffer, find_loops, name_of, record},
};
use crate::{
    analysis::{
        linear::Linear,
        shape::{counts_up, is_parallel, known_outside},
        trips::{product, trips_of_nest},
    },
    lower::outline::{entry_of, top_block},
};

/// See the module.
pub struct Workspace;

const CODE: &str = "illegal-workspace";

impl Pass for Workspace {
    const ARGUMENT: &'static str = "workspace";
    const SUMMARY: &'static str = "Keep arrays of iterations in one array in the device's memory";
    const OPTIONS: &'static [Opt] =
        &[Opt::Str("buffers", "the arrays, `a,b`", ""), Opt::Str("loops", "the nest whose iterations they are of, `i,j`", "")];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let (list, name) = (options.str(0), options.str(1));
        let nest = perfect_nest(&find_loops(module, &name)?, CODE)?;
        let root = nest[0];
        let top = top_block(entry_of(module)?);
        if root.block() != Some(top) || !nest.iter().all(|l| counts_up(*l) && is_parallel(*l)) {
            let message = format!("`{name}` is no nest of parallel loops from 0 by 1 at the top of the entry");
            return Err(Diagnostic::error(CODE, message).at(root.span()));
        }
        if nest.iter().any(|l| l.operands().iter().any(|bound| !known_outside(*bound, root))) {
            let message = format!("how often the loops `{name}` run depends on an iteration of one of them");
            return Err(Diagnostic::error(CODE, message).at(root.span()));
        }
        let innermost = *nest.last().expect("checked by `perfect_nest`");
        for buffer in list.split(',') {
            let buffer = find_buffer(module, buffer.trim())?;
            let array = buffer.def().filter(|d| d.is("memref.alloca") && d.is_inside(root));
            let array = array.ok_or_else(|| {
                Diagnostic::error(CODE, format!("an array is wanted that stands in the loop `{name}`")).at(root.span())
            })?;
            // Iterations of a parallel loop in between have an array each.
            let mut between = array.ancestors().take_while(|a| *a != innermost);
            if let Some(l) = between.find(|a| is_parallel(*a) || a.attr(names::BIND).is_some()) {
                let message =
                    format!("each iteration of the parallel loop `{}` has a `{}` of its own", name_of(l), name_of(array));
                return Err(Diagnostic::error(CODE, message).at(array.span()));
            }
            let shape = shape_of_places(buffer).ok_or_else(|| {
                let message = format!("`{}` has no constant size, or more happens to it than loads and stores", name_of(array));
                Diagnostic::error(CODE, message).at(array.span())
            })?;
            keep(&nest, array, &shape, top.terminator())?;
            record(module, &format!("workspace{{loops={name}}}"), "iterations are independent (parallel)");
        }
        Ok(())
    }
}

fn keep(nest: &[Op], array: Op, shape: &[i64], end: Option<Op>) -> Result<()> {
    let b = Builder::before(nest[0]);
    let ctx = b.ctx;
    let buffer = array.result(0);
    let size: i64 = shape.iter().product();
    let at_least_0 = |n: Value| if n.const_int().is_some() { n } else { b.bin("arith.maxsi", n, b.index(0)) };
    let trips: Vec<Value> = trips_of_nest(&b, nest, ctx.index()).into_iter().map(at_least_0).collect();
    let total = trips.iter().fold(b.index(size), |n, t| product(&b, *t, n));
    // Places are printed as `int`.
    if total.const_int().is_some_and(|n| i32::try_from(n).is_err()) {
        let message = format!("all `{}` together have more than 2147483647 elements", name_of(array));
        return Err(Diagnostic::error(CODE, message).at(array.span()));
    }
    let numbered = nest
        .iter()
        .zip(&trips)
        .fold(Linear::default(), |n, (l, t)| n.times(&Linear::of(*t)).plus(&Linear::leaf(l.body().arg(0))));
    let first = numbered.times(&Linear::constant(size));
    // A constant size is the type's: who folded it would lose the name.
    let (extent, operands) = match total.const_int() {
        Some(n) => (Some(n), vec![]),
        None => (None, vec![total]),
    };
    let memory = b.op(
        "memref.alloc",
        Spec {
            operands: &operands,
            results: &[ctx.memref(&[extent], buffer.ty().element())],
            attrs: &[
                ("operandSegmentSizes", ctx.i32_array_attr(&[i32::from(extent.is_none()), 0])),
                (names::NAME, ctx.str_attr(&name_of(array))),
                (names::DEVICE, ctx.unit_attr()),
            ],
            ..Spec::default()
        },
    );
    memory.replace_attr(names::CTYPE, array.attr(names::CTYPE));
    if let Some(end) = end {
        Builder::before(end).op("memref.dealloc", Spec { operands: &[memory.result(0)], ..Spec::default() });
    }
    for access in buffer.users() {
        move_to(access, memory.result(0), shape, &first);
    }
    array.erase();
    Ok(())
}
