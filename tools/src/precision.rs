//! Is a target as exact as its source? Read off the platform forms: a narrower type, or an approximate function, may be within the tolerance of a
//! comparison and still be less than the source gives (VERIFICATION.md).

use xpiler_ir::{Diagnostic, Kernel, Op, Result, diagnostic::Fault, names, rows};
use xpiler_passes::{lower::tensorize::template::is_accurate, raise::detensorize::row_of};

/// A target may not be less exact than its source. A narrower float type and `__expf` for `expf` need a permission, and there is
/// none to give yet.
pub fn check_precision(source: &Kernel, target: &Kernel) -> Result<()> {
    let approximate = |k: &Kernel| -> Result<Vec<(Op, String)>> {
        let rows = rows::used_in(k.module())?;
        let what = |op: Op| {
            if !op.is("intrin.call") {
                return op.attr(names::APPROX).map(|_| op.name());
            }
            let name = op.str_attr("row")?;
            let rows = rows.get(&op.str_attr("platform")?)?;
            rows.all().iter().any(|r| r.name == name && !is_accurate(r)).then_some(name)
        };
        Ok(k.module().walk().into_iter().filter_map(|op| Some((op, what(op)?))).collect())
    };
    let known: Vec<String> = approximate(source)?.into_iter().map(|(_, what)| what).collect();
    let refuted = |op: Op, what: &str| {
        let d = Diagnostic::error("precision", format!("refuted: the target {what} than the source"));
        Err(Diagnostic { fault: Fault::Verdict, ..d }.at(op.span()))
    };
    if let Some((op, _)) = approximate(target)?.into_iter().find(|(_, what)| !known.contains(what)) {
        return refuted(op, "computes this less exactly");
    }
    // Nothing may be narrower than all that the source has, what is loaded and converted included.
    let narrowest = float_widths(source, false)?.into_iter().map(|(w, _)| w).min();
    if let Some((_, op)) = float_widths(target, false)?.into_iter().find(|(w, _)| narrowest.is_some_and(|n| *w < n)) {
        return refuted(op, "computes in a narrower type");
    }
    let (of_source, of_target) = (float_widths(source, true)?, float_widths(target, true)?);
    let (widest, reached) = (of_source.iter().map(|(w, _)| *w).max(), of_target.iter().map(|(w, _)| *w).max());
    match (of_target.first(), widest > reached) {
        (Some((_, op)), true) => refuted(*op, "computes in narrower types"),
        _ => Ok(()),
    }
}

/// Floats of a kernel and of the rows that it uses, by width; only those of its arithmetic, or all.
fn float_widths(kernel: &Kernel, arithmetic: bool) -> Result<Vec<(u32, Op)>> {
    // What these give is as exact as what they take.
    const EXACT: [&str; 7] = ["select", "extf", "truncf", "sitofp", "uitofp", "bitcast", "negf"];
    let tables = rows::used_in(kernel.module())?;
    let width = |op: Op| {
        let name = op.name();
        let (dialect, word) = name.split_once('.')?;
        let ty = op.results().first()?.ty();
        let ty = if ty.is_vector() { ty.element() } else { ty };
        let computes = ["arith", "math"].contains(&dialect) && !EXACT.contains(&word);
        (ty.is_float() && word != "constant" && (computes || !arithmetic)).then(|| ty.bits())
    };
    let widths = |op: Op| -> Vec<(u32, Op)> {
        if !op.is("intrin.call") {
            return width(op).map(|w| (w, op)).into_iter().collect();
        }
        let row = op.str_attr("platform").and_then(|p| row_of(op, tables.get(&p)?).ok());
        row.map(|r| r.func.walk().into_iter().filter_map(|o| Some((width(o)?, op))).collect()).unwrap_or_default()
    };
    Ok(kernel.module().walk().into_iter().flat_map(widths).collect())
}
