//! Loops and buffers by the names of the user's text.

use xpiler_ir::{Diagnostic, Op, Result, Value, names};

/// All operations of the module's entry (of its first function, if none is marked).
fn scope(module: Op) -> Vec<Op> {
    let functions: Vec<Op> =
        module.body().ops().into_iter().filter(|f| f.is("func.func") && f.region(0).first().is_some()).collect();
    let entry = functions.iter().find(|f| f.attr(names::ENTRY).is_some()).or(functions.first());
    entry.map(|f| f.walk()).unwrap_or_default()
}

/// The loop of that name.
///
/// Errors: there is none, or more than one.
pub fn find_loop(module: Op, name: &str) -> Result<Op> {
    let loops: Vec<Op> = scope(module).into_iter().filter(|op| op.is("scf.for")).collect();
    let named: Vec<Op> = loops.iter().copied().filter(|op| op.str_attr(names::NAME).as_deref() == Some(name)).collect();
    match named.as_slice() {
        [one] => Ok(*one),
        [] => {
            let known: Vec<String> = loops.iter().filter_map(|op| op.str_attr(names::NAME)).collect();
            Err(Diagnostic::error("unknown-loop", format!("there is no loop `{name}`"))
                .help(format!("the loops are: {}", known.join(", "))))
        }
        [_, second, ..] => Err(Diagnostic::error("ambiguous-loop", format!("several loops are named `{name}`"))
            .at(second.span())
            .help("run `unique-names` first")),
    }
}

/// The buffer of that name: a parameter or a local array.
pub fn find_buffer(module: Op, name: &str) -> Result<Value> {
    let mut known: Vec<(String, Value)> = vec![];
    for op in scope(module) {
        if op.is("func.func") {
            let attrs = op.attr("arg_attrs").and_then(|a| a.as_array()).unwrap_or_default();
            for (v, attr) in op.body().args().into_iter().zip(attrs) {
                let of = attr.dict_get(names::NAME).and_then(|a| a.as_str()).filter(|_| v.ty().is_memref());
                known.extend(of.map(|n| (n, v)));
            }
        } else if op.is("memref.alloca") || op.is("memref.alloc") {
            known.extend(op.str_attr(names::NAME).map(|n| (n, op.result(0))));
        }
    }
    known.iter().find(|(n, _)| n == name).map(|(_, v)| *v).ok_or_else(|| {
        let all: Vec<&str> = known.iter().map(|(n, _)| n.as_str()).collect();
        Diagnostic::error("unknown-buffer", format!("there is no buffer `{name}`"))
            .help(format!("the buffers are: {}", all.join(", ")))
    })
}

/// The name, or the name with the first free number.
pub fn fresh(module: Op, name: &str) -> String {
    let taken: Vec<String> = scope(module).into_iter().filter_map(|op| op.str_attr(names::NAME)).collect();
    let free = |n: &String| !taken.contains(n);
    std::iter::once(name.to_owned())
        .chain((1..).map(|i| format!("{name}.{i}")))
        .find(free)
        .expect("there are more numbers than names")
}

/// Notes what a pass claims: an entry of `xpiler.obligations`.
pub fn record(module: Op, claim: &str) {
    let ctx = module.ctx();
    let mut claims = module.attr(names::OBLIGATIONS).and_then(|a| a.as_array()).unwrap_or_default();
    claims.push(ctx.str_attr(claim));
    module.set_attr(names::OBLIGATIONS, ctx.array_attr(&claims));
}
