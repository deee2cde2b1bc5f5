//! The extents of pointers that nothing declares: measured on the accesses, then named by the integer parameters.
//!
//! A kernel is run at the given arguments and at shifted ones. An extent that is the same product of parameters both times is
//! that product (`rows * cols`); one that stays the same is a number. Any other is a number for these arguments only, and then the
//! launcher refuses others ([`names::VERIFIED`]).

use std::collections::{BTreeMap, HashSet};

use xpiler_ir::{Attr, Diagnostic, Kernel, Op, Result, Value, expr::Expr, names};
use xpiler_verify::{Case, Inference};

/// Puts the missing extents on the entry; returns all of them, pointer and expression.
pub fn complete(neutral: &Kernel, case: &Case) -> Result<Vec<(String, String)>> {
    let entry = neutral.entry().ok_or_else(|| Diagnostic::internal("a neutral form has an entry"))?;
    let ctx = neutral.ctx();
    let mut attrs = entry.attr("arg_attrs").and_then(|a| a.as_array()).unwrap_or_default();
    let text = |attr: &Attr, name: &str| attr.dict_get(name).and_then(|a| a.as_str());
    let pointers: Vec<usize> = (0..attrs.len()).filter(|i| entry.body().arg(*i).ty().is_memref()).collect();
    let mut found = vec![];
    if pointers.iter().any(|i| text(&attrs[*i], names::EXTENT).is_none()) {
        let inference = Inference::new(neutral)?;
        let measured = inference.run(case)?;
        let shifted = shift(case);
        let again = inference.run(&shifted).unwrap_or_default();
        let mut numeric = false;
        let mut unknown: Vec<(String, Op)> = vec![];
        for i in &pointers {
            if text(&attrs[*i], names::EXTENT).is_some() {
                continue;
            }
            if let Some(access) = data_dependent(entry.body().arg(*i)) {
                unknown.push((text(&attrs[*i], names::NAME).unwrap_or_default(), access));
                continue;
            }
            let Some(n) = measured.get(*i).copied().flatten() else { continue };
            let second = again.get(*i).copied().flatten();
            let named = products(&case.args).into_iter().find(|e| value(e, case) == Some(n) && value(e, &shifted) == second);
            numeric |= named.is_none() && second != Some(n);
            let extent = named.map_or_else(|| n.to_string(), |e| e.to_string());
            let inferred = ctx.str_attr("inferred");
            attrs[*i] = attrs[*i].dict_with(&[(names::EXTENT, ctx.str_attr(&extent)), (names::EXTENT_SOURCE, inferred)]);
        }
        if let Some((_, access)) = unknown.first() {
            let all: Vec<&str> = unknown.iter().map(|(name, _)| name.as_str()).collect();
            let what = format!("how many elements `{}` has depends on what other buffers hold", all.join("`, `"));
            let help: Vec<String> = all.iter().map(|name| format!("--shape {name}=N*M")).collect();
            return Err(Diagnostic::error("unknown-extent", what)
                .at(access.span())
                .help(format!("say it, as numbers or expressions over integer parameters: {}", help.join(" "))));
        }
        entry.set_attr("arg_attrs", ctx.array_attr(&attrs));
        if numeric {
            let values: Vec<(&str, Attr)> = case.args.iter().map(|(n, v)| (n.as_str(), ctx.int_attr(ctx.i64(), *v))).collect();
            entry.set_attr(names::VERIFIED, ctx.dict_attr(&values));
        }
    }
    for i in pointers {
        if let Some(extent) = text(&attrs[i], names::EXTENT) {
            found.push((text(&attrs[i], names::NAME).unwrap_or_default(), extent));
        }
    }
    Ok(found)
}

/// An access of the buffer at an index that was read from memory.
fn data_dependent(buffer: Value) -> Option<Op> {
    buffer.users().into_iter().find(|access| {
        let first = match access.name().as_str() {
            "memref.load" => 1,
            "memref.store" => 2,
            _ => return false,
        };
        let (mut seen, mut open) = (HashSet::new(), access.operands().split_off(first));
        while let Some(v) = open.pop() {
            let Some(def) = v.def().filter(|_| seen.insert(v)) else { continue };
            if def.is("memref.load") {
                let from = def.operand(0);
                if from.def().is_none() {
                    return true;
                }
                // A variable, or an array of the kernel's own: what is written there.
                let stores = from.users().into_iter().filter(|u| u.is("memref.store") && u.operand(1) == from);
                open.extend(stores.map(|s| s.operand(0)));
            }
            open.extend(def.operands().into_iter().filter(|v| !v.ty().is_memref()));
        }
        false
    })
}

/// What to say about a launcher that refuses other arguments than those it was verified with.
pub fn pinned(neutral: &Kernel) -> Option<String> {
    let entry = neutral.entry().filter(|e| e.attr(names::VERIFIED).is_some())?;
    let attrs = entry.attr("arg_attrs")?.as_array()?;
    let text = |attr: &Attr, name: &str| attr.dict_get(name).and_then(|a| a.as_str());
    let numbers: Vec<String> = attrs
        .iter()
        .filter(|a| text(a, names::EXTENT).is_some_and(|e| e.parse::<i64>().is_ok()))
        .filter(|a| text(a, names::EXTENT_SOURCE).as_deref() == Some("inferred"))
        .filter_map(|a| Some(format!("`{}`", text(a, names::NAME)?)))
        .collect();
    let them = numbers.join(", ");
    Some(format!(
        "the launcher refuses other sizes than these: how long {them} is for others is not known; say it with --shape NAME=EXPRESSION"
    ))
}

/// The case with every integer moved by another prime.
fn shift(case: &Case) -> Case {
    let primes = [3, 7, 11, 17, 23, 31, 41];
    let args = case.args.iter().zip(primes.iter().cycle()).map(|((n, v), p)| (n.clone(), v + p)).collect();
    Case { args, ..case.clone() }
}

fn value(e: &Expr, case: &Case) -> Option<i64> {
    e.eval(&|n| case.args.get(n).copied())
}

/// Products of up to three different parameters, short ones first.
fn products(args: &BTreeMap<String, i64>) -> Vec<Expr> {
    let names: Vec<Expr> = args.keys().map(|n| Expr::Name(n.clone())).collect();
    let times = |a: &Expr, b: &Expr| Expr::Binary('*', Box::new(a.clone()), Box::new(b.clone()));
    let mut all = names.clone();
    let (mut pairs, mut triples) = (vec![], vec![]);
    for (i, a) in names.iter().enumerate() {
        for (j, b) in names.iter().enumerate().skip(i + 1) {
            pairs.push(times(a, b));
            triples.extend(names.iter().skip(j + 1).map(|c| times(&times(a, b), c)));
        }
    }
    all.extend(pairs);
    all.extend(triples);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_name_extents() {
        let args = BTreeMap::from([("a".to_owned(), 2), ("b".to_owned(), 3), ("c".to_owned(), 5)]);
        let texts: Vec<String> = products(&args).iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["a", "b", "c", "a * b", "a * c", "b * c", "a * b * c"]);
    }
}
