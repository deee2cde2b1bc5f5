//! Variables and arrays of vectors become arrays of lanes, read and written by `vector.load` and `vector.store`.

use xpiler_ir::{Builder, Op, Result, Type, Value, builder::Spec, names};

use super::{lanes_of, unknown};

/// A variable or an array of vectors becomes an array with one more dimension.
pub(super) fn spread(variable: Op) -> Result<()> {
    let old = variable.result(0);
    let written = old.ty().element();
    let ty = view(variable).unwrap_or(written);
    let Some(mut shape) = old.ty().static_shape() else { return unknown(variable) };
    shape.push(lanes_of(ty));
    let name = variable.str_attr(names::NAME).unwrap_or_else(|| "v".into());
    let array = Builder::before(variable).alloca(&shape, ty.element(), &name);
    for user in old.users() {
        let b = Builder::before(user);
        let at = |first: usize| -> Vec<Value> { user.operands()[first..].iter().copied().chain([b.index(0)]).collect() };
        match user.name().as_str() {
            "memref.load" => {
                let operands: Vec<Value> = [array].into_iter().chain(at(1)).collect();
                let loaded = b.value("vector.load", &operands, ty);
                for reader in user.result(0).users() {
                    if reader.is("vector.bitcast") && reader.result(0).ty() == ty {
                        reader.result(0).replace_all_uses(loaded);
                        reader.erase();
                    }
                }
                user.result(0).replace_all_uses(cast(&b, loaded, written));
            }
            "memref.store" if user.operand(1) == old => {
                let value = cast(&b, user.operand(0), ty);
                let operands: Vec<Value> = [value, array].into_iter().chain(at(2)).collect();
                b.op("vector.store", Spec { operands: &operands, ..Spec::default() });
            }
            _ => return unknown(user),
        }
        user.erase();
    }
    variable.erase();
    Ok(())
}

/// The lanes that all uses of a variable see.
fn view(variable: Op) -> Option<Type> {
    let mut seen: Vec<Type> = vec![];
    for user in variable.result(0).users() {
        if user.is("memref.load") {
            seen.extend(
                user.result(0).users().iter().map(
                    |u| {
                        if u.is("vector.bitcast") { u.result(0).ty() } else { user.result(0).ty() }
                    },
                ),
            );
        } else if let Some(def) =
            user.operand(0).def().filter(|def| !["arith.constant", "vector.broadcast"].iter().any(|name| def.is(name)))
        {
            seen.push(if def.is("vector.bitcast") { def.operand(0).ty() } else { user.operand(0).ty() });
        }
    }
    seen.dedup();
    (seen.len() == 1).then(|| seen[0])
}

/// `vector.bitcast`, where the type changes.
fn cast(b: &Builder, value: Value, ty: Type) -> Value {
    match value.def_by("vector.bitcast") {
        _ if value.ty() == ty => value,
        Some(cast) if cast.operand(0).ty() == ty => cast.operand(0),
        _ => b.value("vector.bitcast", &[value], ty),
    }
}
