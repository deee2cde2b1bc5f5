//! Is a target as exact as its source? Read off the platform forms: a narrower type, or an approximate function, may be within the tolerance of a
//! comparison and still be less than the source gives.

use xpiler_ir::{Diagnostic, Kernel, Op, Permission, Result, Type, diagnostic::Fault, names, rows};
use xpiler_passes::{lower::tensorize::template::is_accurate, raise::detensorize::row_of};

/// A target may not be less exact than its source, unless that is allowed: a narrower float type, `__expf` for `expf`. Which of the permissions
/// the target makes use of.
pub fn check_precision(source: &Kernel, target: &Kernel, allowed: &[Permission]) -> Result<Vec<Permission>> {
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
    let mut used: Vec<Permission> = vec![];
    // Uses the first permission given that fits; the help names the one that asks for least.
    let mut needs = |op: Op, what: &str, fits: &dyn Fn(&Permission) -> bool| {
        if let Some(permission) = allowed.iter().copied().find(fits) {
            used.push(permission);
            return Ok(());
        }
        let least = Permission::ALL.into_iter().find(fits).map_or("", Permission::name);
        let d = Diagnostic::error("precision", format!("refuted: the target {what} than the source"));
        Err(Diagnostic { fault: Fault::Verdict, ..d }.at(op.span()).help(format!("--allow {least} accepts it")))
    };
    let known: Vec<String> = approximate(source)?.into_iter().map(|(_, what)| what).collect();
    if let Some((op, _)) = approximate(target)?.into_iter().find(|(_, what)| !known.contains(what)) {
        needs(op, "computes this less exactly", &|p| *p == Permission::Approx)?;
    }
    // A type that the source does not have, what is loaded and converted included, holds all that it has.
    let known: Vec<Type> = floats(source, false)?.into_iter().map(|(ty, _)| ty).collect();
    for (ty, op) in floats(target, false)? {
        if !known.contains(&ty) && !known.iter().all(|k| holds(ty, *k)) {
            needs(op, "computes in a narrower type", &|p| p.covers(ty))?;
        }
    }
    // Nor is anything computed in a type that holds less than all types that the source computes in, nor everything in narrower ones.
    let (of_source, of_target) = (floats(source, true)?, floats(target, true)?);
    let widest = |floats: &[(Type, Op)]| floats.iter().map(|(ty, _)| ty.bits()).max();
    let all = widest(&of_source) > widest(&of_target);
    let narrow = |(ty, _): &&(Type, Op)| all || !of_source.is_empty() && !of_source.iter().any(|(known, _)| holds(*ty, *known));
    if let Some((ty, op)) = of_target.iter().find(narrow) {
        needs(*op, "computes in narrower types", &|p| p.covers(*ty))?;
    }
    used.sort_unstable();
    used.dedup();
    Ok(used)
}

/// Is every number of a type one of the other?
fn holds(wide: Type, narrow: Type) -> bool {
    // Bits of the mantissa and of the exponent.
    let bits = |ty: Type| match ty.to_string().as_str() {
        "f16" => (10, 5),
        "bf16" => (7, 8),
        "tf32" => (10, 8),
        "f32" => (23, 8),
        _ => (52, 11),
    };
    let ((a, b), (c, d)) = (bits(wide), bits(narrow));
    a >= c && b >= d
}

/// Floats of a kernel and of the rows that it uses, each with its operation; only those of its arithmetic, or all.
fn floats(kernel: &Kernel, arithmetic: bool) -> Result<Vec<(Type, Op)>> {
    // What these give is as exact as what they take.
    const EXACT: [&str; 12] =
        ["select", "extf", "truncf", "sitofp", "uitofp", "bitcast", "negf", "absf", "maxnumf", "minnumf", "maximumf", "minimumf"];
    let tables = rows::used_in(kernel.module())?;
    let float = |op: Op| {
        let name = op.name();
        let (dialect, word) = name.split_once('.')?;
        let ty = op.results().first()?.ty();
        let ty = if ty.is_vector() { ty.element() } else { ty };
        let computes = ["arith", "math"].contains(&dialect) && !EXACT.contains(&word);
        (ty.is_float() && word != "constant" && (computes || !arithmetic)).then_some(ty)
    };
    let floats = |op: Op| -> Vec<(Type, Op)> {
        if !op.is("intrin.call") {
            return float(op).map(|ty| (ty, op)).into_iter().collect();
        }
        let row = op.str_attr("platform").and_then(|p| row_of(op, tables.get(&p)?).ok());
        row.map(|r| r.func.walk().into_iter().filter_map(|o| Some((float(o)?, op))).collect()).unwrap_or_default()
    };
    Ok(kernel.module().walk().into_iter().flat_map(floats).collect())
}
