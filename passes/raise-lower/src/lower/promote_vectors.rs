//! `promote-vectors`: local arrays that are used by whole vectors at constant places become vector variables, which compilers keep in registers.
//!
//! ```mlir
//! %acc = memref.alloca() : memref<2x16xf32>
//! intrin.call "vnni" "_mm512_storeu_ps"(%acc, %v) at(%c16)
//! // becomes
//! %acc.1 = memref.alloca() : memref<vector<16xf32>>
//! memref.store %v, %acc.1[]
//! ```
//!
//! Needs: every use is a row that loads or stores one vector and nothing else (read off the row's body), at multiples of the vector's length.

use std::collections::BTreeMap;

use xpiler_ir::{
    Builder, Op, Result, Type, Value, names,
    pass::{Instance, Pass},
    rows::{self, Rows},
};

/// See the module.
pub struct PromoteVectors;

impl Pass for PromoteVectors {
    const ARGUMENT: &'static str = "promote-vectors";
    const SUMMARY: &'static str = "Turn local arrays of whole vectors into vector variables";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        let table = rows::load(module.ctx(), "vnni")?;
        for alloca in module.find("memref.alloca") {
            promote(alloca, &table);
        }
        Ok(())
    }
}

/// A row that is one `vector.load` or `vector.store` at its pointer.
fn whole_vector(row: Op, vector_op: &str) -> Option<Type> {
    let (ops, end) = (row.body().body_ops(), row.body().terminator()?);
    let (constants, rest): (Vec<Op>, Vec<Op>) = ops.into_iter().partition(|o| o.is("arith.constant"));
    let [only] = rest.as_slice() else { return None };
    let at_start = constants.iter().all(|c| c.result(0).const_int() == Some(0));
    if !at_start || !only.is(vector_op) {
        return None;
    }
    let vector = if only.is("vector.load") { only.result(0) } else { only.operand(0) };
    let passed = if only.is("vector.load") {
        end.operand_count() == 1 && end.operand(0) == vector
    } else {
        row.body().args().contains(&vector)
    };
    passed.then(|| vector.ty())
}

/// The vector that a call moves, and its number in the array.
fn slot(user: Op, array: Value, table: &Rows) -> Option<(i64, Type, bool)> {
    if !user.is("intrin.call") {
        return None;
    }
    let row = table.find(&user.str_attr("row")?).first()?.func;
    let (ty, stores) = match (whole_vector(row, "vector.load"), whole_vector(row, "vector.store")) {
        (Some(ty), _) => (ty, false),
        (None, Some(ty)) => (ty, true),
        _ => return None,
    };
    let lanes = ty.static_shape()?.first().copied()?;
    let offset = user.operands().last()?.const_int()?;
    let own = user.operands().iter().filter(|v| **v == array).count() == 1 && ty.element() == array.ty().element();
    (own && offset % lanes == 0).then_some((offset / lanes, ty, stores))
}

fn promote(alloca: Op, table: &Rows) {
    let array = alloca.result(0);
    let users = array.users();
    let slots: Option<Vec<(Op, i64, Type, bool)>> =
        users.iter().map(|u| slot(*u, array, table).map(|(n, ty, stores)| (*u, n, ty, stores))).collect();
    let Some(mut slots) = slots.filter(|s| !s.is_empty()) else { return };
    if slots.iter().any(|(_, _, ty, _)| *ty != slots[0].2) {
        return;
    }
    slots.sort_by_key(|(_, n, _, _)| *n);
    let b = Builder::before(alloca);
    let name = alloca.str_attr(names::NAME).unwrap_or_else(|| "v".into());
    let mut variables: BTreeMap<i64, Value> = BTreeMap::new();
    for (user, n, ty, stores) in slots {
        let variable = *variables.entry(n).or_insert_with(|| b.alloca(&[], ty, &format!("{name}.{n}")));
        let at = Builder::before(user);
        if stores {
            let vector = user.operands().into_iter().find(|v| v.ty() == ty).expect("a store has a vector");
            at.store(vector, variable, &[]);
        } else {
            user.result(0).replace_all_uses(at.load(variable, &[]));
        }
        user.erase();
    }
    alloca.erase();
}
