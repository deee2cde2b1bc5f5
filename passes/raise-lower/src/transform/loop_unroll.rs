//! `loop-unroll`: a short loop becomes its iterations, one after the other.
//!
//! ```text
//! for r < 2 { S(r) }
//! // loop-unroll{loop=r} becomes
//! S(0); S(1)
//! ```
//!
//! Needs: constant bounds and at most 64 iterations. Keeps: the order of iterations. `loop-unroll{loops=r,c}` unrolls several, inner ones first.

use xpiler_ir::{
    Builder, Diagnostic, Op, Result,
    pass::{Instance, Opt, Pass},
};

use super::named;
use crate::analysis::trips::static_trips;

/// See the module.
pub struct LoopUnroll;

const CODE: &str = "illegal-unroll";
/// Iterations that are written out, at most.
const MOST: i64 = 64;

impl Pass for LoopUnroll {
    const ARGUMENT: &'static str = "loop-unroll";
    const SUMMARY: &'static str = "Write out the iterations of short loops";
    const OPTIONS: &'static [Opt] = &[Opt::Str("loops", "the loops' names, separated by commas", "")];

    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let loops = options.str(0);
        let mut found = named::find_loops(module, &loops)?;
        if let Some((_, twice)) = found.iter().enumerate().find(|(i, op)| found[..*i].contains(op)) {
            let message = format!("the loop `{}` is named twice", named::name_of(*twice));
            return Err(Diagnostic::error(CODE, message).at(twice.span()));
        }
        // Inner loops first: what holds them is copied afterwards.
        found.sort_by_key(|op| std::cmp::Reverse(op.ancestors().count()));
        for op in found {
            unroll(op)?;
        }
        named::record(
            module,
            &format!("loop-unroll{{loops={loops}}}"),
            "the same iterations in the same order (by construction)",
        );
        Ok(())
    }
}

fn unroll(op: Op) -> Result<()> {
    let refuse = |message: String| Diagnostic::error(CODE, message).at(op.span());
    let step = named::plain_step(op, CODE)?;
    let (Some(lower), Some(count)) = (op.operand(0).const_int(), static_trips(op)) else {
        return Err(
            refuse("the number of iterations is no constant".into()).help("split it first: loop-split{loop=.. factor=..}")
        );
    };
    if count > MOST {
        return Err(refuse(format!("the loop has {count} iterations; at most {MOST} are written out")));
    }
    let b = Builder::before(op);
    let iv = op.body().arg(0);
    for i in 0..count {
        let mut map = vec![(iv, b.int(iv.ty(), lower + i * step))];
        for inner in op.body().body_ops() {
            let copy = b.insert(inner.clone_mapped(&map));
            map.extend(inner.results().into_iter().zip(copy.results()));
        }
    }
    op.erase();
    Ok(())
}
